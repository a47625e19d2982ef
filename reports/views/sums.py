"""The review of a center and of the company, as page, workbook and paper (handbook H9)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from reports.selectors.missing import month_to_review
from reports.selectors.review_sum import Area, ReviewSum, review_sum
from reports.selectors.reviews import latest_month
from reports.selectors.waiting import READERS
from reports.sum_documents import part_name, sheets_of, story_of, title_of
from salesops.exchange.pdf import pdf_response
from salesops.exchange.writer import workbook_response
from salesops.web.typed import month_in, number_in
from salesops.web.views import Page


class ReviewSumPage(Page, TemplateView):
    roles = READERS
    template_name = "reports/reviews/review_sum.html"
    title = _("Reviews together")
    clause = "H9"

    def whole(self) -> ReviewSum:
        said, actor = self.request.GET, self.request.actor
        month = month_in(said) or latest_month(actor) or month_to_review(timezone.localdate())
        return review_sum(actor, Area(month, number_in(said, "center"), number_in(said, "rep")))

    def get_context_data(self, **kwargs):
        whole = self.whole()
        return super().get_context_data(**kwargs) | {
            "title": title_of(whole),
            "whole": whole,
            "part_name": part_name(whole),
            "up": whole.area.query(rep=None) if whole.area.rep else whole.area.query(center=None),
        }


class ReviewSumWorkbook(ReviewSumPage):
    def get(self, request, *args, **kwargs):
        whole = self.whole()
        return workbook_response(title_of(whole), sheets_of(whole))


class ReviewSumPaper(ReviewSumPage):
    def get(self, request, *args, **kwargs):
        whole = self.whole()
        return pdf_response(title_of(whole), title_of(whole), list(story_of(whole)))
