"""Ranges as lines of a picture, all on one scale with nought marked (handbook H6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, MARGIN = 240, 8


@dataclass(frozen=True, slots=True)
class RangeMark:
    """Where low, point, high and nought stand, in pixels from the left."""

    low: int
    point: int
    high: int
    nought: int


def marks_of(ranges: Sequence[tuple[Decimal, Decimal, Decimal]]) -> list[RangeMark]:
    """Place (low, point, high) of several estimates; whole pixels read the same in every language."""
    first = min((low for low, _point, _high in ranges), default=Decimal(0))
    last = max((high for _low, _point, high in ranges), default=Decimal(0))
    first, last = min(first, Decimal(0)), max(last, Decimal(0))
    width = last - first or Decimal(1)

    def place(units: Decimal) -> int:
        return MARGIN + round((units - first) / width * (WIDTH - 2 * MARGIN))

    return [RangeMark(place(low), place(point), place(high), place(Decimal(0))) for low, point, high in ranges]
