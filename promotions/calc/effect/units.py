"""What an effect is measured from: units of the promoted models by store and day (handbook H6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

WEEKS_BEFORE = 26
# What was bought earlier because of the promotion is missing in these days after its end.
DAYS_AFTER = 14


@dataclass(frozen=True, slots=True)
class Times:
    """The days of a promotion among the days looked at, which are counted from the first of the weeks before."""

    starts_on: date
    ends_on: date

    @property
    def first(self) -> date:
        return self.starts_on - timedelta(weeks=WEEKS_BEFORE)

    @property
    def last(self) -> date:
        return self.ends_on + timedelta(days=DAYS_AFTER)

    @property
    def before(self) -> slice:
        return slice(0, WEEKS_BEFORE * 7)

    @property
    def during(self) -> slice:
        return slice(self.before.stop, self.before.stop + (self.ends_on - self.starts_on).days + 1)

    @property
    def after(self) -> slice:
        return slice(self.during.stop, self.during.stop + DAYS_AFTER)

    @property
    def all(self) -> list[date]:
        return [self.first + timedelta(days=place) for place in range(self.after.stop)]

    @property
    def calendar(self) -> np.ndarray:
        """The same days as an array of datetime64."""
        return np.datetime64(self.first) + np.arange(self.after.stop)


@dataclass(frozen=True, slots=True)
class StoreDays:
    """One store, in the promotion or to compare with.

    `size` is what it usually sells of all our models; `units` has a number for each of the days, NaN where it is
    not known what would have sold anyway: nothing reported, or another promotion of the same models.
    """

    store_id: int
    center: str
    store_class: str
    size: float
    is_in: bool
    units: np.ndarray = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Units sold beyond what would have sold anyway; nine times of ten the truth lies within low and high."""

    baseline: float
    uplift: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half of the range."""
        return (self.high - self.low) / 2

    @property
    def sold(self) -> float:
        return self.baseline + self.uplift

    @property
    def is_gain(self) -> bool:
        return self.low > 0

    @property
    def is_loss(self) -> bool:
        return self.high < 0


def table_of(stores: Sequence[StoreDays], times: Times) -> np.ndarray:
    """A row for each store, a column for each day."""
    return np.array([store.units for store in stores], dtype=float).reshape(len(stores), times.after.stop)


def units_over(table: np.ndarray, span: slice) -> np.ndarray:
    """Units of each store over some days, unknown days as the known ones; NaN where less than half are known."""
    days = table[:, span]
    length, known = days.shape[1], (~np.isnan(days)).sum(axis=1)
    sums = np.nansum(days, axis=1) * length
    return np.divide(sums, known, out=np.full(len(table), np.nan), where=2 * known >= length)
