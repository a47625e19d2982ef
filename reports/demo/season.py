"""Weights of days: weekdays, festivals and shopping seasons, as the demonstration assumes them."""

import math
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)

FESTIVALS = {
    2019: date(2019, 2, 5),
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 3),
}

_WEEKDAYS = (0.92, 0.92, 0.92, 0.93, 1.10, 1.25, 1.20)
_FESTIVAL_OPENING = {"multi": 0.92, "chain": 1.15, "operator": 1.25}
_EVEN_YEARS = (2024, 2027)


def day_weight(day: date, *, promoted: bool = False, store_format: str = "multi") -> float:
    """How much a shop sells that day against a plain one."""
    return (
        _WEEKDAYS[day.weekday()] * _festival_weight(day, store_format) * _season_weight((day.month, day.day), promoted)
    )


def _festival_weight(day: date, store_format: str) -> float:
    festival = FESTIVALS.get(day.year)
    if festival is None:
        return 1.0
    distance = (day - festival).days
    if -21 <= distance <= -2:
        return 1.35
    if -1 <= distance <= 6:
        return 0.55 * _FESTIVAL_OPENING[store_format]
    return 0.90 if 7 <= distance <= 20 else 1.0


def _season_weight(on: tuple[int, int], promoted: bool) -> float:
    """By month and day; two shopping festivals draw buyers online and away from plain shops."""
    spans = (
        ((5, 1), (5, 5), 1.25),
        ((6, 10), (6, 18), 1.08 if promoted else 0.95),
        ((9, 10), (9, 30), 1.12),
        ((10, 1), (10, 7), 1.45),
        ((11, 1), (11, 11), 1.12 if promoted else 0.95),
        ((12, 24), (12, 31), 1.15),
    )
    return next((weight for first, last, weight in spans if first <= on <= last), 1.0)


@cache
def next_month(month: date) -> date:
    return (month.replace(day=28) + 4 * DAY).replace(day=1)


def month_back(month: date, count: int) -> date:
    years, index = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, index + 1, 1)


def months_apart(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


@cache
def days_of(month: date) -> tuple[date, ...]:
    return tuple(month + DAY * offset for offset in range((next_month(month) - month).days))


@cache
def month_weights(month: date, promoted: bool, store_format: str) -> tuple[float, ...]:
    """The weight of each day, in units of an average month, so that a plain year sums up to twelve."""
    average = average_month_weight()
    return tuple(day_weight(day, promoted=promoted, store_format=store_format) / average for day in days_of(month))


@cache
def average_month_weight() -> float:
    """Over four years, so that one level means the same in each of them."""
    first, last = (date(year, 1, 1) for year in _EVEN_YEARS)
    days = (date(last.year + 1, 1, 1) - first).days
    months = 12 * (last.year - first.year + 1)
    return math.fsum(day_weight(first + DAY * offset) for offset in range(days)) / months
