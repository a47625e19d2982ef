"""A rep's days by the compiled search: its problem as arrays, its answer as routes (handbook H4.3).

numba costs a process 0.6 seconds and 70 MB, so only `solver` loads this, when something is to be solved.
"""

from collections.abc import Sequence

import numpy as np

from visits.calc.routing.ground import TENTHS, Ground
from visits.calc.routing.periodic import kernel
from visits.calc.routing.periodic.search import day_rows, search_of, warm_heat
from visits.calc.routing.schedule import Route, Schedule

ROUNDS_AT_ONCE = 500
MOST_REMOVED = 16
COOLING = 75.0
# What a minute over the limit costs where a search starts from sound routes.
OVERTIME = 30.0
# What a visit left out costs: minutes, times the way to the store alone, and times its minutes and frequency.
VISIT_LEFT_OUT, WAYS_LEFT_OUT, SERVICE_LEFT_OUT = 30, 2, 10


class Annealing:
    """One search over one ground: it can be begun, gone on with under other limits, and read."""

    def __init__(
        self, ground: Ground, prices: Sequence[Sequence[float]], absences: Sequence[float] | None, *, seed: int
    ) -> None:
        self.ground = ground
        self.arrays = _arrays_of(ground, prices, absences or _absences(ground))
        self.search = search_of(self.arrays, seed)
        self.hottest = warm_heat(self.arrays)

    def begin(self) -> None:
        """Place every store at its cheapest, in an order of chance."""
        kernel.begin(self.arrays, self.search)

    def begin_with(self, schedule: Schedule) -> None:
        """Start from these routes; a store whose days are none of its patterns stays out."""
        self.search.prices[1] = OVERTIME
        tours = self.search.current
        row_of = {
            (index, pattern.days): self.arrays.first[index + 1] + offset
            for index, patterns in enumerate(self.ground.patterns)
            for offset, pattern in enumerate(patterns)
        }
        for index, pattern in enumerate(schedule.choice):
            row = row_of.get((index, pattern.days)) if pattern else None
            if row is None:
                kernel.stay_out(self.arrays, tours, index + 1)
            else:
                tours.choice[index + 1] = row
                tours.sums[3] += self.arrays.price[row]
        for place, day in enumerate(self.ground.days):
            for index in schedule.routes[day]:
                if tours.choice[index + 1] >= 0:
                    kernel.put(self.arrays, tours, place, int(tours.size[place]), index + 1)
        kernel.copy_into(self.search.best, tours)

    def limit_to(self, minutes: float) -> None:
        """Allow so many minutes a day from now on; the best so far stands only if it keeps them."""
        self.arrays = self.arrays._replace(limit=np.full(len(self.ground.days), float(minutes * TENTHS)))
        for tours in (self.search.current, self.search.best):
            kernel.settle(self.arrays, tours)

    def run(self, rounds: int, *, heat: float = 1.0) -> None:
        """Go on for so many rounds, cooling from a share of the first heat."""
        done = 0
        while done < rounds:
            warmth = self.hottest * heat * (COOLING * heat) ** -(done / rounds)
            step = min(ROUNDS_AT_ONCE, rounds - done)
            kernel.advance(self.arrays, self.search, step, warmth, MOST_REMOVED)
            done += step

    @property
    def is_sound(self) -> bool:
        """Whether some tours were found that keep all limits."""
        return bool(kernel.is_sound(self.search.best))

    def price(self) -> float:
        """Travel, waiting, patterns and absences of the best, in minutes."""
        return float(self.search.best.sums[0] + self.search.best.sums[3]) / TENTHS

    def longest(self) -> float:
        """The longest day of the best, in minutes."""
        return float(self.search.best.time.max(initial=0.0)) / TENTHS

    def total(self) -> float:
        """The minutes of all days of the best."""
        return float(self.search.best.time.sum()) / TENTHS

    def absent(self) -> list[int]:
        """The stores that the best leaves out."""
        choice = self.search.best.choice[1:]
        return [index for index, row in enumerate(choice) if row < 0]

    def schedule(self) -> Schedule:
        """Read the best back as a schedule; where nothing sound was found, what the search came to."""
        best, found = self.search.best if self.is_sound else self.search.current, Schedule(self.ground)
        for index, row in enumerate(best.choice[1:]):
            if row >= 0:
                found.choice[index] = self.ground.patterns[index][row - self.arrays.first[index + 1]]
        for place, day in enumerate(self.ground.days):
            found.set_route(day, _route(best, place))
        return found


def _route(tours: kernel.Tours, place: int) -> Route:
    return tuple(int(stop) - 1 for stop in tours.stops[place, : tours.size[place]])


def _absences(ground: Ground) -> list[float]:
    """What leaving each store out costs, in minutes: more than any way to it; rare visits give way to frequent ones."""
    return [
        store.visits_per_cycle
        * (
            VISIT_LEFT_OUT
            + WAYS_LEFT_OUT * (ground.legs[ground.start][index] + ground.legs[index][ground.end]) / TENTHS
            + SERVICE_LEFT_OUT * store.minutes * store.visits_per_cycle
        )
        for index, store in enumerate(ground.stores)
    ]


def _arrays_of(ground: Ground, prices: Sequence[Sequence[float]], absences: Sequence[float]) -> kernel.Ground:
    """Store i is customer i + 1, a day is a vehicle's, minutes are tenths, and a stop loads one of the most stops."""
    count, days = len(ground.stores), len(ground.days)
    legs = np.array(ground.legs, float).reshape(count + 2, count + 2)
    metres = np.zeros((count + 1, count + 1))
    metres[1:, 1:] = legs[:count, :count]
    metres[0, 1:], metres[1:, 0] = legs[ground.start, :count], legs[:count, ground.end]
    hours = [(ground.starts, ground.office, ground.rest, ground.rest_from)]
    hours += [(opens, closes, 0, 0) for opens, closes in zip(ground.opens, ground.closes, strict=True)]
    place_of = {day: place for place, day in enumerate(ground.days)}
    rows = [[place_of[day] for day in pattern.days] for patterns in ground.patterns for pattern in patterns]
    return kernel.Ground(
        metres=metres,
        service=np.array([0.0, *ground.service]),
        demand=np.array([0.0] + [1.0] * count),
        near=np.argsort(metres, axis=1, kind="stable").astype(np.int32),
        customers=np.arange(1, count + 1, dtype=np.int32),
        first=np.cumsum([0, 0, *(len(patterns) for patterns in ground.patterns)]).astype(np.int32),
        patterns=day_rows(rows, days),
        price=TENTHS * np.array([*(price for row in prices for price in row), 0.0, *absences]),
        hours=np.array(hours if any(ground.is_timed) else [], float).reshape(-1, 4),
        limit=np.full(days, float(ground.limit)),
        capacity=np.full(days, float(ground.max_stops)),
        vehicles=1,
    )
