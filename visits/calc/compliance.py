"""How a span was worked against its plan (handbook H4.5); formulas as in the glossary."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from visits.calc.geo import Point, path_metres

TENTH = Decimal("0.1")


class Exclusion(StrEnum):
    """What takes a planned visit out of the denominator."""

    CLOSED_STORE = "closed_store"
    HOLIDAY = "holiday"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share with what it was made from; without a denominator it has no percentage."""

    numerator: Decimal | int
    denominator: Decimal | int

    @property
    def percent(self) -> Decimal | None:
        """The share in percent with one decimal, or None when there is nothing to divide by."""
        if not self.denominator:
            return None
        share = Decimal(self.numerator) * 100 / Decimal(self.denominator)
        return share.quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A visit that was planned for a date, at a place in the day's order."""

    code: str
    on: date
    place: int = 0
    excluded: Exclusion | None = None
    missed_reason: str = ""
    rep: int = 0
    cls: str = ""
    is_moved: bool = False
    pk: int = 0


@dataclass(frozen=True, slots=True)
class DoneCall:
    """A visit that was begun; without a check-out it is not valid and its minutes unknown."""

    code: str
    on: date
    place: int = 0
    is_valid: bool = True
    minutes: Decimal | int | None = None
    standard_minutes: int = 0
    has_sell_in: bool = False
    rep: int = 0
    cls: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class ActiveStore:
    """A store that was active in the span, and the visits its class asks for in it."""

    code: str
    required_visits: int = 0
    rep: int = 0
    cls: str = ""


@dataclass(frozen=True, slots=True)
class Compliance:
    """The figures of one span; each with numerator and denominator.

    `as_planned` is visit compliance: planned visits done on their day ÷ planned visits. `done` are valid
    visits, planned or not; `moved` the planned ones that a person took to another day.
    """

    as_planned: Ratio
    unplanned: Ratio
    frequency: Ratio
    coverage: Ratio
    effective: Ratio
    minutes: Ratio
    order_kept: Ratio
    missed: tuple[PlannedCall, ...]
    excluded: tuple[tuple[Exclusion, int], ...]
    invalid: int
    done: int = 0
    moved: int = 0

    @property
    def planned(self) -> int:
        """What was asked for, without what leaves the denominator."""
        return int(self.as_planned.denominator)


def measure_compliance(
    planned: Iterable[PlannedCall], done: Iterable[DoneCall], stores: Iterable[ActiveStore]
) -> Compliance:
    """Compare what was planned with what was done.

    Closed stores, holidays and approved leave leave the denominator; a visit done
    nevertheless on such a day is neither compliant nor unplanned. Only the first valid
    visit of a store on a day is the planned one. Minutes compare only visits that have
    both a check-out and a standard.
    """
    calls, begun, active = list(planned), list(done), list(stores)
    valid = [call for call in begun if call.is_valid]
    due = [call for call in calls if call.excluded is None]
    done_keys = {_key(call) for call in valid}
    kept = [call for call in due if _key(call) in done_keys]
    as_planned_keys = {_key(call) for call in calls} & done_keys
    return Compliance(
        as_planned=Ratio(len(kept), len(due)),
        unplanned=Ratio(len(valid) - len(as_planned_keys), len(valid)),
        frequency=_frequency(valid, active),
        coverage=_coverage(valid, active),
        effective=Ratio(sum(call.has_sell_in for call in valid), len(valid)),
        minutes=_minutes(valid),
        order_kept=_order_kept(due, valid),
        missed=tuple(call for call in due if _key(call) not in done_keys),
        excluded=tuple(sorted(Counter(c.excluded for c in calls if c.excluded).items())),
        invalid=len(begun) - len(valid),
        done=len(valid),
        moved=sum(call.is_moved for call in due),
    )


def compliance_by(
    key: Callable[[PlannedCall | DoneCall | ActiveStore], Hashable],
    planned: Iterable[PlannedCall],
    done: Iterable[DoneCall],
    stores: Iterable[ActiveStore],
) -> dict[Hashable, Compliance]:
    """Measure each group by itself, for example each rep or class."""
    groups: dict[Hashable, tuple[list, list, list]] = defaultdict(lambda: ([], [], []))
    for kind, rows in enumerate((planned, done, stores)):
        for row in rows:
            groups[key(row)][kind].append(row)
    return {group: measure_compliance(*rows) for group, rows in groups.items()}


def longest_common_subsequence(planned: Sequence[str], actual: Sequence[str]) -> int:
    """Count the stops that were made in the planned order."""
    lengths = [0] * (len(actual) + 1)
    for stop in planned:
        before = lengths[:]
        for place, made in enumerate(actual, start=1):
            lengths[place] = before[place - 1] + 1 if stop == made else max(before[place], lengths[place - 1])
    return lengths[-1]


def distance_kept(
    planned: Iterable[PlannedCall], done: Iterable[DoneCall], places: Mapping[str, Point], detour_factor: float
) -> Ratio:
    """The way between the stores that were visited ÷ the way between those that were planned, each in its order.

    By the stores' places, straight lines stretched by the detour factor: the way as planners reckon it, not a
    track. Stores without a place are passed over.
    """
    due = [call for call in planned if call.excluded is None]
    valid = [call for call in done if call.is_valid]
    return Ratio(_metres(valid, places, detour_factor), _metres(due, places, detour_factor))


def _metres(
    calls: Sequence[PlannedCall] | Sequence[DoneCall], places: Mapping[str, Point], detour_factor: float
) -> int:
    days: dict[Hashable, list] = defaultdict(list)
    for call in sorted(calls, key=lambda call: (call.place, call.code)):
        if call.code in places:
            days[call.rep, call.on].append(places[call.code])
    return round(sum(path_metres(points, detour_factor) for points in days.values()))


def _key(call: PlannedCall | DoneCall) -> tuple[int, str, date]:
    return call.rep, call.code, call.on


def _frequency(valid: list[DoneCall], stores: Iterable[ActiveStore]) -> Ratio:
    counted = Counter(call.code for call in valid)
    asked = [store for store in stores if store.required_visits]
    return Ratio(sum(counted[s.code] >= s.required_visits for s in asked), len(asked))


def _coverage(valid: list[DoneCall], stores: Iterable[ActiveStore]) -> Ratio:
    active = {store.code for store in stores}
    return Ratio(len(active & {call.code for call in valid}), len(active))


def _minutes(valid: list[DoneCall]) -> Ratio:
    timed = [call for call in valid if call.minutes is not None and call.standard_minutes]
    spent = sum((Decimal(call.minutes or 0) for call in timed), Decimal(0))
    return Ratio(spent, sum(call.standard_minutes for call in timed))


def _order_kept(due: list[PlannedCall], valid: list[DoneCall]) -> Ratio:
    asked, made = _by_day(due), _by_day(valid)
    kept = sum(longest_common_subsequence(order, made.get(day, [])) for day, order in asked.items())
    return Ratio(kept, len(due))


def _by_day(calls: Iterable[PlannedCall] | Iterable[DoneCall]) -> dict[tuple[int, date], list[str]]:
    """The stores of each rep's day in their order."""
    days: dict[tuple[int, date], list[str]] = defaultdict(list)
    for call in sorted(calls, key=lambda call: (call.place, call.code)):
        days[call.rep, call.on].append(call.code)
    return days
