"""A center's stores by months: what the forecast reads (handbook H8.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True)
class Panel:
    """All stores of one center over the same months, up to and without the end month.

    Stores that closed belong in it too, their history carries the center's season.
    """

    stores: tuple[StoreMonths, ...]
    first: Month
    end: Month

    @classmethod
    def of(cls, stores: Iterable[StoreMonths], *, end: Month) -> "Panel":
        """Gather what was reported before the end month."""
        rows = tuple(sorted(stores, key=lambda store: store.code))
        reported = {month for store in rows for month in store.units}
        return cls(rows, min((month for month in reported if month < end), default=end), end)

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(months_between(self.first, self.end - 1))

    @cached_property
    def units(self) -> np.ndarray:
        """Lay the units out by store and month; NaN where nothing was reported."""
        columns = {month: column for column, month in enumerate(self.months)}
        table = np.full((len(self.stores), len(columns)), np.nan)
        for row, store in enumerate(self.stores):
            for month, units in store.units.items():
                if month in columns:
                    table[row, columns[month]] = units
        return table

    def before(self, end: Month) -> "Panel":
        """Forget what came from that month on, as if it was not known yet."""
        return self if end >= self.end else Panel.of(self.stores, end=end)
