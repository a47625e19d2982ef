"""The problem in whole numbers: ways and times in tenths of a minute, stores by index.

Whole numbers make sums exact, so that one input gives one plan on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from visits.calc.geo import Point, minutes_at, road_metres
from visits.calc.routing.patterns import Pattern, patterns_of
from visits.calc.routing.problem import Problem, Rep, StoreStop
from visits.calc.routing.ways import HOME, Way, Ways

TENTHS = 10

Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Distances, times and choices of one problem; the start is node n, the end node n + 1."""

    stores: tuple[StoreStop, ...]
    legs: Matrix
    metres: Matrix
    service: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    is_timed: tuple[bool, ...]
    near: tuple[tuple[int, ...], ...]
    patterns: tuple[tuple[Pattern, ...], ...]
    days: tuple[int, ...]
    limit: int
    max_stops: int
    starts: int
    office: int
    rest: int
    rest_from: int

    @property
    def start(self) -> int:
        """The node where each day begins."""
        return len(self.stores)

    @property
    def end(self) -> int:
        """The node where each day ends."""
        return len(self.stores) + 1


@dataclass(frozen=True, slots=True)
class Walk:
    """One day walked through: when each visit begins, and the day's sums in tenths."""

    arrivals: tuple[int, ...]
    travel: int
    waiting: int
    total: int


def ground_of(problem: Problem, stores: tuple[StoreStop, ...]) -> Ground:
    """Measure the ways between stores that can be visited at all."""
    rep = problem.rep
    legs, metres = _ways_between(problem, stores)
    starts, ends = rep.starts_minute, rep.starts_minute + rep.daily_minutes
    return Ground(
        stores=stores,
        legs=legs,
        metres=metres,
        service=tuple(s.minutes * TENTHS for s in stores),
        opens=tuple(s.opens_minute * TENTHS for s in stores),
        closes=tuple(s.closes_minute * TENTHS for s in stores),
        is_timed=tuple(s.opens_minute > starts or s.closes_minute < ends for s in stores),
        near=tuple(_nearest_first(legs, index, len(stores)) for index in range(len(stores))),
        patterns=tuple(patterns_of(problem.cycle, s) for s in stores),
        days=problem.cycle.days,
        limit=rep.limit_minutes * TENTHS,
        max_stops=len(stores) if rep.max_stops is None else rep.max_stops,
        starts=starts * TENTHS,
        office=rep.office_minutes * TENTHS,
        rest=rep.rest_minutes * TENTHS,
        rest_from=rep.rest_from_minute * TENTHS,
    )


def walk(ground: Ground, route: tuple[int, ...]) -> Walk | None:
    """Follow a day stop by stop; None where a visit would not end before closing time.

    Office work fills the morning while the first store is closed; rest comes between two
    stops, once its time has come. Neither is part of the total, waiting is.
    """
    if not route:
        return Walk((), 0, 0, 0)
    legs, here = ground.legs, ground.start
    early = ground.opens[route[0]] - ground.starts - legs[here][route[0]]
    clock = ground.starts + max(0, min(early, ground.office))
    travel = waiting = 0
    is_rested, arrivals = False, []
    for index in route:
        if arrivals and not is_rested and clock >= ground.rest_from:
            clock, is_rested = clock + ground.rest, True
        travel += legs[here][index]
        arrival = max(clock + legs[here][index], ground.opens[index])
        waiting += arrival - clock - legs[here][index]
        clock, here = arrival + ground.service[index], index
        if clock > ground.closes[index]:
            return None
        arrivals.append(arrival)
    travel += legs[here][ground.end]
    in_store = sum(ground.service[index] for index in route)
    return Walk(tuple(arrivals), travel, waiting, travel + in_store + waiting)


def _ways_between(problem: Problem, stores: tuple[StoreStop, ...]) -> tuple[Matrix, Matrix]:
    """Tenths of a minute and metres of all pairs: as measured, else by speed and detour."""
    rep = problem.rep
    metres = _metres_between([(float(s.lon), float(s.lat)) for s in stores], rep)
    legs = tuple(tuple(round(minutes_at(way, rep.speed_kmh) * TENTHS) for way in row) for row in metres)
    if not problem.ways.known:
        return legs, metres
    ends = (HOME if rep.start else None, HOME if rep.end else None)
    measured = _measured(problem.ways, [*(store.code for store in stores), *ends])
    minutes = [[way and way.tenths for way in row] for row in measured]
    lengths = [[way and way.metres for way in row] for row in measured]
    return _laid_over(legs, minutes), _laid_over(metres, lengths)


def _measured(ways: Ways, codes: list[str | None]) -> list[list[Way | None]]:
    """The measured ways of all pairs; None is a place that a day does not have."""
    return [
        [None if here is None or there is None or here == there else ways.between(here, there) for there in codes]
        for here in codes
    ]


def _laid_over(reckoned: Matrix, known: Sequence[Sequence[int | None]]) -> Matrix:
    return tuple(
        tuple(value if better is None else better for value, better in zip(*rows, strict=True))
        for rows in zip(reckoned, known, strict=True)
    )


def _metres_between(points: list[Point], rep: Rep) -> Matrix:
    """Measure all pairs; a day without a start (end) place has no way from (to) it."""
    places: list[Point | None] = [*points, rep.start, rep.end]
    return tuple(
        tuple(round(road_metres(here, there, rep.detour_factor)) if here and there else 0 for there in places)
        for here in places
    )


def _nearest_first(legs: Matrix, index: int, count: int) -> tuple[int, ...]:
    others = (other for other in range(count) if other != index)
    return tuple(sorted(others, key=lambda other: (legs[index][other], other)))
