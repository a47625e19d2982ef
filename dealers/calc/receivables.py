"""How old receivables are (handbook H10.2)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Age(StrEnum):
    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


# Up to so many days overdue.
_LAST_DAYS = ((0, Age.NOT_DUE), (30, Age.TO_30), (60, Age.TO_60), (90, Age.TO_90))


class Due(NamedTuple):
    """What is still to be paid, and by the end of which day."""

    due_on: date
    open_yuan: Decimal


def age_of(due_on: date, on: date) -> Age:
    """On its due day a receivable is not overdue yet; the day after it is by one day."""
    overdue = (on - due_on).days
    return next((age for last, age in _LAST_DAYS if overdue <= last), Age.OVER_90)


def due_days_of(age: Age, on: date) -> tuple[date | None, date | None]:
    """The first and the last due day of an age, seen from a day; nothing is without a bound."""
    lasts = [last for last, _age in _LAST_DAYS]
    ages = list(Age)
    place = ages.index(age)
    first = on - timedelta(days=lasts[place]) if place < len(lasts) else None
    last = on - timedelta(days=lasts[place - 1] + 1) if place else None
    return first, last


def aged(receivables: Iterable[Due], on: date) -> dict[Age, Decimal]:
    """The open sums by age; all ages are there."""
    sums = dict.fromkeys(Age, Decimal(0))
    for due in receivables:
        sums[age_of(due.due_on, on)] += due.open_yuan
    return sums


def overdue(sums: dict[Age, Decimal]) -> Decimal:
    return sum((yuan for age, yuan in sums.items() if age != Age.NOT_DUE), Decimal(0))
