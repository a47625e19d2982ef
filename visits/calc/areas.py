"""Territories in sums, from which their work and their ways follow at once (handbook H4.3).

Ways are estimated, not routed: a day's tour through n stops in an area of a square metres is about 0.7124 · √(n · a)
long (Beardwood, Halton and Hammersley, 1959), and the area follows from how far a territory's stores scatter. So the
effect of one store's move is known at once, for thousands of stores.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt

TOUR = 0.7124
METRES_OF_DEGREE = 111_320.0
# A territory is as wide as a square in which stores scatter evenly: its area is twelve standard deviations squared.
AREA_OF_SCATTER = 12.0
NEIGHBOURS = 12
# What a rep's time weighs against travel, times the square of how far its use is from the mean.
BALANCE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Outlet:
    """A store as a territory sees it: where, how often in a cycle, how many minutes each time, and whose."""

    code: str
    lon: float
    lat: float
    visits: int
    minutes: int
    rep: str


@dataclass(frozen=True, slots=True)
class Field:
    """A rep's time: net minutes of a cycle for stores and ways, its days, and how ways become minutes."""

    rep: str
    minutes: int
    days: int
    speed_kmh: float
    detour_factor: float
    start: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What a territory asks of its rep in a cycle, in minutes; `use` of 1 is all of the rep's time."""

    rep: str
    stores: int
    visits: int
    in_store: float
    travel: float
    available: int

    @property
    def total(self) -> float:
        return self.in_store + self.travel

    @property
    def use(self) -> float:
        return self.total / self.available if self.available else 0.0


def spread(loads: Iterable[Load]) -> float:
    """The fullest rep's use of time less the emptiest's, as a share."""
    uses = [load.use for load in loads if load.available]
    return max(uses, default=0.0) - min(uses, default=0.0)


class Area:
    """One territory in sums, from which its ways follow."""

    __slots__ = ("field", "home", "in_store", "stores", "visits", "x", "xx", "y", "yy")

    def __init__(self, field: Field, home: tuple[float, float] | None) -> None:
        self.field, self.home = field, home
        self.stores = self.visits = 0
        self.in_store = self.x = self.y = self.xx = self.yy = 0.0

    def add(self, outlet: Outlet, place: tuple[float, float], sign: int = 1) -> None:
        x, y = place
        self.stores += sign
        self.visits += sign * outlet.visits
        self.in_store += sign * outlet.visits * outlet.minutes
        self.x += sign * x
        self.y += sign * y
        self.xx += sign * x * x
        self.yy += sign * y * y

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x / self.stores, self.y / self.stores)

    def travel(self) -> float:
        """Minutes on the way in a cycle: a tour through a day's stops, and from home and back."""
        if not self.stores or not self.field.days:
            return 0.0
        x, y = self.centre
        scatter = sqrt(max(0.0, self.xx / self.stores - x * x) * max(0.0, self.yy / self.stores - y * y))
        stops = self.visits / self.field.days
        metres = TOUR * sqrt(stops * AREA_OF_SCATTER * scatter)
        metres += 2 * hypot(x - self.home[0], y - self.home[1]) if self.home else 0.0
        return self.field.days * metres * self.field.detour_factor * 60 / (self.field.speed_kmh * 1000)

    def load(self) -> Load:
        return Load(
            self.field.rep, self.stores, self.visits, self.in_store, round(self.travel(), 1), self.field.minutes
        )

    def cost(self, mean_use: float) -> float:
        """Travel, and the square of how far the rep's use of time is from all reps' mean."""
        travel = self.travel()
        if not self.field.minutes:
            return travel
        off = (self.in_store + travel) / self.field.minutes - mean_use
        return travel + BALANCE_WEIGHT * self.field.minutes * off * off


def plane(outlets: Sequence[Outlet]) -> dict[str, tuple[float, float]]:
    """Places in metres on a plane, which is near enough for a center."""
    width = _metres_of_longitude(outlets)
    return {outlet.code: (outlet.lon * width, outlet.lat * METRES_OF_DEGREE) for outlet in outlets}


def _metres_of_longitude(outlets: Sequence[Outlet]) -> float:
    middle = sum(outlet.lat for outlet in outlets) / len(outlets) if outlets else 0.0
    return METRES_OF_DEGREE * cos(radians(middle))


def homes(outlets: Sequence[Outlet], fields: Sequence[Field]) -> dict[str, tuple[float, float]]:
    width = _metres_of_longitude(outlets)
    return {f.rep: (f.start[0] * width, f.start[1] * METRES_OF_DEGREE) for f in fields if f.start}


def nearest(outlets: Sequence[Outlet], places: Mapping[str, tuple[float, float]]) -> dict[str, tuple[str, ...]]:
    """The nearest stores of each, found in a grid whose cells hold some of them."""
    xs = [places[outlet.code][0] for outlet in outlets]
    ys = [places[outlet.code][1] for outlet in outlets]
    extent = max(max(xs, default=0) - min(xs, default=0), max(ys, default=0) - min(ys, default=0), 1.0)
    size = extent / max(1.0, sqrt(len(outlets) / NEIGHBOURS))
    cells: dict[tuple[int, int], list[str]] = {}
    cell_of = {
        outlet.code: (int(places[outlet.code][0] // size), int(places[outlet.code][1] // size)) for outlet in outlets
    }
    for code, cell in cell_of.items():
        cells.setdefault(cell, []).append(code)
    near = {}
    for outlet in outlets:
        column, row = cell_of[outlet.code]
        around = [c for dx in (-1, 0, 1) for dy in (-1, 0, 1) for c in cells.get((column + dx, row + dy), ())]
        here = places[outlet.code]
        around.sort(key=lambda code: ((places[code][0] - here[0]) ** 2 + (places[code][1] - here[1]) ** 2, code))
        near[outlet.code] = tuple(around[1 : 1 + NEIGHBOURS])
    return near
