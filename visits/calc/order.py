"""How much a store should order (handbook H5.2): what it will sell until the order after this one, and what it lacks.

    order = max(⌈Σ needs − stock⌉, colours that the standard asks for and the shelf lacks), never below nought

The needs are the expected sales of the cover (units of the last 28 days ÷ 28 × days), what promotions are to add,
and what a launch still has to place. The rate is that of the glossary's stock cover.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

RATE_DAYS = 28
# Two weeks to the next visit of a C store, and one to the delivery.
COVER_DAYS = 21


@dataclass(frozen=True, slots=True)
class Need:
    """Units that are wanted, and why."""

    units: float
    words: str


def cover_need(sold: int, days: int = COVER_DAYS) -> float:
    """Expected sales of the days to cover, from the units sold in the last 28; returns leave nothing to expect."""
    return max(0, sold) / RATE_DAYS * days


def order_of(needs: Sequence[Need], stock: int | None, lacking: int) -> int:
    """Units to order; a stock that nobody counted is none."""
    wanted = ceil(sum(need.units for need in needs) - (stock or 0) - 1e-9)
    return max(0, wanted, lacking)
