"""Pages of finished visits and their evidence (handbook H5.3)."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from salesops.web.views import ScopedDetail, ScopedList
from salesops.workflow.selectors.history import history_of
from visits.evidence_words import marks_in_words
from visits.filters import VisitFilter
from visits.models import Visit, VisitPhoto
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
            "marks": marks_in_words(visit.marks),
            "events": history_of(visit)[:30],
            "is_mine": visit.done_by_id == self.request.actor.user_id,
        }


@login_required
@require_safe
@cache_control(private=True, max_age=86400, immutable=True)
def photo_file(request, pk):
    """The photo itself, for whoever sees its visit."""
    photo = get_object_or_404(VisitPhoto.objects.visible_to(request.actor), pk=pk)
    try:
        content = photo.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type="image/jpeg", filename=f"{photo.sha256[:12]}.jpg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
