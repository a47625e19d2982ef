"""Who has which stores: a center's territories shared out evenly and close together (handbook H4.3).

Ways are estimated, not routed: a day's tour through n stops in an area of a square metres is about 0.7124 · √(n · a)
long (Beardwood, Halton and Hammersley, 1959), and the area follows from how far a territory's stores scatter. So the
effect of one store's move is known at once, for thousands of stores.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sqrt

TOUR = 0.7124
METRES_OF_DEGREE = 111_320.0
# A territory is as wide as a square in which stores scatter evenly: its area is twelve standard deviations squared.
AREA_OF_SCATTER = 12.0
# Minutes a cycle that a move must gain: a store and its people get to know another rep.
MOVE_PRICE = 15.0
# A move costs patience: the same store is not moved on and on.
MOST_PASSES = 60
# A store goes to no rep whose stores' centre is so many times farther from it than that of its own rep's.
FARTHEST = 1.5
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


@dataclass(frozen=True, slots=True)
class StoreMove:
    """One store to another rep: the work that goes with it, and the minutes of travel that it saves at its turn."""

    code: str
    from_rep: str
    to_rep: str
    work: float
    gain: float


@dataclass(frozen=True, slots=True)
class Territory:
    """A suggestion: moves in the order in which they are worth most, and each rep's load before and after."""

    moves: tuple[StoreMove, ...]
    before: tuple[Load, ...]
    after: tuple[Load, ...]

    @property
    def travel_gain(self) -> float:
        return sum(load.travel for load in self.before) - sum(load.travel for load in self.after)


def spread(loads: Iterable[Load]) -> float:
    """The fullest rep's use of time less the emptiest's, as a share."""
    uses = [load.use for load in loads if load.available]
    return max(uses, default=0.0) - min(uses, default=0.0)


class _Area:
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


def balance(outlets: Sequence[Outlet], fields: Sequence[Field], *, move_price: float = MOVE_PRICE) -> Territory:
    """Suggest moves of stores to neighbouring reps that even out work and shorten ways, each worth its price.

    Only moves that gain more than `move_price` minutes are suggested. The order of input does not matter.
    """
    places = _plane(outlets)
    ordered = sorted(outlets, key=lambda outlet: outlet.code)
    homes = _homes(outlets, fields)
    areas = {field.rep: _Area(field, homes.get(field.rep)) for field in sorted(fields, key=lambda field: field.rep)}
    owner = {}
    for outlet in ordered:
        if outlet.rep in areas:
            areas[outlet.rep].add(outlet, places[outlet.code])
            owner[outlet.code] = outlet.rep
    before = tuple(area.load() for area in areas.values())
    moved = _improved([outlet for outlet in ordered if outlet.code in owner], places, areas, owner, move_price)
    return Territory(tuple(moved), before, tuple(area.load() for area in areas.values()))


def _improved(
    outlets: Sequence[Outlet],
    places: Mapping[str, tuple[float, float]],
    areas: Mapping[str, _Area],
    owner: dict[str, str],
    move_price: float,
) -> list[StoreMove]:
    """Take the best moves there are, of each store once and of each rep one at a time, until none gains its price."""
    near = _near(outlets, places)
    moves: dict[str, StoreMove] = {}
    for _ in range(MOST_PASSES):
        mean, taken = _mean_use(areas.values()), set()
        found = [
            (-gain, outlet.code, rep, saved, outlet)
            for outlet in outlets
            if outlet.code not in moves
            for rep in sorted({owner[code] for code in near[outlet.code]} - {owner[outlet.code]})
            for gain, saved in [_gain(outlet, places[outlet.code], areas[owner[outlet.code]], areas[rep], mean)]
            if gain > move_price
        ]
        for _gained, code, rep, saved, outlet in sorted(found, key=lambda item: item[:3]):
            former = owner[code]
            if not {rep, former} & taken and code not in moves:
                taken |= {rep, former}
                _move(outlet, places[code], areas[former], areas[rep])
                moves[code] = StoreMove(code, former, rep, float(outlet.visits * outlet.minutes), round(saved, 1))
                owner[code] = rep
        if not taken:
            break
    return list(moves.values())


def _gain(outlet: Outlet, place: tuple[float, float], here: _Area, there: _Area, mean: float) -> tuple[float, float]:
    """What a move is worth, balance counted, and the minutes of travel that it saves.

    Nothing where the store lies much farther from the other territory: an outlier is nobody else's for being one.
    """
    if there.stores and _distance(place, there.centre) > FARTHEST * _distance(place, here.centre):
        return 0.0, 0.0
    cost, travel = here.cost(mean) + there.cost(mean), here.travel() + there.travel()
    _move(outlet, place, here, there)
    gain = cost - here.cost(mean) - there.cost(mean)
    saved = travel - here.travel() - there.travel()
    _move(outlet, place, there, here)
    return gain, saved


def _distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    return hypot(here[0] - there[0], here[1] - there[1])


