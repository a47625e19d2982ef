"""Who must approve a promotion, by its amount (handbook H6.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

# From the lowest to the highest.
LEVELS = ("manager", "marketing", "hq")
# What begins sooner after it was handed in was not planned with the month.
SHORT_NOTICE = timedelta(days=14)


def level_for(amount_yuan: Decimal, limits: Mapping[str, Decimal | None], *, is_of_center: bool) -> str:
    """The lowest level whose limit (CNY, None without one) covers the amount; a company promotion begins at marketing.

    Beyond all limits the highest level decides.
    """
    candidates = LEVELS if is_of_center else LEVELS[1:]
    for level in candidates:
        limit = limits.get(level, Decimal(0))
        if limit is None or amount_yuan <= limit:
            return level
    return LEVELS[-1]


def covers(level: str, asked: str) -> bool:
    """Whether somebody of this level may decide what asks for that one."""
    return LEVELS.index(level) >= LEVELS.index(asked)


def is_short_notice(starts_on: date, handed_in_on: date) -> bool:
    return starts_on - handed_in_on < SHORT_NOTICE
