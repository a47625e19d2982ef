"""How near a planner's approved plans came to what was sold (handbook H8.5).

    bias  = Σ(plan − actual) ÷ Σ actual      above nought: plans too much; below: too little
    error = Σ|plan − actual| ÷ Σ actual      WAPE, the weighted absolute percentage error

each over customer-months. Weighted by what was sold, so that a small customer's bad month weighs little and a month
of nothing sold divides nothing (Kolassa and Schütz, "Advantages of the MAD/Mean ratio over the MAPE", Foresight 6,
2007). The actual is net: a return lowers it, and may bring a month below nought.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MONTHS = 6
# On fewer plans than this, one odd month would pass for a habit.
ENOUGH = 3
_RATIO = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Compared:
    """A customer's month: what was planned and what was sold; nothing reported is not nothing sold."""

    planned: int
    actual: int | None

    @property
    def difference(self) -> int | None:
        return None if self.actual is None else self.planned - self.actual


@dataclass(frozen=True, slots=True)
class Record:
    """A planner's plans taken together; bias and error are unknown on too few of them, or when nothing was sold."""

    plans: int = 0
    unreported: int = 0
    planned: int = 0
    actual: int = 0
    bias: Decimal | None = None
    error: Decimal | None = None

    @property
    def difference(self) -> int:
        return self.planned - self.actual

    @property
    def is_enough(self) -> bool:
        return self.plans >= ENOUGH


def record_of(compared: Iterable[Compared]) -> Record:
    """Measure a planner by its customer-months; those of which nothing was reported are counted and left out."""
    known = list(compared)
    pairs = [(one.planned, one.actual) for one in known if one.actual is not None]
    planned, actual = sum(plan for plan, _ in pairs), sum(sold for _, sold in pairs)
    is_measured = len(pairs) >= ENOUGH and actual > 0
    return Record(
        plans=len(pairs),
        unreported=len(known) - len(pairs),
        planned=planned,
        actual=actual,
        bias=_share(planned - actual, actual) if is_measured else None,
        error=_share(sum(abs(plan - sold) for plan, sold in pairs), actual) if is_measured else None,
    )


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(_RATIO, rounding=ROUND_HALF_UP)
