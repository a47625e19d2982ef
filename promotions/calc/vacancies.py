"""What an empty place costs in sales (handbook H7).

Cost of a vacancy, in units a month = (mean sell-out of months with a promoter − mean of months without) × missing ÷
required, never below 0. The months are those of stores of the same class and format; where too few of them are on
one side, of the same class; where too few again, nothing is said. A store that has both kinds of months itself
speaks for itself. The difference between stores is an upper bound of the effect: the better stores get promoters first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Below so many months on either side a mean says little.
LEAST_MONTHS = 6
LEAST_OWN_MONTHS = 3
_CENT = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class StoreMonth:
    """One store in one full month: what it sold, and whether somebody was there."""

    store_class: str
    format: str
    units: int
    yuan: Decimal
    is_staffed: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """Mean units a month with and without a promoter, from so many months, and what a unit brings."""

    with_units: Decimal
    without_units: Decimal
    with_months: int
    without_months: int
    yuan_per_unit: Decimal

    @property
    def units(self) -> Decimal:
        return max(Decimal(0), self.with_units - self.without_units)


class Effects:
    """The effect for each class and format, with the fallback to the class."""

    def __init__(self, months: Iterable[StoreMonth]) -> None:
        self._groups: dict[tuple[str, str], list[StoreMonth]] = {}
        for month in months:
            for key in ((month.store_class, month.format), (month.store_class, "")):
                self._groups.setdefault(key, []).append(month)

    def of(self, store_class: str, store_format: str) -> Effect | None:
        """None where too few months tell."""
        return effect_of(self._groups.get((store_class, store_format), ())) or effect_of(
            self._groups.get((store_class, ""), ())
        )


def effect_of(months: Iterable[StoreMonth], least: int = LEAST_MONTHS) -> Effect | None:
    """Compare the months with a promoter with those without."""
    months = list(months)
    staffed = [month for month in months if month.is_staffed]
    empty = [month for month in months if not month.is_staffed]
    if len(staffed) < least or len(empty) < least:
        return None
    units = sum(month.units for month in months)
    yuan = sum((month.yuan for month in months), Decimal(0))
    return Effect(
        with_units=_mean(staffed),
        without_units=_mean(empty),
        with_months=len(staffed),
        without_months=len(empty),
        yuan_per_unit=(yuan / units).quantize(_CENT, ROUND_HALF_UP) if units > 0 else Decimal(0),
    )


def lost_units(effect: Effect, missing_percent: int, required: int) -> Decimal:
    """Units a month that the missing part of the required headcount costs."""
    if required <= 0:
        return Decimal(0)
    return (effect.units * missing_percent / (required * 100)).quantize(_CENT, ROUND_HALF_UP)


def _mean(months: list[StoreMonth]) -> Decimal:
    return (Decimal(sum(month.units for month in months)) / len(months)).quantize(_CENT, ROUND_HALF_UP)
