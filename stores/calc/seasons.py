"""The season of a center and the moving spring festival (handbook H8.2).

January and February follow the spring festival, not the calendar. The festival's part is
taken out of every month before anything is learned from it, and put back into the month that
is forecast. How strongly a center follows it is learned from its own Januaries and Februaries.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np

from salesops.periods.month import Month

SPRING_FESTIVALS: Mapping[int, date] = MappingProxyType(
    {
        day.year: day
        for day in (
            date(2019, 2, 5),
            date(2020, 1, 25),
            date(2021, 2, 12),
            date(2022, 2, 1),
            date(2023, 1, 22),
            date(2024, 2, 10),
            date(2025, 1, 29),
            date(2026, 2, 17),
            date(2027, 2, 6),
            date(2028, 1, 26),
            date(2029, 2, 13),
            date(2030, 2, 3),
        )
    }
)
# Days from the festival, both included, and what a day then weighs against an ordinary one.
FESTIVAL_DAYS = ((-21, -2, 1.35), (-1, 6, 0.55), (7, 20, 0.90))
# How many squared log steps of evidence it takes to move half-way from "follows it fully".
STRENGTH_PRIOR = 0.02
# A year's split between January and February against the change of it, as evidence.
SINGLE_SPLIT_WEIGHT = 0.3

COEFFICIENT_RANGE = (0.4, 3.0)
MONTHS_FOR_SEASON = 15


def festival_weight(day: date, festivals: Mapping[int, date] = SPRING_FESTIVALS) -> float:
    """Weigh a day by its distance from the year's festival; an unknown festival has no days."""
    festival = festivals.get(day.year)
    if festival is None:
        return 1.0
    distance = (day - festival).days
    return next((weight for first, last, weight in FESTIVAL_DAYS if first <= distance <= last), 1.0)


def festival_weight_until(month: Month, days: int, festivals: Mapping[int, date] = SPRING_FESTIVALS) -> float:
    """Add up the weights of the month's first days."""
    return sum(festival_weight(month.first_day + timedelta(days=step), festivals) for step in range(days))


def festival_factors(months: Sequence[Month], festivals: Mapping[int, date] = SPRING_FESTIVALS) -> np.ndarray:
    """Give each month's mean day against an ordinary day."""
    return np.array(
        [festival_weight_until(month, month.last_day.day, festivals) / month.last_day.day for month in months]
    )


def festival_strength(units: np.ndarray, months: Sequence[Month], factors: np.ndarray) -> float:
    """Learn how far the center follows the festival: 0 not at all, 1 as the weights say.

    Looks at how the split between January and February changed from one year to the next, and how it
    should have. A single year's split tells less, for other seasons lie in it too. Before the first
    festival was seen the center is taken to follow fully.
    """
    januaries = [place for place in range(len(months) - 1) if months[place].month == 1]
    per_day = units / [month.last_day.day for month in months]
    steps, answers = [], []
    for cells, weight in _splits(januaries, len(months)):
        seen = _split_of(per_day, cells)
        if seen is not None:
            steps.append(np.sqrt(weight) * _split_of(factors[np.newaxis], cells))
            answers.append(np.sqrt(weight) * seen)
    expected = np.array(steps)
    strength = (expected @ np.array(answers) + STRENGTH_PRIOR) / (expected @ expected + STRENGTH_PRIOR)
    return float(np.clip(strength, 0.0, 1.0))


def _splits(januaries: Sequence[int], months: int) -> Iterator[tuple[list[int], float]]:
    """The columns to compare: January and February of a year, and both with those of the next year."""
    for place in januaries:
        yield [place, place + 1], SINGLE_SPLIT_WEIGHT
        if place + 13 < months:
            yield [place, place + 1, place + 12, place + 13], 1.0


def _split_of(units: np.ndarray, cells: list[int]) -> float | None:
    """The log of January by February, or by how much it changed; None if a month is unknown."""
    rows = units[:, cells]
    sums = rows[~np.isnan(rows).any(axis=1)].sum(axis=0)
    if not (sums > 0).all():
        return None
    logs = np.log(sums)
    split = float(logs[0] - logs[1])
    return split if len(cells) == 2 else float(logs[2] - logs[3]) - split


def coefficient(units: np.ndarray, known: int, target: int) -> float | None:
    """Compare last year's target month with the mean of last year's three latest months.

    ``known`` months are seen, the months are counted by their column. Only stores present in
    all four count. None if the history is too short or nobody is present.
    """
    same_month = target - 12
    if known < MONTHS_FOR_SEASON or same_month >= known:
        return None
    cells = [known - 15, known - 14, known - 13, same_month]
    rows = units[:, cells]
    sums = rows[~np.isnan(rows).any(axis=1)].sum(axis=0)
    base = sums[:3].mean()
    return float(np.clip(sums[3] / base, *COEFFICIENT_RANGE)) if base > 0 else None
