"""Judges periodic tours on its own: shares nothing with the search but the problem it is given."""

from itertools import chain, permutations, product
from math import dist, inf

from visits.calc.routing.periodic.problem import Customer, PeriodicProblem, Tour


def faults(problem: PeriodicProblem, tours: tuple[Tour, ...]) -> list[str]:
    """Everything that a dispatcher would refuse."""
    by_number = {customer.number: customer for customer in problem.customers}
    found = []
    for tour in tours:
        visits = [by_number[number] for number in tour.visits]
        if way_of(problem, visits) + sum(v.service for v in visits) > problem.longest[tour.day] + 1e-6:
            found.append(f"day {tour.day} vehicle {tour.vehicle}: too long")
        if sum(v.demand for v in visits) > problem.capacity[tour.day] + 1e-6:
            found.append(f"day {tour.day} vehicle {tour.vehicle}: too full")
    if len({(tour.day, tour.vehicle) for tour in tours}) < len(tours) or any(
        tour.vehicle >= problem.vehicles for tour in tours
    ):
        found.append("a vehicle drives twice, or is none of the fleet")
    for customer in problem.customers:
        days = sorted(chain.from_iterable([t.day] * t.visits.count(customer.number) for t in tours))
        allowed = [sorted(pattern) for pattern in customer.patterns] or [[]]
        if days not in allowed:
            found.append(f"customer {customer.number}: visited on {days}")
    return found


def way_of(problem: PeriodicProblem, visits: list[Customer]) -> float:
    places = [problem.depot, *((v.x, v.y) for v in visits), problem.depot]
    return sum(dist(places[k], places[k + 1]) for k in range(len(places) - 1))


def shortest_with_one_vehicle(problem: PeriodicProblem) -> float:
    """The best there is, by trying everything; for a handful of customers."""
    best = inf
    for choice in product(*(customer.patterns for customer in problem.customers)):
        of_day = [
            [customer for customer, days in zip(problem.customers, choice, strict=True) if day in days]
            for day in range(problem.days)
        ]
        best = min(best, sum(_shortest_day(problem, day, visits) for day, visits in enumerate(of_day)))
    return best


def _shortest_day(problem: PeriodicProblem, day: int, visits: list[Customer]) -> float:
    if sum(v.demand for v in visits) > problem.capacity[day]:
        return inf
    way = min(way_of(problem, list(order)) for order in permutations(visits)) if visits else 0.0
    return way if way + sum(v.service for v in visits) <= problem.longest[day] else inf
