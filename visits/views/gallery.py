"""Pages of photos: the gallery, two days side by side, and the files themselves (handbook H5.3)."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from salesops.web.typed import day_in
from salesops.web.views import ScopedDetail, ScopedList
from stores.models import Store
from visits.filters import PhotoFilter
from visits.models import VisitPhoto
from visits.selectors.gallery import photo_days, two_sides, with_visits
from visits.tables import PhotoTable


class Gallery(ScopedList):
    """Photos, the newest first, by store, item of the standard and what they show."""

    model = VisitPhoto
    table_class = PhotoTable
    filterset_class = PhotoFilter
    template_name = "visits/gallery/gallery.html"
    title = _("Photos")
    clause = "H5.3"
    is_long = True

    def narrow(self, rows):
        return with_visits(rows).order_by("-received_at", "-pk")


class PhotoCompare(ScopedDetail):
    """Two days of one store; without a choice the last two."""

    model = Store
    template_name = "visits/gallery/photo_compare.html"
    clause = "H5.3"

    def get_title(self):
        return self.object.name

    def get_context_data(self, **kwargs):
        actor, store = self.request.actor, self.object
        days = photo_days(actor, store)
        after = self._chosen("after", days, 0)
        before = self._chosen("before", days, 1)
        sides = two_sides(actor, store, before, after)
        return super().get_context_data(**kwargs) | {"days": days, "sides": sides}

    def _chosen(self, name: str, days: list[date], place: int) -> date | None:
        asked = day_in(self.request.GET, name)
        if asked in days:
            return asked
        return days[place] if len(days) > place else None


@login_required
@require_safe
@cache_control(private=True, max_age=86400, immutable=True)
def photo_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo itself, for whoever sees its visit."""
    photo = get_object_or_404(VisitPhoto.objects.visible_to(request.actor), pk=pk)
    return as_picture(photo.file, photo.sha256)


@login_required
@require_safe
@cache_control(private=True, max_age=300)
def photo_thumb(request: HttpRequest, pk: int) -> HttpResponse:
    """The small picture; while there is none, the photo."""
    photo = get_object_or_404(VisitPhoto.objects.visible_to(request.actor), pk=pk)
    return as_picture(photo.thumb or photo.file, photo.sha256)


def as_picture(file: FieldFile, name: str) -> HttpResponse:
    """A file of ours as the JPEG it is, never as anything else."""
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type="image/jpeg", filename=f"{name[:12]}.jpg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
