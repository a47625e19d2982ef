"""Pages of finished visits and their evidence (handbook H5.3)."""

from django.utils.translation import gettext_lazy as _

from salesops.web.views import ScopedDetail, ScopedList
from salesops.workflow.selectors.history import history_of
from visits.evidence_words import in_words
from visits.filters import VisitFilter
from visits.models import Visit
from visits.selectors.marks import marks_of_visit
from visits.selectors.sending import photos_on_their_way, receipt_of
from visits.selectors.visits import VisitPage
from visits.tables import VisitTable


class VisitList(ScopedList):
    model = Visit
    table_class = VisitTable
    filterset_class = VisitFilter
    title = _("Visits")
    clause = "H5"
    is_long = True
    export_name = _("Visits")

    def narrow(self, rows):
        return rows.select_related("store", "rep").order_by("-visited_on", "-checked_in_at", "-pk")


class VisitDetail(ScopedDetail):
    """What was found and how sure it is; its maker goes on where it is still open."""

    model = Visit
    template_name = "visits/visit/visit_detail.html"
    clause = "H5.3"

    def narrow(self, rows):
        return rows.select_related("store", "rep", "done_by", "center", "image_standard")

    def get_title(self):
        return self.object.store.name

    def get_context_data(self, **kwargs):
        visit = self.object
        return super().get_context_data(**kwargs) | {
            "visit": visit,
            "page": VisitPage(visit),
            "marks": [in_words(mark) for mark in marks_of_visit(visit)],
            "events": history_of(visit)[:30],
            "awaited": photos_on_their_way(visit),
            "receipt": receipt_of(visit),
            "is_mine": visit.done_by_id == self.request.actor.user_id,
        }
