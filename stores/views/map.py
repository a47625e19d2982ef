"""The map beside the list of stores: its points, and the small card of one store (handbook H2.2)."""

import math

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from salesops.web.openapi import ANY, FLAG, NUMBER, TEXT, WHOLE, Operation, described, list_of, or_null, record
from salesops.web.typed import as_number
from salesops.web.views import ScopedDetail
from salesops.web.views.doors import rows_for
from stores.card_lines import lines_of
from stores.filters import StoreFilter
from stores.models import Store
from stores.selectors.map import Frame, stores_on_map

MOST_ZOOM = 19
_BOUNDS = or_null(list_of(list_of(NUMBER)))
# A point is its id, longitude, latitude, class, status and name; a square its middle, its count, and that by class.
POINTS = Operation(
    query={"q": TEXT, "frame": TEXT, "zoom": WHOLE},
    answers={
        200: record(
            "total",
            "without",
            "bounds",
            "whole",
            total=WHOLE,
            without=WHOLE,
            bounds=_BOUNDS,
            whole=FLAG,
            points=list_of(list_of(ANY)),
            squares=list_of(list_of(NUMBER)),
        )
    },
)


@login_required
@require_safe
@gzip_page
@described(POINTS)
def store_points(request: HttpRequest) -> JsonResponse:
    """What the list with the same filters holds, as points or squares; a plain file of numbers, packed on the way."""
    stores = StoreFilter(request.GET, queryset=rows_for(Store, request.actor), request=request).qs
    answer = stores_on_map(stores, frame_in(request.GET))
    return JsonResponse(answer, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})


def frame_in(said: QueryDict) -> Frame | None:
    """The frame that is named as `frame=west,south,east,north` and `zoom`, if it is one."""
    try:
        sides = [float(side) for side in said.get("frame", "").split(",")]
    except ValueError:
        return None
    if len(sides) != 4 or not all(map(math.isfinite, sides)):
        return None
    return Frame(*sides, zoom=min(as_number(said.get("zoom", "")) or 0, MOST_ZOOM))


class StoreCard(ScopedDetail):
    """What the map says of one store."""

    model = Store
    template_name = "stores/map/_card.html"
    clause = "H2.2"

    def narrow(self, rows):
        return rows.select_related("customer", "rep")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"lines": lines_of(self.object, timezone.localdate())}
