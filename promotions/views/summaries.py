"""What a promotion brought: the page, its file, what was learned, its moves (handbook H6.2)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from promotions.calc.effect.chart import WIDTH, marks_of
from promotions.effect_choices import VERDICT_WORDS, SummaryStatus
from promotions.effect_steps import STEPS
from promotions.forms.promotions import REASON_LENGTH
from promotions.forms.summaries import LessonsForm
from promotions.models import Promotion, PromotionSummary
from promotions.rules import may_plan, may_start
from promotions.selectors.summaries import SummaryPage, money_of, partners_of, summary_of
from promotions.selectors.summary_export import summary_sheets
from promotions.services.summaries import finish_summary, reopen_summary, write_lessons
from salesops.errors import DomainError
from salesops.exchange.writer import workbook_response
from salesops.web.typed import text_in
from salesops.web.views import ScopedDetail, ScopedUpdate, door
from salesops.workflow.flow import possible_steps
from salesops.workflow.selectors.history import history_of

ROWS_A_PAGE = 50
HISTORY_SHOWN = 30


class PromotionSummaryPage(ScopedDetail):
    """Baselines, uplift with its range, cost and return; in total, by class, center and store."""

    model = Promotion
    template_name = "promotions/summary/promotion_summary.html"
    title = pgettext_lazy("promotion", "Summary")
    clause = "H6.2"

    def get_context_data(self, **kwargs):
        page = summary_of(self.object, self.request.actor)
        context = super().get_context_data(**kwargs) | {"promotion": self.object, "tab": "summary", "page": page}
        return context | (self._of_page(page) if page else {})

    def _of_page(self, page: SummaryPage) -> dict:
        actor, summary = self.request.actor, page.summary
        listed = Paginator(page.rows, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        rows = list(listed)
        known = partners_of(rows, actor)
        return {
            "summary": summary,
            "words": VERDICT_WORDS[summary.verdict],
            "methods": _marked([part for part in (page.whole, page.other) if part]),
            "groups": _marked([*page.series, *page.classes, *page.centers]),
            "chart_width": WIDTH,
            "listed": listed,
            "rows": [(row, [known[pk] for pk in row.partners if pk in known], money_of(page, row)) for row in rows],
            "with_costs": not actor.is_rep,
            "steps": {step.name for step in possible_steps(STEPS, summary, actor)},
            "may_copy": may_start(actor),
            "may_write": may_plan(actor, self.object) and summary.status == SummaryStatus.OPEN,
            "is_overdue": summary.is_overdue(timezone.localdate()),
            "events": history_of(summary)[:HISTORY_SHOWN],
        }


def _marked(parts: list) -> list[tuple]:
    return list(zip(parts, marks_of([(part.net_low, part.net, part.net_high) for part in parts]), strict=True))


@login_required
@require_safe
def summary_export(request, pk):
    promotion = get_object_or_404(Promotion.objects.visible_to(request.actor), pk=pk)
    page = summary_of(promotion, request.actor)
    if page is None:
        raise Http404
    sheets = summary_sheets(page, with_costs=not request.actor.is_rep)
    return workbook_response(f"{promotion} {pgettext('promotion', 'Summary')}", sheets)


class LessonsEdit(ScopedUpdate):
    model = PromotionSummary
    form_class = LessonsForm
    title = gettext_lazy("What worked, what did not")
    clause = "H6.2"

    def narrow(self, rows):
        return rows.select_related("promotion")

    def allowed_on(self, actor, obj):
        return may_plan(actor, obj.promotion)

    def act(self, cleaned):
        said = {"revision": self.seen_revision, "actor": self.request.actor, "at": timezone.now()}
        return write_lessons(self.object, cleaned["lessons"], **said)


@login_required
@require_POST
def summary_finish(request, pk):
    return _moved(request, pk, finish_summary, _("The summary is finished and stands in the library."))


@login_required
@require_POST
def summary_reopen(request, pk):
    reason = text_in(request.POST, "reason", REASON_LENGTH)
    return _moved(request, pk, reopen_summary, _("The summary is open again."), reason=reason)


def _moved(request: HttpRequest, pk: int, move: Callable, done: str, **said: str) -> HttpResponse:
    rows = PromotionSummary.objects.visible_to(request.actor).select_related("promotion")
    summary = get_object_or_404(rows, pk=pk)
    door(request, may_plan, summary.promotion)
    try:
        move(summary, actor=request.actor, at=timezone.now(), **said)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(summary)
