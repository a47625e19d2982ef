"""A customer's month against its plan, the month before and the year before (handbook H9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

RULE_VERSION = "review-1"
RATIO = Decimal("0.0001")

Key = TypeVar("Key", bound=Any)
Amount = int | Decimal


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share that shows what it was made from."""

    numerator: Amount | None
    denominator: Amount | None

    @property
    def value(self) -> Decimal | None:
        """Divide, unless a part is unknown or there is nothing to divide by."""
        if self.numerator is None or self.denominator is None or self.denominator <= 0:
            return None
        share = Decimal(self.numerator) / Decimal(self.denominator)
        return share.quantize(RATIO, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was sold beside what it is held against; None is unknown, not nothing."""

    actual: Amount
    plan: Amount | None = None
    last_month: Amount | None = None
    last_year: Amount | None = None

    @property
    def variance(self) -> Amount | None:
        return _difference(self.actual, self.plan)

    @property
    def achievement(self) -> Ratio:
        return Ratio(self.actual, self.plan)

    @property
    def growth_on_last_month(self) -> Ratio:
        return Ratio(_difference(self.actual, self.last_month), self.last_month)

    @property
    def growth_on_last_year(self) -> Ratio:
        return Ratio(_difference(self.actual, self.last_year), self.last_year)


def compare(
    *,
    actual: Mapping[Key, Amount],
    plan: Mapping[Key, Amount],
    last_month: Mapping[Key, Amount],
    last_year: Mapping[Key, Amount],
) -> dict[Key, Comparison]:
    """Lay the four beside each other, for each key that one of them knows, in the keys' order.

    What was planned and did not sell stands there with nothing sold.
    """
    keys = sorted({*actual, *plan, *last_month, *last_year})
    return {key: Comparison(actual.get(key, 0), plan.get(key), last_month.get(key), last_year.get(key)) for key in keys}


def sum_of_comparisons(comparisons: Iterable[Comparison]) -> Comparison:
    """Add up what is known; a sum is unknown only where nothing is known."""
    rows = tuple(comparisons)
    return Comparison(
        actual=sum(row.actual for row in rows),
        plan=_sum_of_known(row.plan for row in rows),
        last_month=_sum_of_known(row.last_month for row in rows),
        last_year=_sum_of_known(row.last_year for row in rows),
    )


def _difference(amount: Amount, base: Amount | None) -> Amount | None:
    return None if base is None else amount - base


def _sum_of_known(amounts: Iterable[Amount | None]) -> Amount | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
