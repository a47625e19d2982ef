"""What a manager should look at before approving a plan (handbook H8.2, H8.5).

A warning keeps a plan out of bulk approval; a hint is only shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dealers.calc.carriage import Carriage

# Stock for more than two months of what is planned, and enough of it to matter.
MONTHS_OF_STOCK = 2
UNITS_THAT_MATTER = 10
METHODS_WITHOUT_HISTORY = frozenset({"like_stores"})

NOT_ON_THE_SHELF = frozenset({Carriage.MISSING, Carriage.NOT_ASKED})


class Flag(StrEnum):
    OUTSIDE_RANGE = "outside_range"
    NO_HISTORY = "no_history"
    OVERSTOCK = "overstock"
    NO_PRICE = "no_price"
    NOT_DRAFTED = "not_drafted"
    NOT_CARRIED = "not_carried"
    NOT_ASKED = "not_asked"
    RAISED_UNCARRIED = "raised_uncarried"
    UNDER_TARGET = "under_target"
    LOSS = "loss"
    EMPTY = "empty"


# Worth knowing, but the plan did not make it and cannot mend it at the desk: the stock lies there already, the
# model still has to come onto the shelf. Who plans more than the draft on a shelf without the model has to say how.
HINTS = frozenset({Flag.OVERSTOCK, Flag.NOT_CARRIED, Flag.NOT_ASKED})


@dataclass(frozen=True, slots=True)
class LineNumbers:
    """A line as far as it is judged and counted."""

    quantity: int
    drafted: int
    low: int
    high: int
    method: str
    stock: int | None
    list_yuan: Decimal
    supply_yuan: Decimal
    carriage: str = Carriage.UNKNOWN


def flags_of_line(line: LineNumbers) -> tuple[Flag, ...]:
    """Judge one line; a line without anything planned has nothing to explain but its stock."""
    is_drafted = line.method not in ("added", "left")
    found = (
        (Flag.OUTSIDE_RANGE, is_drafted and not line.low <= line.quantity <= line.high),
        (Flag.NOT_DRAFTED, not is_drafted and line.quantity > 0),
        (Flag.NO_HISTORY, line.method in METHODS_WITHOUT_HISTORY and line.quantity > 0),
        (Flag.OVERSTOCK, _is_overstocked(line)),
        (Flag.NO_PRICE, line.quantity > 0 and not line.list_yuan),
        (Flag.NOT_CARRIED, line.quantity > 0 and line.carriage == Carriage.MISSING),
        (Flag.NOT_ASKED, line.quantity > 0 and line.carriage == Carriage.NOT_ASKED),
        (Flag.RAISED_UNCARRIED, line.quantity > line.drafted and line.carriage in NOT_ON_THE_SHELF),
    )
    return tuple(flag for flag, is_raised in found if is_raised)


def flags_of_plan(profit_yuan: Decimal, lines: Iterable[LineNumbers], target: int | None = None) -> tuple[Flag, ...]:
    """Judge the plan as a whole, by the units of its accepted target too if there is one."""
    planned = sum(line.quantity for line in lines)
    found = (
        (Flag.EMPTY, planned == 0),
        (Flag.UNDER_TARGET, target is not None and planned < target),
        (Flag.LOSS, profit_yuan < 0),
    )
    return tuple(flag for flag, is_raised in found if is_raised)


def _is_overstocked(line: LineNumbers) -> bool:
    if line.stock is None or line.stock < UNITS_THAT_MATTER:
        return False
    return line.stock > MONTHS_OF_STOCK * line.quantity
