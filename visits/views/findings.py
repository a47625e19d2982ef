"""Pages of market reports: seen at once, taken up, answered, closed (handbook H5.6)."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.typed import text_in
from salesops.web.views import ScopedDetail, ScopedList
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of
from visits import rules
from visits.filters import ReportFilter
from visits.forms.findings import AnswerForm
from visits.models import MarketReport, VisitPhoto
from visits.selectors.findings import with_lateness
from visits.selectors.report_groups import group_of
from visits.services.findings import answer_report, close_report, take_up_report
from visits.steps import ANSWER_REPORT, REPORT_STEPS
from visits.tables import ReportTable

FRAGMENT = "visits/reports/_report_status.html"
SHOWN_EVENTS = 30


class ReportList(ScopedList):
    model = MarketReport
    table_class = ReportTable
    filterset_class = ReportFilter
    template_name = "visits/reports/report_list.html"
    title = _("Market reports")
    clause = "H5.6"
    export_name = _("Market reports")

    def narrow(self, rows):
        return with_lateness(rows, timezone.localdate()).order_by("-reported_at", "-pk")


class ReportDetail(ScopedDetail):
    model = MarketReport
    template_name = "visits/reports/report_detail.html"
    clause = "H5.6"

    def narrow(self, rows):
        return with_lateness(rows, timezone.localdate()).select_related("center", "visit", "model")

    def get_title(self):
        return self.object.get_kind_display()

    def get_context_data(self, **kwargs):
        photos = VisitPhoto.objects.visible_to(self.request.actor).filter(step="market", visit=self.object.visit)
        shown = {"photos": photos.order_by("pk") if self.object.visit else []}
        shown["events"] = history_of(self.object)[:SHOWN_EVENTS]
        shown["group"] = group_of(self.request.actor, self.object)
        shown["may_group"] = rules.answers_report(self.request.actor, self.object)
        return super().get_context_data(**kwargs) | _context(self.request, self.object) | shown


@login_required
@require_POST
def report_take_up(request, pk):
    return _move(request, pk, lambda report: take_up_report(report, actor=request.actor, at=timezone.now()))


@login_required
@require_POST
def report_answer(request, pk):
    typed = text_in(request.POST, "answer", 2000)
    return _move(
        request, pk, lambda report: answer_report(report, answer=typed, actor=request.actor, at=timezone.now())
    )


@login_required
@require_POST
def report_close(request, pk):
    return _move(request, pk, lambda report: close_report(report, actor=request.actor, at=timezone.now()))


def _move(request: HttpRequest, pk: int, move: Callable[[MarketReport], MarketReport]) -> HttpResponse:
    report = get_object_or_404(_reports(request), pk=pk)
    try:
        move(report)
    except DomainError as refusal:
        return answer(request, FRAGMENT, _context(request, report) | {"refusal": str(refusal)}, status=409)
    report = _reports(request).get(pk=pk)
    context = _context(request, report) | {"events": history_of(report)[:SHOWN_EVENTS], "is_swapped": True}
    return answer(request, FRAGMENT, context, to=report, trigger="report-changed")


def _reports(request: HttpRequest):
    return with_lateness(MarketReport.objects.visible_to(request.actor), timezone.localdate())


def _context(request: HttpRequest, report: MarketReport) -> dict:
    steps = possible_steps(REPORT_STEPS, report, request.actor)
    typed = {"answer": request.POST.get("answer", "")}
    return {
        "report": report,
        "steps": [step for step in steps if step is not ANSWER_REPORT],
        "answer_form": AnswerForm(initial=typed) if ANSWER_REPORT in steps else None,
    }
