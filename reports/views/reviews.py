"""Pages of business reviews (handbook H9)."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports.filters import ReviewFilter
from reports.forms.reviews import TextsForm
from reports.models import BusinessReview, ReviewLine
from reports.review_pdf import story_of, title_of
from reports.selectors.evidence import evidence_of
from reports.selectors.export import file_name, sheets_of
from reports.selectors.missing import month_to_review
from reports.selectors.profit import profit_evidence_of
from reports.selectors.review_page import review_page
from reports.selectors.reviews import failures_of, rows_of, run_of, with_due_day
from reports.tables import ReviewTable
from salesops.exchange.pdf import pdf_response
from salesops.exchange.writer import workbook_response
from salesops.web.htmx import answer
from salesops.web.views import ScopedDetail, ScopedList
from salesops.workflow.selectors.history import history_of

HISTORY_SHOWN = 50


class ReviewList(ScopedList):
    model = BusinessReview
    table_class = ReviewTable
    filterset_class = ReviewFilter
    template_name = "reports/reviews/review_list.html"
    title = _("Business reviews")
    clause = "H9"
    export_name = _("Business reviews")

    def narrow(self, rows):
        rows = rows.select_related("customer", "rep").order_by("-month", "customer__code", "pk")
        return with_due_day(rows, self.request.actor)

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        self.complete([row.record for row in table.paginated_rows])
        return table

    def complete(self, reviews) -> None:
        for row in rows_of(reviews, timezone.localdate()):
            row.review.row = row

    def get_context_data(self, **kwargs):
        month = month_to_review(timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "month": month,
            "run": run_of(month),
            "failures": failures_of(month, self.request.actor),
        }


class ReviewDetail(ScopedDetail):
    model = BusinessReview
    template_name = "reports/reviews/review_detail.html"
    clause = "H9"

    def narrow(self, rows):
        return rows.select_related("customer", "center", "rep")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "review": self.object,
            "page": review_page(self.object, self.request.actor, timezone.localdate()),
            "form": TextsForm(instance=self.object, actor=self.request.actor),
            "events": history_of(self.object)[:HISTORY_SHOWN],
        }


@login_required
@require_safe
def review_profit(request, pk):
    """What the customer's profit as earned was made from."""
    review = get_object_or_404(BusinessReview.objects.visible_to(request.actor).select_related("customer"), pk=pk)
    context = {"evidence": profit_evidence_of(review), "title": str(review)}
    return answer(request, "reports/reviews/_profit_evidence.html", context)


@login_required
@require_safe
def review_line_evidence(request, pk):
    """What one line compares, and what plan and records say of it now."""
    lines = ReviewLine.objects.visible_to(request.actor).select_related("review__customer", "store", "model")
    line = get_object_or_404(lines, pk=pk)
    context = {"evidence": evidence_of(line), "title": str(line.review)}
    return answer(request, "reports/reviews/_line_evidence.html", context)


@login_required
@require_safe
def review_export(request, pk):
    reviews = BusinessReview.objects.visible_to(request.actor).select_related("customer", "rep")
    review = get_object_or_404(reviews, pk=pk)
    page = review_page(review, request.actor, timezone.localdate())
    return workbook_response(file_name(review), sheets_of(page))


@login_required
@require_safe
def review_pdf(request, pk):
    """The document for the customer."""
    reviews = BusinessReview.objects.visible_to(request.actor).select_related("customer", "center", "rep")
    page = review_page(get_object_or_404(reviews, pk=pk), request.actor, timezone.localdate())
    return pdf_response(title_of(page), title_of(page), list(story_of(page)))
