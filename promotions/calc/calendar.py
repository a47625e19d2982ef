"""A month of promotions: weeks of days, and bars over the month (handbook H6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a promotion lies in a month of so many days: days before it, its own, days after."""

    before: int
    span: int
    after: int
    begins_earlier: bool
    ends_later: bool


def bar_of(first: date, last: date, month_first: date, month_last: date) -> Bar:
    """The part of the promotion that falls into the month; it must touch it."""
    start, end = max(first, month_first), min(last, month_last)
    return Bar(
        before=(start - month_first).days,
        span=(end - start).days + 1,
        after=(month_last - end).days,
        begins_earlier=first < month_first,
        ends_later=last > month_last,
    )


def weeks_of(month_first: date, month_last: date) -> Sequence[Sequence[date]]:
    """The weeks, Monday to Sunday, that show the whole month."""
    monday = month_first - timedelta(days=month_first.weekday())
    weeks = []
    while monday <= month_last:
        weeks.append([monday + timedelta(days=number) for number in range(7)])
        monday += timedelta(days=7)
    return weeks
