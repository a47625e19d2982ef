"""A plan whose stops a person put in order: times anew, and the rules it breaks (handbook H4.3)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from visits.calc.routing.answer import plan_of
from visits.calc.routing.ground import TENTHS, Ground, ground_of
from visits.calc.routing.patterns import Pattern, is_evenly_spaced, patterns_for
from visits.calc.routing.problem import MIDNIGHT, DayRoute, Plan, Problem, StoreStop, Unplaced
from visits.calc.routing.schedule import Schedule

TOLERANCE_MINUTES = 0.05


class BreakKind(StrEnum):
    """Which rule of a route plan is broken."""

    OVER_TIME = "over_time"
    TOO_MANY_STOPS = "too_many_stops"
    OUTSIDE_HOURS = "outside_hours"
    CLOSED_DAY = "closed_day"
    UNEVEN = "uneven"
    DAYS_RUNNING = "days_running"
    VISITS_TOO_MANY = "visits_too_many"
    VISITS_TOO_FEW = "visits_too_few"


@dataclass(frozen=True, slots=True)
class RuleBreak:
    """One broken rule: of a day, of a store on a day, or of a store over the cycle.

    `amount` is the minutes, stops or visits too many (too few); zero where there is nothing to count.
    """

    kind: BreakKind
    day: int | None = None
    code: str = ""
    amount: float = 0


def plan_in_order(problem: Problem, orders: Mapping[int, Sequence[str]], unplaced: Sequence[Unplaced] = ()) -> Plan:
    """Walk each day in the given order; nothing is moved to keep a rule, `rule_breaks` names them."""
    placed = {code for codes in orders.values() for code in codes}
    ground = _without_closing(ground_of(problem, tuple(s for s in problem.stores if s.code in placed)))
    index_of = {store.code: index for index, store in enumerate(ground.stores)}
    schedule = Schedule(ground)
    for day, codes in orders.items():
        schedule.set_route(day, tuple(index_of[code] for code in codes))
    for code, index in index_of.items():
        days = tuple(day for day in sorted(orders) if code in orders[day])
        schedule.choice[index] = Pattern(days, 0, is_loose=not _is_spaced(problem, ground.stores[index], days))
    return plan_of(problem, schedule, unplaced)


def rule_breaks(problem: Problem, plan: Plan) -> tuple[RuleBreak, ...]:
    """Name each rule that the plan breaks, by day and then by store."""
    stores = {store.code: store for store in problem.stores}
    found: list[RuleBreak] = []
    for day in plan.days:
        found.extend(_breaks_of_day(problem, stores, day))
    found.extend(_days_running(problem, plan))
    found.extend(RuleBreak(BreakKind.UNEVEN, code=code) for code in plan.uneven)
    found.extend(_wrong_numbers(problem, plan))
    return tuple(found)


def still_missing(
    problem: Problem, orders: Mapping[int, Sequence[str]], unplaced: Sequence[Unplaced]
) -> tuple[Unplaced, ...]:
    """What stays left out once a person has set some of it: the same reasons, fewer visits."""
    placed = Counter(code for codes in orders.values() for code in codes)
    asked = {store.code: store.visits_per_cycle for store in problem.stores}
    open_ends = (replace(item, missing_visits=asked[item.code] - placed[item.code]) for item in unplaced)
    return tuple(item for item in open_ends if item.missing_visits > 0)


def _without_closing(ground: Ground) -> Ground:
    """Let every visit take place, so that a late one gets its time and is named afterwards."""
    return replace(ground, closes=tuple(10 * MIDNIGHT * TENTHS for _ in ground.closes))


def _breaks_of_day(problem: Problem, stores: Mapping[str, StoreStop], day: DayRoute) -> Iterator[RuleBreak]:
    if day.total > day.limit + TOLERANCE_MINUTES:
        yield RuleBreak(BreakKind.OVER_TIME, day.day, amount=round(day.total - day.limit, 1))
    most = problem.rep.max_stops
    if most is not None and len(day.stops) > most:
        yield RuleBreak(BreakKind.TOO_MANY_STOPS, day.day, amount=len(day.stops) - most)
    for stop in day.stops:
        late = stop.leave_minute - stores[stop.code].closes_minute
        if late > TOLERANCE_MINUTES:
            yield RuleBreak(BreakKind.OUTSIDE_HOURS, day.day, stop.code, round(late, 1))
        if day.day in stores[stop.code].closed_days:
            yield RuleBreak(BreakKind.CLOSED_DAY, day.day, stop.code)


def _days_running(problem: Problem, plan: Plan) -> Iterator[RuleBreak]:
    """Where an uneven store is visited again on the next day, also over the cycle's end."""
    visited = {day.day: {stop.code for stop in day.stops} for day in plan.days}
    for day in plan.days:
        before = visited.get((day.day - 1) % problem.cycle.length, set())
        for stop in day.stops:
            if stop.code in before and stop.code in plan.uneven:
                yield RuleBreak(BreakKind.DAYS_RUNNING, day.day, stop.code)


def _wrong_numbers(problem: Problem, plan: Plan) -> Iterator[RuleBreak]:
    """Stores with other visits than the standard asks; what the plan itself leaves out is named there."""
    placed = Counter(stop.code for day in plan.days for stop in day.stops)
    missing = {item.code: item.missing_visits for item in plan.unplaced}
    for store in problem.stores:
        more = placed[store.code] - store.visits_per_cycle + missing.get(store.code, 0)
        if more:
            kind = BreakKind.VISITS_TOO_MANY if more > 0 else BreakKind.VISITS_TOO_FEW
            yield RuleBreak(kind, code=store.code, amount=abs(more))


def _is_spaced(problem: Problem, store: StoreStop, days: tuple[int, ...]) -> bool:
    """Uneven days pass only where the calendar offers no even ones."""
    if is_evenly_spaced(days, problem.cycle.length):
        return True
    allowed = patterns_for(problem.cycle, len(days), store.closed_days)
    return not any(is_evenly_spaced(choice.days, problem.cycle.length) for choice in allowed)
