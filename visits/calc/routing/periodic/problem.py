"""A periodic routing problem with several vehicles a day, and its solution (handbook H4.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, inf


@dataclass(frozen=True, slots=True)
class Customer:
    """One place to visit: how long, how much, and the sets of days of which one is to be chosen.

    A customer without a pattern is never visited.
    """

    number: int
    x: float
    y: float
    service: float
    demand: float
    patterns: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class PeriodicProblem:
    """Customers, a depot, and for each day the longest duration and the most load of a vehicle.

    Days count from 0. Lengths are unrounded Euclidean distances; a duration is travel and service.
    """

    depot: tuple[float, float]
    customers: tuple[Customer, ...]
    vehicles: int
    longest: tuple[float, ...]
    capacity: tuple[float, ...]

    @property
    def days(self) -> int:
        return len(self.longest)

    def length_of(self, visits: Sequence[Customer]) -> float:
        """The way from the depot through these customers and back."""
        places = [self.depot, *((customer.x, customer.y) for customer in visits), self.depot]
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places))


@dataclass(frozen=True, slots=True)
class Tour:
    """One vehicle's day: customers by number, in order."""

    day: int
    vehicle: int
    visits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeriodicSolution:
    """The shortest sound tours that were found; `length` is infinite and there are none if none were."""

    tours: tuple[Tour, ...] = ()
    length: float = inf
    rounds: int = 0

    @property
    def is_feasible(self) -> bool:
        return self.length < inf
