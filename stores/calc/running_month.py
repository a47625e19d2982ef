"""The running month, filled up from the part seen, because drafts come before it is over.

To take the part for the whole ruins a forecast; scaled like last year's it costs nothing
(handbook H1: drafts are built in the night to the 15th).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from salesops.periods.month import Month
from stores.calc.panel import Panel
from stores.calc.seasons import (
    SPRING_FESTIVALS,
    festival_factors,
    festival_strength,
    festival_weight_until,
)


@dataclass(frozen=True, slots=True)
class PartOfMonth:
    """Units by store over the month's first days, and what the center sold a year before.

    A store that has not reported yet is left out. Last year's part spans as many days.
    """

    month: Month
    days: int
    units: Mapping[str, int]
    center_part_last_year: int = 0
    center_full_last_year: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.days <= self.month.last_day.day:
            raise ValueError(f"{self.month} has no first {self.days} days.")


def with_running_month(panel: Panel, part: PartOfMonth, festivals: Mapping[int, date] = SPRING_FESTIVALS) -> Panel:
    """Add the running month to the complete ones before it, each store scaled alike."""
    if panel.end != part.month:
        raise ValueError("The running month follows the complete ones.")
    growth = full_by_part(panel, part, festivals)
    filled = (
        replace(store, units={**store.units, part.month: part.units[store.code] * growth})
        if store.code in part.units
        else store
        for store in panel.stores
    )
    return Panel.of(filled, end=part.month + 1)


def full_by_part(panel: Panel, part: PartOfMonth, festivals: Mapping[int, date] = SPRING_FESTIVALS) -> float:
    """Say by how much the part grows to the full month: as last year, moved by the festival.

    Without a last year the days count alike.
    """
    strength = festival_strength(panel.units, panel.months, festival_factors(panel.months, festivals))
    growth = _by_calendar(part.month, part.days, festivals) ** strength
    if part.center_part_last_year <= 0 or part.center_full_last_year <= 0:
        return growth * part.month.last_day.day / part.days
    before = _by_calendar(part.month - 12, part.days, festivals) ** strength
    return growth / before * part.center_full_last_year / part.center_part_last_year


def _by_calendar(month: Month, days: int, festivals: Mapping[int, date]) -> float:
    """Compare the month's mean day with the mean of its first days."""
    full = festival_factors([month], festivals)[0]
    return float(full / (festival_weight_until(month, days, festivals) / days))
