"""Check a plan against its problem without any part of the planner (handbook H4.3)."""

from collections.abc import Iterator

from visits.calc.geo import Point, minutes_at, road_metres
from visits.calc.routing.patterns import is_evenly_spaced, patterns_for
from visits.calc.routing.problem import DayRoute, Plan, Problem, Rep, StoreStop
from visits.calc.routing.ways import HOME

TOLERANCE_MINUTES = 0.05

# A code and where it lies; without a point a day has no such place.
Place = tuple[str, Point | None]


def check_plan(problem: Problem, plan: Plan) -> list[str]:
    """List every rule that the plan breaks, in words; an empty list is a sound plan.

    Ways, arrivals, sums and gaps are computed anew from the stores and the order of stops.
    """
    stores = {store.code: store for store in problem.stores}
    strange = {stop.code for day in plan.days for stop in day.stops} - set(stores)
    if strange:
        return [f"{code}: not a store of the problem" for code in sorted(strange)]
    faults = [*_check_days(problem, plan), *_check_names(plan), *_check_totals(problem, plan)]
    for store in problem.stores:
        faults.extend(_check_visits(problem, plan, store))
    for day in plan.days:
        faults.extend(_check_day(problem, stores, day))
    return faults


def _check_days(problem: Problem, plan: Plan) -> Iterator[str]:
    if tuple(day.day for day in plan.days) != problem.cycle.days:
        yield "days: not exactly the working days of the cycle"


def _check_visits(problem: Problem, plan: Plan, store: StoreStop) -> Iterator[str]:
    """Exactly its visits on open days of even spacing, or none and a reason."""
    days = tuple(day.day for day in plan.days for stop in day.stops if stop.code == store.code)
    listed = [item.missing_visits for item in plan.unplaced if item.code == store.code]
    if len(set(days)) < len(days):
        yield f"{store.code}: twice on one day"
    if len(days) + sum(listed) != max(0, store.visits_per_cycle) or len(listed) > 1:
        yield f"{store.code}: {len(days)} visits of {store.visits_per_cycle}, not accounted for"
    if store.closed_days.intersection(days):
        yield f"{store.code}: on a day it is closed"
    if days and store.code not in plan.uneven and not _is_spaced(problem, store, days):
        yield f"{store.code}: unevenly spaced on days {days}"


def _is_spaced(problem: Problem, store: StoreStop, days: tuple[int, ...]) -> bool:
    """Uneven days pass only where the calendar offers no even ones."""
    if is_evenly_spaced(days, problem.cycle.length):
        return True
    allowed = patterns_for(problem.cycle, len(days), store.closed_days)
    return not any(is_evenly_spaced(choice.days, problem.cycle.length) for choice in allowed)


def _check_day(problem: Problem, stores: dict[str, StoreStop], day: DayRoute) -> Iterator[str]:
    """Walk the day again: ways, arrivals, opening hours, rest, sums and the limit."""
    rep = problem.rep
    if not day.stops:
        return
    name = f"day {day.day}"
    places = [(stop.code, _point(stores[stop.code])) for stop in day.stops]
    ways = [
        _way(problem, here, there)
        for here, there in zip([(HOME, rep.start), *places], [*places, (HOME, rep.end)], strict=True)
    ]
    yield from _check_times(rep, [stores[stop.code] for stop in day.stops], day, ways)
    in_store = sum(stores[stop.code].minutes for stop in day.stops)
    travel = sum(minutes for _, minutes in ways)
    if _differs(day.travel, travel) or _differs(day.in_store, in_store):
        yield f"{name}: travel or minutes in store do not add up"
    if _differs(day.total, travel + in_store + day.waiting):
        yield f"{name}: total is not travel, stores and waiting"
    if day.metres != sum(metres for metres, _ in ways):
        yield f"{name}: metres do not add up"
    if day.limit != rep.limit_minutes or day.total > day.limit + TOLERANCE_MINUTES:
        yield f"{name}: {day.total} minutes exceed {rep.limit_minutes}"
    if rep.max_stops is not None and len(day.stops) > rep.max_stops:
        yield f"{name}: {len(day.stops)} stops exceed {rep.max_stops}"


def _check_times(rep: Rep, visited: list[StoreStop], day: DayRoute, ways: list[tuple[int, float]]) -> Iterator[str]:
    spare = visited[0].opens_minute - rep.starts_minute - ways[0][1]
    clock = rep.starts_minute + min(max(spare, 0), rep.office_minutes)
    waiting, rest_left = 0.0, rep.rest_minutes
    for place, (store, stop) in enumerate(zip(visited, day.stops, strict=True)):
        if place and rest_left and clock > rep.rest_from_minute - TOLERANCE_MINUTES:
            clock, rest_left = clock + rest_left, 0
        clock += ways[place][1]
        waiting += max(0, store.opens_minute - clock)
        clock = max(clock, store.opens_minute)
        if _differs(stop.arrive_minute, clock) or _differs(stop.travel_minutes, ways[place][1]):
            yield f"day {day.day}: {store.code} is reached at {clock:.1f}"
        clock += store.minutes
        if _differs(stop.leave_minute, clock) or clock > store.closes_minute + TOLERANCE_MINUTES:
            yield f"day {day.day}: {store.code} is left at {clock:.1f}"
    if _differs(day.waiting, waiting):
        yield f"day {day.day}: waiting is {waiting:.1f}"


def _check_names(plan: Plan) -> Iterator[str]:
    """Days with the same stops share a name, and only those."""
    filled = [day for day in plan.days if day.stops]
    pairs = {(day.name, frozenset(stop.code for stop in day.stops)) for day in filled}
    if not len({name for name, _ in pairs}) == len({codes for _, codes in pairs}) == len(pairs):
        yield "names: not one for each set of stops"


def _check_totals(problem: Problem, plan: Plan) -> Iterator[str]:
    minutes = {store.code: store.minutes for store in problem.stores}
    expected = (
        sum(len(day.stops) for day in plan.days),
        sum(item.missing_visits for item in plan.unplaced),
        sum(item.missing_visits * minutes.get(item.code, 0) for item in plan.unplaced),
        sum(day.metres for day in plan.days),
    )
    totals = plan.totals
    counted = (totals.visits, totals.missing_visits, totals.missing_minutes, totals.metres)
    sums = [
        (totals.travel, sum(day.travel for day in plan.days)),
        (totals.in_store, sum(day.in_store for day in plan.days)),
        (totals.waiting, sum(day.waiting for day in plan.days)),
        (totals.total, sum(day.total for day in plan.days)),
        (totals.available, sum(day.limit for day in plan.days)),
    ]
    if counted != expected or any(_differs(*pair) for pair in sums):
        yield "totals: do not add up"


def _point(store: StoreStop) -> Point | None:
    if store.lon is None or store.lat is None:
        return None
    return (store.lon, store.lat)


def _way(problem: Problem, here: Place, there: Place) -> tuple[int, float]:
    """Metres and minutes, to a tenth; none where a day has no start or end place."""
    if here[1] is None or there[1] is None:
        return 0, 0.0
    rep, measured = problem.rep, problem.ways.between(here[0], there[0])
    metres = round(road_metres(here[1], there[1], rep.detour_factor))
    if measured is None:
        return metres, round(minutes_at(metres, rep.speed_kmh), 1)
    return metres if measured.metres is None else measured.metres, measured.tenths / 10


def _differs(stated: float, found: float) -> bool:
    return abs(stated - found) > TOLERANCE_MINUTES
