"""The outline that an installation lays under its maps."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from salesops.web.openapi import ANY, Operation, described

OUTLINE = Operation(media="application/geo+json", answers={200: ANY, 404: None})


@login_required
@require_safe
@cache_control(private=True, max_age=86_400)
@described(OUTLINE)
def map_outline(request: HttpRequest) -> FileResponse:
    """The GeoJSON file of the settings; without one there is none."""
    path = Path(settings.MAP_OUTLINE)
    if not settings.MAP_OUTLINE or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="application/geo+json")
