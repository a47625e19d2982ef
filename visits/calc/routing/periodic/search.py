"""Solve a periodic problem by annealed ruin and recreate (handbook H4.3; the loop itself is in `kernel`)."""

from collections.abc import Callable, Iterable
from math import inf

import numpy as np

from visits.calc.routing.periodic import kernel
from visits.calc.routing.periodic.problem import Customer, PeriodicProblem, PeriodicSolution, Tour

ROUNDS_AT_ONCE = 500
MOST_REMOVED = 24
NEIGHBOURS = 5
# The heat begins at so many mean ways to the five nearest neighbours, and ends at a 75th of that.
WARM, COOLING = 5.0, 75.0
TOLERANCE = 1e-6

# Told how many rounds are done, says which share of the whole search that is; the search ends at 1.
Progress = Callable[[int], float]


def solve_periodic(problem: PeriodicProblem, *, seed: int = 1, progress: Progress) -> PeriodicSolution:
    """Find short tours that visit every customer on the days of one of its patterns, within all limits.

    The same problem, seed and rounds give the same tours. Lengths are in the units of the coordinates.
    """
    ground = ground_of(problem)
    if not ground.customers.size:
        return PeriodicSolution(length=0.0)
    search = search_of(ground, seed)
    kernel.begin(ground, search)
    hottest = warm_heat(ground)
    done = 0
    while (share := progress(done)) < 1:
        heat = hottest * COOLING**-share
        kernel.advance(ground, search, ROUNDS_AT_ONCE, heat, MOST_REMOVED)
        done += ROUNDS_AT_ONCE
    return _solution_of(problem, search.best, done)


def rounds_of(count: int) -> Progress:
    """Progress by rounds alone: what makes a search repeatable."""
    return lambda done: done / count if count else 1.0


def compile_kernel() -> None:
    """Have the inner loop compiled (seconds, once for an installation), so that no search pays for it."""
    alone = Customer(1, 1.0, 0.0, 0.0, 0.0, (frozenset({0}),))
    problem = PeriodicProblem((0.0, 0.0), (alone,), 1, (inf,), (inf,))
    solve_periodic(problem, progress=rounds_of(1))


def ground_of(problem: PeriodicProblem) -> kernel.Ground:
    """The problem as arrays; customers are numbered by their place in the problem, from 1."""
    places = np.array([problem.depot, *((customer.x, customer.y) for customer in problem.customers)])
    metres = np.hypot(places[:, None, 0] - places[None, :, 0], places[:, None, 1] - places[None, :, 1])
    rows = [pattern for customer in problem.customers for pattern in customer.patterns]
    counts = [0, 0, *(len(customer.patterns) for customer in problem.customers)]
    return kernel.Ground(
        metres=metres,
        service=np.array([0.0, *(customer.service for customer in problem.customers)]),
        demand=np.array([0.0, *(customer.demand for customer in problem.customers)]),
        near=np.argsort(metres, axis=1, kind="stable").astype(np.int32),
        customers=np.array([n for n, c in enumerate(problem.customers, start=1) if c.patterns], np.int32),
        first=np.cumsum(counts).astype(np.int32),
        patterns=day_rows(rows, problem.days),
        price=np.zeros(len(rows)),
        hours=np.zeros((0, 4)),
        limit=np.array(problem.longest),
        capacity=np.array(problem.capacity),
        vehicles=problem.vehicles,
    )


def day_rows(patterns: Iterable[Iterable[int]], days: int) -> np.ndarray:
    """Sets of days as rows: their numbers in order, then -1 up to one more than all days."""
    rows = [sorted(pattern) for pattern in patterns]
    return np.array([row + [-1] * (days + 1 - len(row)) for row in rows], np.int32).reshape(-1, days + 1)


def search_of(ground: kernel.Ground, seed: int) -> kernel.Search:
    """An empty search over this ground."""
    way = _mean_neighbour_way(ground)
    demand = ground.demand[ground.customers].mean()
    return kernel.Search(
        current=_no_tours(ground),
        candidate=_no_tours(ground),
        best=_no_tours(ground),
        prices=np.array([way / demand if demand > 0 else way, 1.0]),
        random=np.array([seed], np.uint64),
    )


def _no_tours(ground: kernel.Ground) -> kernel.Tours:
    places, days = ground.metres.shape[0], ground.limit.shape[0]
    routes = days * ground.vehicles
    return kernel.Tours(
        stops=np.zeros((routes, places), np.int32),
        size=np.zeros(routes, np.int32),
        load=np.zeros(routes),
        time=np.zeros(routes),
        late=np.zeros(routes),
        is_new=np.zeros(routes, bool),
        route_of=np.full((places, days), -1, np.int32),
        choice=np.full(places, kernel.IN_THE_AIR, np.int32),
        sums=np.zeros(4),
    )


def warm_heat(ground: kernel.Ground) -> float:
    """Where the heat begins."""
    return WARM * _mean_neighbour_way(ground)


def _mean_neighbour_way(ground: kernel.Ground) -> float:
    ways = np.sort(ground.metres[np.ix_(ground.customers, ground.customers)], axis=1)
    way = ways[:, 1 : 1 + NEIGHBOURS].mean() if ways.shape[0] > 1 else 0.0
    return float(way) or 1.0


def _solution_of(problem: PeriodicProblem, best: kernel.Tours, rounds: int) -> PeriodicSolution:
    """Read the arrays back, and measure anew: sums that were carried along drift in the last digits."""
    tours, length = [], 0.0
    for route in range(best.size.shape[0]):
        day, vehicle = divmod(route, problem.vehicles)
        visits = [problem.customers[place - 1] for place in best.stops[route, : best.size[route]]]
        way = problem.length_of(visits)
        time = way + sum(customer.service for customer in visits)
        load = sum(customer.demand for customer in visits)
        if time > problem.longest[day] + TOLERANCE or load > problem.capacity[day] + TOLERANCE:
            return PeriodicSolution(rounds=rounds)
        if visits:
            tours.append(Tour(day, vehicle, tuple(customer.number for customer in visits)))
        length += way
    return PeriodicSolution(tuple(tours), length, rounds)
