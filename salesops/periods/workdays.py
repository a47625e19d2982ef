"""Working days and the deadlines that hang on them (handbook H1).

What counts, in this order: a center's or the admin's override for the day; the State
Council's holidays and make-up days; the center's own week. A Saturday of a six-day week
is off only when it lies inside a holiday that the State Council has spelt out; beside
a one-day holiday it is worked as ever.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from chinese_calendar import get_holiday_detail

from salesops.periods.month import Month

PLAN_DAY = 20
REVIEW_WORKDAY = 3
EVALUATION_WORKDAY = 10

Overrides = Mapping[date, bool]
NO_OVERRIDES: Overrides = MappingProxyType({})


class Week(StrEnum):
    """The days a center works when no holiday says otherwise."""

    FIVE_DAY = "five_day"
    SIX_DAY = "six_day"

    @classmethod
    def of(cls, *, works_saturday: bool) -> "Week":
        return cls.SIX_DAY if works_saturday else cls.FIVE_DAY

    @property
    def working_days(self) -> int:
        return 6 if self is Week.SIX_DAY else 5


@dataclass(frozen=True, slots=True)
class Workday:
    """A working day, and whether the calendar had no data for a day that led to it."""

    date: date
    is_assumed: bool


class _Published(NamedTuple):
    is_off: bool
    occasion: str | None


def is_workday(day: date, week: Week, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Say whether the day is worked; a year without data has the plain week."""
    if day in overrides:
        return overrides[day]
    published = _published(day)
    if published is None or published.occasion is None:
        return day.weekday() < week.working_days
    return not published.is_off


def is_holiday(day: date, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Say whether the day is off by decision or by the State Council, not merely by the week."""
    if day in overrides:
        return not overrides[day]
    published = _published(day)
    return published is not None and published.is_off and published.occasion is not None


def is_assumed(day: date, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Say whether only the plain week speaks for the day, for want of a published calendar."""
    return day not in overrides and _published(day) is None


def _published(day: date) -> _Published | None:
    """What the State Council decided on a day; nothing of a year whose calendar the library does not have."""
    try:
        return _Published(*get_holiday_detail(day))
    except NotImplementedError:
        return None


def nth_workday(month: Month, n: int, week: Week, overrides: Overrides = NO_OVERRIDES) -> Workday:
    """Find the nth working day counted from the month's first; it may lie beyond its end."""
    if n < 1:
        raise ValueError("Working days are counted from 1.")
    assumed = False
    for day in _days_from(month.first_day):
        assumed = assumed or is_assumed(day, overrides)
        n -= is_workday(day, week, overrides)
        if n == 0:
            return Workday(day, assumed)
    raise ValueError("The calendar ends before so many working days.")


def workdays_in(start: date, end: date, week: Week, overrides: Overrides = NO_OVERRIDES) -> tuple[date, ...]:
    """List the working days from the start up to, not including, the end."""
    days = (start + timedelta(days=step) for step in range((end - start).days))
    return tuple(day for day in days if is_workday(day, week, overrides))


def plan_due(month: Month) -> date:
    """Give the day in this month by whose end the next month's plan is due; no holiday moves it."""
    return month.first_day.replace(day=PLAN_DAY)


def review_due(month: Month, week: Week, overrides: Overrides = NO_OVERRIDES) -> Workday:
    """Give the day by whose end this month's review is due."""
    return nth_workday(month + 1, REVIEW_WORKDAY, week, overrides)


def quarter_evaluation_due(month: Month, week: Week, overrides: Overrides = NO_OVERRIDES) -> Workday:
    """Give the day by whose end the dealers are evaluated for the quarter of this month."""
    return nth_workday(month.last_of_quarter + 1, EVALUATION_WORKDAY, week, overrides)


def _days_from(first: date) -> Iterator[date]:
    return (date.fromordinal(number) for number in range(first.toordinal(), date.max.toordinal() + 1))
