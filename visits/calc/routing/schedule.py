"""A plan under work: who is visited on which day in which order."""

from dataclasses import dataclass
from itertools import pairwise

from visits.calc.routing.ground import Ground, walk
from visits.calc.routing.patterns import Pattern

IMPOSSIBLE = 10**15

Route = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A day with one more stop where it fits best, its total, and the tenths that it adds."""

    route: Route
    total: int
    cost: int


class Schedule:
    """Routes by day that change by placing and dropping whole stores."""

    __slots__ = ("choice", "ground", "routes", "totals")

    def __init__(self, ground: Ground) -> None:
        span = max(ground.days) + 1
        self.ground = ground
        self.routes: list[Route] = [()] * span
        self.totals = [0] * span
        self.choice: list[Pattern | None] = [None] * len(ground.stores)

    def under(self, ground: Ground) -> "Schedule":
        """The same routes under other limits or patterns."""
        twin = Schedule(ground)
        twin.routes, twin.totals, twin.choice = self.routes[:], self.totals[:], self.choice[:]
        return twin

    def absent(self) -> list[int]:
        """List the stores that have no days."""
        return [index for index, pattern in enumerate(self.choice) if pattern is None]

    def place(self, index: int, pattern: Pattern, slots: dict[int, Slot]) -> None:
        """Give a store its days, each as the slot found for it says."""
        for day in pattern.days:
            self.routes[day], self.totals[day] = slots[day].route, slots[day].total
        self.choice[index] = pattern

    def drop(self, index: int) -> None:
        """Take a store out of all its days."""
        pattern = self.choice[index]
        for day in pattern.days if pattern else ():
            self.set_route(day, tuple(stop for stop in self.routes[day] if stop != index))
        self.choice[index] = None

    def set_route(self, day: int, route: Route) -> None:
        """Set a day's stops and order; which days a store has does not change here."""
        self.routes[day], self.totals[day] = route, self._walked(route)[0]

    def slot(self, index: int, day: int) -> Slot | None:
        """Find the cheapest place for one more stop in a day that stays within its limit.

        The shortest detour is tried first, until the day keeps its opening hours and limit. Waiting for a store
        to open is the only time that another place could save.
        """
        ground, route = self.ground, self.routes[day]
        if len(route) >= ground.max_stops:
            return None
        before, idle = self._walked(route)
        room = ground.limit - (before - idle) - ground.service[index]
        detours = self._detours(index, route)
        for position in sorted(range(len(detours)), key=detours.__getitem__):
            if detours[position] > room:
                return None
            longer = (*route[:position], index, *route[position:])
            total, _ = self._walked(longer)
            if total <= ground.limit:
                return Slot(longer, total, total - before)
        return None

    def _detours(self, index: int, route: Route) -> list[int]:
        legs, ground = self.ground.legs, self.ground
        nodes = [ground.start, *route, ground.end]
        if not route:
            return [legs[ground.start][index] + legs[index][ground.end]]
        return [legs[here][index] + legs[index][there] - legs[here][there] for here, there in pairwise(nodes)]

    def _walked(self, route: Route) -> tuple[int, int]:
        """Return a day's total and the waiting in it."""
        walked = walk(self.ground, route)
        return (walked.total, walked.waiting) if walked else (IMPOSSIBLE, 0)
