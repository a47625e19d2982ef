"""How long and how large a simulated year is."""

from dataclasses import dataclass
from datetime import date

from reports.demo.size import STORES_PER_REP, Options, Size
from salesops.periods.month import Month

# Full months of history before the year begins: last year's months are compared with.
HISTORY = 14
_STORES_OF_A_CENTER = 170


@dataclass(frozen=True, slots=True)
class YearOptions:
    """The same options give the same year."""

    months: int
    stores: int
    seed: int
    first: Month

    @property
    def last(self) -> Month:
        return self.first + (self.months - 1)

    @property
    def eve(self) -> date:
        """The day on which the company stands as it begins: the 10th of the month before, ahead of its drafts."""
        return (self.first - 1).first_day.replace(day=10)

    def company(self) -> Options:
        """At least two reps in each center, as one stands in for another."""
        centers = max(1, min(8, round(self.stores / _STORES_OF_A_CENTER)))
        each = max(4, self.stores // centers)
        size = Size(
            centers=centers,
            reps_per_center=max(2, round(each / STORES_PER_REP)),
            stores_per_center=each,
            models_on_sale=6,
            months=HISTORY,
        )
        return Options(seed=self.seed, size=size, today=self.eve)
