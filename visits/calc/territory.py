"""Who has which stores: a center's territories shared out evenly and close together (handbook H4.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import hypot

from visits.calc.areas import Area, Field, Load, Outlet, homes, nearest, plane

# Minutes a cycle that a store's move must gain: it and its people get to know another rep. A swap moves two.
MOVE_PRICE = 15.0
# A move costs patience: the same store is not moved on and on.
MOST_PASSES = 60
# A store goes to no rep whose stores' centre is so many times farther from it than that of its own rep's.
FARTHEST = 1.5
# Of two neighbours' stores at their border, so many of each are tried against each other.
MOST_AT_BORDER = 6


@dataclass(frozen=True, slots=True)
class StoreMove:
    """One store to another rep: the work that goes with it, and the minutes of travel that it saves at its turn."""

    code: str
    from_rep: str
    to_rep: str
    work: float
    gain: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A store that moves, or two that change places; taken as a whole or not at all.

    In minutes of a cycle: `price` is what new faces cost, `saved` is the travel, `gain` counts the evener work too.
    """

    moves: tuple[StoreMove, ...]
    price: float
    saved: float
    gain: float

    @property
    def is_swap(self) -> bool:
        return len(self.moves) == 2


@dataclass(frozen=True, slots=True)
class Territory:
    """Suggestions in the order in which they are worth most, and each rep's load before and after all of them."""

    suggestions: tuple[Suggestion, ...]
    before: tuple[Load, ...]
    after: tuple[Load, ...]

    @property
    def moves(self) -> tuple[StoreMove, ...]:
        return tuple(move for suggestion in self.suggestions for move in suggestion.moves)

    @property
    def travel_gain(self) -> float:
        return sum(load.travel for load in self.before) - sum(load.travel for load in self.after)


def balance(outlets: Sequence[Outlet], fields: Sequence[Field], *, move_price: float = MOVE_PRICE) -> Territory:
    """Suggest moves to neighbouring reps and swaps with them that even out work and shorten ways.

    Only what gains more than `move_price` minutes for each store is suggested. The order of input does not matter.
    """
    ground = _Ground(outlets, fields)
    before = ground.loads()
    suggestions = _improved(ground, move_price)
    return Territory(tuple(suggestions), before, ground.loads())


def effect_of(outlets: Sequence[Outlet], fields: Sequence[Field], moves: Iterable[StoreMove]) -> Territory:
    """What chosen moves make of the reps' loads; moves of a store that is not where they saw it count for nothing."""
    ground = _Ground(outlets, fields)
    before = ground.loads()
    for move in moves:
        if ground.owner.get(move.code) == move.from_rep and move.to_rep in ground.areas:
            ground.move(move.code, move.to_rep)
    return Territory((), before, ground.loads())


class _Ground:
    """The stores of reps that are there, and whose they are while suggestions are made."""

    def __init__(self, outlets: Sequence[Outlet], fields: Sequence[Field]) -> None:
        self.places = plane(outlets)
        starts = homes(outlets, fields)
        self.areas = {
            field.rep: Area(field, starts.get(field.rep)) for field in sorted(fields, key=lambda field: field.rep)
        }
        owned = [outlet for outlet in outlets if outlet.rep in self.areas]
        self.outlets = {outlet.code: outlet for outlet in sorted(owned, key=lambda outlet: outlet.code)}
        self.owner = {code: outlet.rep for code, outlet in self.outlets.items()}
        for code, outlet in self.outlets.items():
            self.areas[outlet.rep].add(outlet, self.places[code])

    def loads(self) -> tuple[Load, ...]:
        return tuple(area.load() for area in self.areas.values())

    def mean_use(self) -> float:
        loads = self.loads()
        available = sum(load.available for load in loads)
        return sum(load.total for load in loads) / available if available else 0.0

    def move(self, code: str, rep: str) -> None:
        outlet, place = self.outlets[code], self.places[code]
        self.areas[self.owner[code]].add(outlet, place, -1)
        self.areas[rep].add(outlet, place)
        self.owner[code] = rep

    def is_far(self, code: str, rep: str) -> bool:
        """Much farther from the other territory than from its own: an outlier is nobody else's for being one."""
        place, here, there = self.places[code], self.areas[self.owner[code]], self.areas[rep]
        return bool(there.stores) and _distance(place, there.centre) > FARTHEST * _distance(place, here.centre)

    def weigh(self, changes: Sequence[tuple[str, str]], mean: float) -> tuple[float, tuple[float, ...]]:
        """What moves between two reps gain, balance counted, and the travel that each of them saves at its turn."""
        here, there = self.areas[self.owner[changes[0][0]]], self.areas[changes[0][1]]
        cost, travel = here.cost(mean) + there.cost(mean), here.travel() + there.travel()
        back, saved = [(code, self.owner[code]) for code, _rep in changes], []
        for code, rep in changes:
            self.move(code, rep)
            saved.append(travel - here.travel() - there.travel())
            travel -= saved[-1]
        gain = cost - here.cost(mean) - there.cost(mean)
        for code, rep in back:
            self.move(code, rep)
        return gain, tuple(saved)


