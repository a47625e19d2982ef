"""A plan under work: who is visited on which day in which order, and what that costs."""

from dataclasses import dataclass

from visits.calc.routing.ground import TENTHS, Ground, walk
from visits.calc.routing.patterns import Pattern
from visits.calc.routing.problem import DAYS_OF_WEEK

ABSENT_PRICE = 1_000
ROUTE_PRICE = 10
IMPOSSIBLE = 10**15
MOST_FULL_TRIES = 3

Route = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A day with one more stop where it fits best, its total, and the added cost."""

    route: Route
    total: int
    cost: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost, in one unit; `minute` is the price of a minute on an empty day.

    A day of t tenths costs t · (steep + t): the square makes long days dearer than short
    ones, which balances them. A store that is left out costs by minutes and squared
    frequency, so that rare visits give way to frequent ones. The weekday's place breaks
    ties: frequent stores go to the beginning of the week, as in the handbook's example.
    """

    steep: int

    @classmethod
    def of(cls, ground: Ground) -> "Prices":
        """Scale by the work that an average day holds."""
        work = sum(
            service * store.visits_per_cycle for service, store in zip(ground.service, ground.stores, strict=True)
        )
        return cls(steep=4 * max(TENTHS, work // len(ground.days)))

    @property
    def minute(self) -> int:
        """One minute of travel, before balance."""
        return self.steep * TENTHS

    def day(self, total: int) -> int:
        """Price a day of so many tenths."""
        return total * (self.steep + total)

    def pattern(self, pattern: Pattern) -> int:
        """Price the days of a store."""
        weekdays = sum(day % DAYS_OF_WEEK for day in pattern.days)
        return round(pattern.price * self.minute) + len(pattern.days) * weekdays

    def absence(self, minutes: int, visits: int) -> int:
        """Price a store left out: more than any placing of it could cost."""
        return self.minute * ABSENT_PRICE * max(1, minutes) * visits * visits


class Schedule:
    """Routes by day that change by placing and dropping whole stores.

    What a stop costs in a route depends on the route alone, so it is remembered and shared
    between copies: a search asks the same question many times.
    """

    __slots__ = (
        "choice",
        "choices",
        "cost",
        "ground",
        "known_slots",
        "known_totals",
        "masks",
        "prices",
        "routes",
        "totals",
    )

    def __init__(self, ground: Ground, prices: Prices) -> None:
        span = max(ground.days) + 1
        self.prices = prices
        self.allow(ground)
        self.routes: list[Route] = [()] * span
        self.totals = [0] * span
        self.masks = [0] * span
        self.choice: list[Pattern | None] = [None] * len(ground.stores)
        self.cost = sum(self._absence(index) for index in range(len(ground.stores)))

    def allow(self, ground: Ground) -> None:
        """Work with these limits and patterns from now on."""
        self.ground = ground
        self.known_slots: dict[tuple[int, Route], Slot | None] = {}
        self.known_totals: dict[Route, tuple[int, int]] = {(): (0, 0)}
        self.choices = tuple(
            tuple((pattern, self.prices.pattern(pattern)) for pattern in patterns) for patterns in ground.patterns
        )

    def copy(self) -> "Schedule":
        """Return a second one that can change by itself."""
        twin = object.__new__(Schedule)
        twin.ground, twin.prices, twin.choices = self.ground, self.prices, self.choices
        twin.known_slots, twin.known_totals = self.known_slots, self.known_totals
        twin.routes, twin.totals = self.routes[:], self.totals[:]
        twin.masks, twin.choice, twin.cost = self.masks[:], self.choice[:], self.cost
        return twin

    def objective(self) -> int:
        """Price the whole: days, patterns, stores left out, and each different route."""
        routes = len({mask for mask in self.masks if mask})
        return self.cost + routes * ROUTE_PRICE * self.prices.minute

    def absent(self) -> list[int]:
        """List the stores that have no days."""
        return [index for index, pattern in enumerate(self.choice) if pattern is None]

    def place(self, index: int, pattern: Pattern, slots: dict[int, Slot]) -> None:
        """Give a store its days, each as the slot found for it says."""
        for day in pattern.days:
            self.set_route(day, slots[day].route, slots[day].total)
            self.masks[day] |= 1 << index
        self.choice[index] = pattern
        self.cost += self.prices.pattern(pattern) - self._absence(index)

    def drop(self, index: int, pattern: Pattern) -> None:
        """Take a store out of all its days."""
        for day in pattern.days:
            route = tuple(stop for stop in self.routes[day] if stop != index)
            self.set_route(day, route, self._walked(route)[0])
            self.masks[day] ^= 1 << index
        self.choice[index] = None
        self.cost += self._absence(index) - self.prices.pattern(pattern)

    def slot(self, index: int, day: int) -> Slot | None:
        """Find the cheapest place for one more stop in a day that stays within its limit."""
        key = (index, self.routes[day])
        if key not in self.known_slots:
            self.known_slots[key] = self._find_slot(index, self.routes[day])
        return self.known_slots[key]

    def _find_slot(self, index: int, route: Route) -> Slot | None:
        """Try the shortest detour first, until the day keeps its opening hours and limit.

        Waiting for a store to open is the only time that another place could save.
        """
        ground = self.ground
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
                return Slot(longer, total, self.prices.day(total) - self.prices.day(before))
        return None

    def _detours(self, index: int, route: Route) -> list[int]:
        legs, ground = self.ground.legs, self.ground
        if not route:
            return [legs[ground.start][index] + legs[index][ground.end]]
        row, detours, here = legs[index], [], ground.start
        for there in route:
            detours.append(legs[here][index] + row[there] - legs[here][there])
            here = there
        detours.append(legs[here][index] + row[ground.end] - legs[here][ground.end])
        return detours

    def _walked(self, route: Route) -> tuple[int, int]:
        """Return a day's total and the waiting in it."""
        if route not in self.known_totals:
            walked = walk(self.ground, route)
            self.known_totals[route] = (walked.total, walked.waiting) if walked else (IMPOSSIBLE, 0)
        return self.known_totals[route]

    def set_route(self, day: int, route: Route, total: int) -> None:
        """Set a day's order; who is on it does not change here."""
        self.cost += self.prices.day(total) - self.prices.day(self.totals[day])
        self.routes[day], self.totals[day] = route, total

    def _absence(self, index: int) -> int:
        store = self.ground.stores[index]
        return self.prices.absence(store.minutes, store.visits_per_cycle)
