"""Marketing's desk, groups of reports, and their map and timeline (handbook H5.6)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from salesops.accounts.choices import Role
from salesops.errors import DomainError
from salesops.web.typed import text_in
from salesops.web.views import Page
from visits.filters import ReportFilter
from visits.models import MarketReport
from visits.selectors.findings import with_lateness
from visits.selectors.report_groups import HEIGHT, WIDTH, desk, dots, group_of, weeks_of
from visits.services.report_groups import answer_all, group_reports, take_up_all, ungroup_report

ANSWERERS = frozenset({Role.MARKETING, Role.MANAGER})
MOST_SHOWN = 100


class _Reports(Page, TemplateView):
    """A page about reports, narrowed by the filters of their list."""

    clause = "H5.6"

    @property
    def chosen(self) -> ReportFilter:
        rows = with_lateness(MarketReport.objects.visible_to(self.request.actor), timezone.localdate())
        return ReportFilter(self.request.GET, queryset=rows, request=self.request)


class ReportDesk(_Reports):
    """What waits for an answer, by its deadline; several are taken up at once."""

    roles = ANSWERERS
    template_name = "visits/reports/report_desk.html"
    title = gettext_lazy("Desk of market reports")

    def get_context_data(self, **kwargs):
        chosen = self.chosen
        waiting = desk(chosen.qs).select_related("center")
        rows = list(waiting[: MOST_SHOWN + 1])
        more = {"filter": chosen, "reports": rows[:MOST_SHOWN], "is_cut": len(rows) > MOST_SHOWN}
        return super().get_context_data(**kwargs) | more


class ReportMap(_Reports):
    """Where and when things were told."""

    template_name = "visits/reports/report_map.html"
    title = gettext_lazy("Map and timeline of market reports")

    def get_context_data(self, **kwargs):
        chosen = self.chosen
        rows = chosen.qs.order_by()
        weeks = weeks_of(rows, timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "filter": chosen,
            "dots": dots(rows),
            "width": WIDTH,
            "height": HEIGHT,
            "weeks": weeks,
            "most": max((week.total for week in weeks), default=0) or 1,
        }


@login_required
@require_POST
def reports_take_up(request: HttpRequest) -> HttpResponse:
    reports = _reports(request).filter(pk__in=_asked(request))
    result = take_up_all(reports, actor=request.actor, at=timezone.now())
    if result.taken:
        messages.success(request, ngettext("%d report taken up.", "%d reports taken up.", result.taken) % result.taken)
    if result.passed_over:
        words = ngettext(
            "%d report was passed over: it is not new any more.",
            "%d reports were passed over: they are not new any more.",
            result.passed_over,
        )
        messages.warning(request, words % result.passed_over)
    return redirect("visits:report_desk")


@login_required
@require_POST
def report_group(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen ones come to the group of this report."""
    report = get_object_or_404(_reports(request), pk=pk)
    others = _reports(request).filter(pk__in=_asked(request))
    number = group_reports(report, others, actor=request.actor, at=timezone.now())
    messages.success(request, ngettext("%d report put together.", "%d reports put together.", number) % number)
    return redirect(report)


@login_required
@require_POST
def report_ungroup(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(_reports(request), pk=pk)
    ungroup_report(report, actor=request.actor, at=timezone.now())
    return redirect(report)


@login_required
@require_POST
def report_answer_group(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer for all of the group."""
    report = get_object_or_404(_reports(request), pk=pk)
    members = group_of(request.actor, report).members
    try:
        answer = text_in(request.POST, "answer", 2000)
        number = answer_all(members, answer=answer, actor=request.actor, at=timezone.now())
        messages.success(request, ngettext("%d report answered.", "%d reports answered.", number) % number)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(report)


def _asked(request: HttpRequest) -> list[int]:
    return [int(pk) for pk in request.POST.getlist("report") if pk.isdecimal() and len(pk) < 16][:MOST_SHOWN]


def _reports(request: HttpRequest):
    return MarketReport.objects.visible_to(request.actor)
