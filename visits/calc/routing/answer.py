"""Turn a finished schedule into the plan that people read: T1…Tn with times (handbook H4.3)."""

from collections.abc import Iterable
from itertools import pairwise

from visits.calc.routing.ground import TENTHS, walk
from visits.calc.routing.problem import DayRoute, Plan, Problem, Stop, Totals, Unplaced
from visits.calc.routing.schedule import Schedule


def plan_of(problem: Problem, schedule: Schedule | None, unplaced: Iterable[Unplaced]) -> Plan:
    """Name the routes by first appearance; days with the same stops share a name."""
    left_out = tuple(sorted(unplaced, key=lambda item: item.code))
    names = _names(schedule) if schedule else {}
    days = tuple(
        _day_route(schedule, day, names.get(day, ""))
        if schedule
        else DayRoute(day, "", (), 0, 0, 0, 0, problem.rep.limit_minutes, 0)
        for day in problem.cycle.days
    )
    return Plan(days, left_out, _totals(problem, days, left_out), _uneven(schedule))


def _names(schedule: Schedule) -> dict[int, str]:
    name_of: dict[frozenset[int], str] = {}
    names = {}
    for day in schedule.ground.days:
        if stops := frozenset(schedule.routes[day]):
            names[day] = name_of.setdefault(stops, f"T{len(name_of) + 1}")
    return names


def _day_route(schedule: Schedule, day: int, name: str) -> DayRoute:
    ground, route = schedule.ground, schedule.routes[day]
    walked = walk(ground, route)
    if walked is None:
        raise ValueError("A finished day must keep its opening hours.")
    nodes = [ground.start, *route]
    way_home = ground.metres[route[-1]][ground.end] if route else 0
    stops = tuple(
        Stop(
            code=ground.stores[index].code,
            arrive_minute=arrival / TENTHS,
            leave_minute=(arrival + ground.service[index]) / TENTHS,
            travel_minutes=ground.legs[before][index] / TENTHS,
            metres=ground.metres[before][index],
        )
        for (before, index), arrival in zip(pairwise(nodes), walked.arrivals, strict=True)
    )
    return DayRoute(
        day=day,
        name=name,
        stops=stops,
        travel=walked.travel / TENTHS,
        in_store=sum(ground.service[index] for index in route) / TENTHS,
        waiting=walked.waiting / TENTHS,
        total=walked.total / TENTHS,
        limit=ground.limit / TENTHS,
        metres=sum(stop.metres for stop in stops) + way_home,
    )


def _totals(problem: Problem, days: tuple[DayRoute, ...], unplaced: tuple[Unplaced, ...]) -> Totals:
    minutes = {store.code: store.minutes for store in problem.stores}
    return Totals(
        visits=sum(len(day.stops) for day in days),
        missing_visits=sum(item.missing_visits for item in unplaced),
        missing_minutes=sum(item.missing_visits * minutes[item.code] for item in unplaced),
        travel=_rounded(day.travel for day in days),
        in_store=_rounded(day.in_store for day in days),
        waiting=_rounded(day.waiting for day in days),
        total=_rounded(day.total for day in days),
        available=_rounded(day.limit for day in days),
        metres=sum(day.metres for day in days),
    )


def _rounded(minutes: Iterable[float]) -> float:
    return round(sum(minutes), 1)


def _uneven(schedule: Schedule | None) -> tuple[str, ...]:
    if schedule is None:
        return ()
    return tuple(
        store.code
        for store, pattern in zip(schedule.ground.stores, schedule.choice, strict=True)
        if pattern and pattern.is_loose
    )
