"""A center's stores by months: what the forecast reads (handbook H8.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

import numpy as np

from salesops.periods.month import Month, months_between


@dataclass(frozen=True, slots=True)
class StoreMonths:
    """A store's net units in the months it reported; a month without a report is left out.

    A month without a report is skipped, a zero counts. So a store that is closed for
    rebuilding has no months meanwhile and keeps its level from before.
    """

    code: str
    units: Mapping[Month, int | float]
    kind: str = ""
    opened: Month | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """All stores of one center over the same months, up to and without the end month.

    `units` has a row for each store and a column for each month; NaN where nothing was reported.
    Stores that closed belong in it too, their history carries the center's season.
    """

    stores: tuple[StoreMonths, ...]
    first: Month
    end: Month
    units: np.ndarray = field(repr=False, compare=False)

    @classmethod
    def of(cls, stores: Iterable[StoreMonths], *, end: Month) -> "Panel":
        """Gather what was reported before the end month."""
        rows = tuple(sorted(stores, key=attrgetter("code")))
        reported = {month for store in rows for month in store.units}
        first = min((month for month in reported if month < end), default=end)
        return cls(rows, first, end, _laid_out(rows, months_between(first, end - 1)))

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(months_between(self.first, self.end - 1))

    def before(self, end: Month) -> "Panel":
        """Forget what came from that month on, as if it was not known yet."""
        if end >= self.end:
            return self
        first = min(self.first, end)
        return Panel(self.stores, first, end, self.units[:, : end - first])


def _laid_out(stores: Sequence[StoreMonths], months: Iterable[Month]) -> np.ndarray:
    columns = {month: column for column, month in enumerate(months)}
    table = np.full((len(stores), len(columns)), np.nan)
    for row, store in enumerate(stores):
        for month, units in store.units.items():
            if month in columns:
                table[row, columns[month]] = units
    return table