@dataclass(frozen=True, slots=True)
class _Candidate:
    gain: float
    changes: tuple[tuple[str, str], ...]
    saved: tuple[float, ...]


def _improved(ground: _Ground, move_price: float) -> list[Suggestion]:
    """Take the best that there is, of each store once and of each rep one at a time, until nothing gains its price.

    Swaps are looked for where no single move is left: a store that alone would only shift work may do so against one.
    """
    near = nearest(list(ground.outlets.values()), ground.places)
    moved: set[str] = set()
    suggestions: list[Suggestion] = []
    for _ in range(MOST_PASSES):
        taken = _taken(_singles(ground, near, moved, move_price), ground, move_price)
        taken = taken or _taken(_swaps(ground, near, moved, move_price), ground, move_price)
        if not taken:
            break
        moved |= {move.code for suggestion in taken for move in suggestion.moves}
        suggestions += taken
    return suggestions


def _taken(found: Iterable[_Candidate], ground: _Ground, move_price: float) -> list[Suggestion]:
    """Carry out the best of what was found; a rep that has changed is weighed anew before it changes again."""
    busy: set[str] = set()
    taken = []
    for one in sorted(found, key=lambda candidate: (-candidate.gain, candidate.changes)):
        reps = {rep for code, to_rep in one.changes for rep in (ground.owner[code], to_rep)}
        if not reps & busy:
            busy |= reps
            moves = tuple(_carried_out(ground, one))
            taken.append(Suggestion(moves, move_price * len(moves), round(sum(one.saved), 1), round(one.gain, 1)))
    return taken


def _carried_out(ground: _Ground, candidate: _Candidate) -> Iterable[StoreMove]:
    for (code, rep), saved in zip(candidate.changes, candidate.saved, strict=True):
        outlet = ground.outlets[code]
        yield StoreMove(code, ground.owner[code], rep, float(outlet.visits * outlet.minutes), round(saved, 1))
        ground.move(code, rep)


def _singles(
    ground: _Ground, near: Mapping[str, tuple[str, ...]], moved: set[str], move_price: float
) -> list[_Candidate]:
    mean = ground.mean_use()
    return [
        _Candidate(gain, ((code, rep),), saved)
        for code in ground.outlets
        if code not in moved
        for rep in _neighbours(ground, near, code)
        for gain, saved in [ground.weigh([(code, rep)], mean)]
        if gain > move_price
    ]


def _swaps(
    ground: _Ground, near: Mapping[str, tuple[str, ...]], moved: set[str], move_price: float
) -> list[_Candidate]:
    mean = ground.mean_use()
    border: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for code in ground.outlets:
        for rep in _neighbours(ground, near, code) if code not in moved else ():
            _gain, saved = ground.weigh([(code, rep)], mean)
            border.setdefault((ground.owner[code], rep), []).append((-saved[0], code))
    best = {pair: [code for _saved, code in sorted(codes)[:MOST_AT_BORDER]] for pair, codes in border.items()}
    return [
        _Candidate(gain, changes, saved)
        for (here, there), codes in best.items()
        if here < there
        for one, other in product(codes, best.get((there, here), ()))
        for changes in [((one, there), (other, here))]
        for gain, saved in [ground.weigh(changes, mean)]
        if gain > 2 * move_price
    ]


def _neighbours(ground: _Ground, near: Mapping[str, tuple[str, ...]], code: str) -> list[str]:
    """Reps of stores nearby to whom the store could go."""
    reps = {ground.owner[other] for other in near[code]} - {ground.owner[code]}
    return sorted(rep for rep in reps if not ground.is_far(code, rep))


def _distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    return hypot(here[0] - there[0], here[1] - there[1])


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
    places = plane(outlets)
    areas = []
    for part in _parts(sorted(outlets, key=lambda outlet: outlet.code), places, count):
        area = Area(typical, None)
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