def _move(outlet: Outlet, place: tuple[float, float], here: _Area, there: _Area) -> None:
    here.add(outlet, place, -1)
    there.add(outlet, place)


def _mean_use(areas: Iterable[_Area]) -> float:
    loads = [area.load() for area in areas]
    available = sum(load.available for load in loads)
    return sum(load.total for load in loads) / available if available else 0.0


def _plane(outlets: Sequence[Outlet]) -> dict[str, tuple[float, float]]:
    """Places in metres on a plane, which is near enough for a center."""
    width = _metres_of_longitude(outlets)
    return {outlet.code: (outlet.lon * width, outlet.lat * METRES_OF_DEGREE) for outlet in outlets}


def _metres_of_longitude(outlets: Sequence[Outlet]) -> float:
    middle = sum(outlet.lat for outlet in outlets) / len(outlets) if outlets else 0.0
    return METRES_OF_DEGREE * cos(radians(middle))


def _homes(outlets: Sequence[Outlet], fields: Sequence[Field]) -> dict[str, tuple[float, float]]:
    width = _metres_of_longitude(outlets)
    return {f.rep: (f.start[0] * width, f.start[1] * METRES_OF_DEGREE) for f in fields if f.start}


def _near(outlets: Sequence[Outlet], places: Mapping[str, tuple[float, float]]) -> dict[str, tuple[str, ...]]:
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


@dataclass(frozen=True, slots=True)
class Staffing:
    """What so many reps would make of a center's work; above a use of 1 the standard cannot be kept."""

    reps: int
    in_store: float
    travel: float
    available: float

    @property
    def use(self) -> float:
        return (self.in_store + self.travel) / self.available if self.available else 0.0


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many reps the standard needs, and what one more or less changes; `now` is as many as there are."""

    needed: int
    now: Staffing
    staffing: tuple[Staffing, ...]


# Of a rep's time, what whole visits and even days can use; above it a plan leaves stores out.
USABLE = 0.97


def headcount(outlets: Sequence[Outlet], fields: Sequence[Field], *, usable: float = USABLE) -> Headcount:
    """Share the stores out anew among more and more reps, until the work fits into their time.

    Reps are as the mean of those there are: their minutes, days, speed. Without any there is no answer to give.
    """
    if not fields:
        raise ValueError("Headcount is reckoned in reps as there are some.")
    typical = _typical(fields)
    now = _staffing(outlets, typical, len(fields))
    if not outlets:
        return Headcount(0, now, (now,))
    count = max(1, round(sum(o.visits * o.minutes for o in outlets) / typical.minutes)) if typical.minutes else 0
    if not count:
        raise ValueError("Reps without any time for stores can be of no number.")
    known = {len(fields): now}
    while known.setdefault(count, _staffing(outlets, typical, count)).use > usable:
        count += 1
    shown = sorted({max(1, count - 1), count, count + 1, max(1, len(fields) - 1), len(fields), len(fields) + 1})
    return Headcount(count, now, tuple(known.setdefault(n, _staffing(outlets, typical, n)) for n in shown))


def _typical(fields: Sequence[Field]) -> Field:
    count = len(fields)
    return replace(
        fields[0],
        minutes=round(sum(field.minutes for field in fields) / count),
        days=round(sum(field.days for field in fields) / count),
        speed_kmh=sum(field.speed_kmh for field in fields) / count,
        detour_factor=sum(field.detour_factor for field in fields) / count,
        start=None,
    )


def _staffing(outlets: Sequence[Outlet], typical: Field, count: int) -> Staffing:
    """Cut the map in strips of equal work, alternately across and along, until there are so many parts."""
    places = _plane(outlets)
    areas = []
    for part in _parts(sorted(outlets, key=lambda outlet: outlet.code), places, count):
        area = _Area(typical, None)
        for outlet in part:
            area.add(outlet, places[outlet.code])
        areas.append(area)
    return Staffing(
        count,
        sum(area.in_store for area in areas),
        round(sum(area.travel() for area in areas), 1),
        float(count * typical.minutes),
    )


def _parts(outlets: list[Outlet], places: Mapping[str, tuple[float, float]], count: int) -> Iterable[list[Outlet]]:
    if count <= 1 or len(outlets) <= 1:
        yield outlets
        return
    xs = [places[outlet.code][0] for outlet in outlets]
    ys = [places[outlet.code][1] for outlet in outlets]
    axis = 0 if max(xs) - min(xs) >= max(ys) - min(ys) else 1
    in_line = sorted(outlets, key=lambda outlet: (places[outlet.code][axis], outlet.code))
    first, work = count // 2, sum(outlet.visits * outlet.minutes for outlet in outlets)
    passed, cut = 0, 0
    while cut < len(in_line) - 1 and passed < work * first / count:
        passed += in_line[cut].visits * in_line[cut].minutes
        cut += 1
    yield from _parts(in_line[:cut], places, first)
    yield from _parts(in_line[cut:], places, count - first)
