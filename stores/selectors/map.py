"""The stores of a list on the map: each as a point, or gathered in squares where they are too many (handbook H2.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, FloatField, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Floor

from stores.calc.positions import NEAR_NOUGHT, is_nought, usual_extent
from stores.choices import StoreClass
from stores.models import Store

MOST_POINTS = 5000
# A square of the grid is as wide as this many points of the screen.
SQUARE = 64
_TILE = 256
_WHOLE_CIRCLE = 360
# A hundred-thousandth of a degree is about a metre.
_PLACES = 5
_NEAR = {"gt": -NEAR_NOUGHT, "lt": NEAR_NOUGHT}
_IS_NOUGHT = Q(**{f"{name}__{way}": bound for name in ("lon", "lat") for way, bound in _NEAR.items()})


@dataclass(frozen=True, slots=True)
class Frame:
    """What of the map is on the screen, in degrees, and how near."""

    west: float
    south: float
    east: float
    north: float
    zoom: int


def stores_on_map(stores: QuerySet[Store], frame: Frame | None = None) -> dict[str, Any]:
    """All points if they are few, else those in the frame, else squares with their counts. At most three queries."""
    stores = stores.order_by()
    extent = stores.aggregate(
        total=Count("pk"),
        placed=Count("lon"),
        west=Min("lon", filter=~_IS_NOUGHT, default=0),
        south=Min("lat", filter=~_IS_NOUGHT, default=0),
        east=Max("lon", filter=~_IS_NOUGHT, default=0),
        north=Max("lat", filter=~_IS_NOUGHT, default=0),
    )
    answer = {
        "total": extent["total"],
        "without": extent["total"] - extent["placed"],
        "bounds": [
            [_degrees(extent["south"]), _degrees(extent["west"])],
            [_degrees(extent["north"]), _degrees(extent["east"])],
        ]
        if extent["placed"]
        else None,
    }
    placed = stores.filter(lon__isnull=False)
    if extent["placed"] <= MOST_POINTS:
        points = _points(placed)
        return answer | {"whole": True, "points": points, "bounds": _bounds_of(points)}
    frame = frame or _frame_of(extent)
    inside = placed.filter(lon__gte=frame.west, lon__lte=frame.east, lat__gte=frame.south, lat__lte=frame.north)
    if inside.count() <= MOST_POINTS:
        return answer | {"whole": False, "points": _points(inside)}
    return answer | {"whole": False, "squares": _squares(inside, frame.zoom)}


def _points(stores: QuerySet[Store]) -> list[list[Any]]:
    rows = stores.values_list("pk", "lon", "lat", "store_class", "status", "name")
    return [[pk, _degrees(lon), _degrees(lat), *rest] for pk, lon, lat, *rest in rows]


def _bounds_of(points: list[list[Any]]) -> list[list[float]] | None:
    """Where the map opens: a store that was typed in at nought, nought does not make all others a dot."""
    if not points:
        return None
    places = [(lon, lat) for _pk, lon, lat, *_rest in points]
    lons, lats = zip(*([place for place in places if not is_nought(*place)] or places), strict=True)
    (west, east), (south, north) = usual_extent(lons), usual_extent(lats)
    return [[south, west], [north, east]]


def _squares(stores: QuerySet[Store], zoom: int) -> list[list[Any]]:
    """The middle of a square's stores, how many they are, and how many of each class."""
    width = Value(_WHOLE_CIRCLE * SQUARE / (_TILE * 2**zoom))
    by_class = {f"in_{name}": Count("pk", filter=Q(store_class=name)) for name in StoreClass.values}
    rows = (
        stores.annotate(column=Floor(Cast("lon", FloatField()) / width), row=Floor(Cast("lat", FloatField()) / width))
        .values("column", "row")
        .annotate(n=Count("pk"), x=Avg("lon"), y=Avg("lat"), **by_class)
    )
    return [[_degrees(row["x"]), _degrees(row["y"]), row["n"], *(row[name] for name in by_class)] for row in rows]


def _frame_of(extent: Mapping[str, Any]) -> Frame:
    """The whole, as a screen of some size would show it."""
    west, south, east, north = (float(extent[side]) for side in ("west", "south", "east", "north"))
    span = max(east - west, north - south, _WHOLE_CIRCLE / 2**20)
    zoom = 0
    while _WHOLE_CIRCLE / 2 ** (zoom + 1) > span and zoom < 18:
        zoom += 1
    return Frame(west, south, east, north, zoom)


def _degrees(value: Any) -> float:
    return round(float(value), _PLACES)
