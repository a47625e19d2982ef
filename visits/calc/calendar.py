"""From the days of a cycle to visits by date (handbook H4.4).

The rule for days off: a visit whose date is no working day moves to the nearest working day
of the same cycle (of two equally near ones, the earlier) on which the store is not visited
and whose time is not used up. Where there is none, the visit is dropped, reason "holiday".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from visits.calc.routing.problem import Cycle


class DropReason(StrEnum):
    """Why a visit of the cycle has no date."""

    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class CycleStop:
    """A visit of a day route and the minutes it takes there, way included."""

    code: str
    minutes: float


@dataclass(frozen=True, slots=True)
class CycleDay:
    """A day route of an approved plan; its stops in visiting order."""

    day: int
    name: str
    stops: tuple[CycleStop, ...]


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit by date; `place` counts from 1 in the day, moved visits come last."""

    on: date
    code: str
    route: str
    place: int
    moved_from: date | None = None


@dataclass(frozen=True, slots=True)
class DroppedVisit:
    """A visit that a day off left without a date."""

    on: date
    code: str
    route: str
    reason: DropReason


@dataclass(frozen=True, slots=True)
class VisitCalendar:
    """The visits of a span in order of date and place, and those that were dropped."""

    visits: tuple[PlannedVisit, ...]
    dropped: tuple[DroppedVisit, ...]


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """An approved plan: its day routes, the first Monday of a cycle, and a day's minutes."""

    days: tuple[CycleDay, ...]
    cycle: Cycle
    starts_on: date
    limit_minutes: float


def visits_by_date(plan: CyclePlan, first: date, last: date, working_days: frozenset[date]) -> VisitCalendar:
    """Lay the plan under the calendar from the first to the last date, both included.

    Whole cycles are laid, so that a visit goes to the same date whatever span is asked;
    the working days must therefore reach over the cycles that the span touches. Nothing
    is planned before the plan starts.
    """
    visits: list[PlannedVisit] = []
    dropped: list[DroppedVisit] = []
    for start in _cycle_starts(plan, first, last):
        laid = _lay_cycle(plan, start, working_days)
        visits.extend(visit for visit in laid.visits if first <= visit.on <= last)
        dropped.extend(visit for visit in laid.dropped if first <= visit.on <= last)
    return VisitCalendar(tuple(visits), tuple(dropped))


def cycle_start_of(plan: CyclePlan, on: date) -> date:
    """Find the first day of the cycle that a date lies in."""
    return on - timedelta(days=(on - plan.starts_on).days % plan.cycle.length)


def _cycle_starts(plan: CyclePlan, first: date, last: date) -> Iterator[date]:
    start = cycle_start_of(plan, max(first, plan.starts_on))
    while start <= last:
        yield start
        start += timedelta(days=plan.cycle.length)


def _lay_cycle(plan: CyclePlan, start: date, working_days: frozenset[date]) -> VisitCalendar:
    """Set the visits of working days first; they are not displaced by those that move."""
    dates = [start + timedelta(days=offset) for offset in range(plan.cycle.length)]
    taken: dict[date, list[PlannedVisit]] = {on: [] for on in dates if on in working_days}
    used = dict.fromkeys(taken, 0.0)
    homeless: list[tuple[date, CycleDay, CycleStop]] = []
    for route in sorted(plan.days, key=lambda route: route.day):
        on = start + timedelta(days=route.day)
        if on in taken:
            taken[on] = _placed(on, route)
            used[on] = sum(stop.minutes for stop in route.stops)
        else:
            homeless.extend((on, route, stop) for stop in route.stops)
    dropped = []
    for on, route, stop in homeless:
        room = [day for day in taken if used[day] + stop.minutes <= plan.limit_minutes]
        target = _nearest_free(on, stop.code, room, taken)
        if target is None:
            dropped.append(DroppedVisit(on, stop.code, route.name, DropReason.HOLIDAY))
            continue
        place = len(taken[target]) + 1
        taken[target].append(PlannedVisit(target, stop.code, route.name, place, moved_from=on))
        used[target] += stop.minutes
    visits = tuple(visit for on in dates for visit in taken.get(on, ()))
    return VisitCalendar(visits, tuple(dropped))


def _placed(on: date, route: CycleDay) -> list[PlannedVisit]:
    return [PlannedVisit(on, stop.code, route.name, place) for place, stop in enumerate(route.stops, start=1)]


def _nearest_free(on: date, code: str, room: Iterable[date], taken: dict[date, list[PlannedVisit]]) -> date | None:
    free = [day for day in room if code not in {visit.code for visit in taken[day]}]
    return min(free, key=lambda day: (abs((day - on).days), day), default=None)
