"""Interim summaries of dealers in the middle of the month (handbook H8.3, H10.4)."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dealers.interim_documents import sheets_of, story_of, title_of
from dealers.models import PlanWeek
from dealers.selectors.interim import Interim, interim_of, interims, with_supplied
from dealers.tracking_tables import InterimTable
from dealers.views.tracking import TrackingList
from salesops.exchange.pdf import pdf_response
from salesops.exchange.writer import workbook_response
from salesops.web.views import ScopedDetail


class InterimList(TrackingList):
    """Dealers' months at their middle, the latest first."""

    table_class = InterimTable
    template_name = "dealers/tracking/interim_list.html"
    title = _("Interim summaries of dealers")
    clause = "H10.4"
    export_name = _("Interim summaries of dealers")

    def narrow(self, rows):
        return with_supplied(interims(super().narrow(rows)), self.request.actor)


class InterimDetail(ScopedDetail):
    model = PlanWeek
    template_name = "dealers/tracking/interim_detail.html"
    clause = "H10.4"

    def narrow(self, rows):
        return interims(rows).select_related("plan__customer", "plan__center", "plan__rep")

    def interim(self) -> Interim:
        week = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        return interim_of(week, self.request.actor, timezone.localdate())

    def get_context_data(self, **kwargs):
        interim = self.interim()
        return super().get_context_data(**kwargs) | {"interim": interim, "title": title_of(interim)}


class InterimWorkbook(InterimDetail):
    def get(self, request, *args, **kwargs):
        interim = self.interim()
        return workbook_response(title_of(interim), sheets_of(interim))


class InterimPaper(InterimDetail):
    def get(self, request, *args, **kwargs):
        interim = self.interim()
        return pdf_response(title_of(interim), title_of(interim), list(story_of(interim)))
