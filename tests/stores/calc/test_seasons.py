"""The season of a center and the moving spring festival (handbook H8.2)."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import numpy as np
import pytest

from salesops.periods.month import Month, months_between
from stores.calc.seasons import (
    SPRING_FESTIVALS,
    coefficient,
    festival_factors,
    festival_strength,
    festival_weight,
    festival_weight_until,
)

MONTHS = tuple(months_between(Month(2024, 1), Month(2026, 10)))


@pytest.mark.parametrize("year", range(2019, 2027))
def test_festival_days_are_holidays_of_that_name(year):
    assert chinese_calendar.get_holiday_detail(SPRING_FESTIVALS[year]) == (True, "Spring Festival")


@pytest.mark.parametrize(
    ("day", "weight"),
    [
        (date(2026, 1, 26), 1.0),
        (date(2026, 1, 27), 1.35),
        (date(2026, 2, 15), 1.35),
        (date(2026, 2, 16), 0.55),
        (date(2026, 2, 17), 0.55),
        (date(2026, 2, 23), 0.55),
        (date(2026, 2, 24), 0.90),
        (date(2026, 3, 9), 0.90),
        (date(2026, 3, 10), 1.0),
        (date(2040, 2, 12), 1.0),
    ],
)
def test_day_weighs_by_its_distance_from_the_festival(day, weight):
    assert festival_weight(day) == weight


def test_month_weighs_as_its_days():
    assert festival_weight_until(Month(2026, 1), 26) == 26
    assert festival_weight_until(Month(2026, 1), 27) == pytest.approx(27.35)
    assert festival_factors([Month(2026, 1), Month(2026, 6)]) == pytest.approx([(26 + 5 * 1.35) / 31, 1])


@pytest.mark.parametrize("follows", [0.0, 0.5, 1.0])
def test_strength_is_learned_from_januaries_and_februaries(follows):
    factors = festival_factors(MONTHS)
    units = np.array([[100.0], [60.0]]) * factors**follows

    assert festival_strength(units, MONTHS, factors) == pytest.approx(follows, abs=0.25)


@pytest.mark.parametrize("columns", [0, 1, 10])
def test_strength_is_full_until_a_festival_has_been_seen(columns):
    months = MONTHS[2 : 2 + columns]

    assert festival_strength(np.ones((3, columns)), months, festival_factors(months)) == 1.0


def test_one_festival_that_moved_nothing_lets_the_center_follow_little():
    months = MONTHS[12:24]
    days = np.array([[month.last_day.day for month in months]])

    assert festival_strength(10.0 * days, months, festival_factors(months)) < 0.5


def test_strength_learns_nothing_from_stores_that_were_shut():
    months = MONTHS[:14]
    units = np.ones((2, 14))
    units[0, [1, 13]] = np.nan
    units[1, [0, 12]] = 0

    assert festival_strength(units, months, festival_factors(months)) == 1.0


def test_coefficient_compares_last_years_months_over_the_stores_present_in_all():
    units = np.full((3, 15), 10.0)
    units[:, 3] = 20.0
    units[0, 3] = 30.0
    units[2, 1] = np.nan

    assert coefficient(units, known=15, target=15) == pytest.approx(50 / 20)


@pytest.mark.parametrize(("sold", "clipped"), [(1000.0, 3.0), (0.0, 0.4)])
def test_coefficient_is_clipped(sold, clipped):
    units = np.full((1, 15), 10.0)
    units[0, 3] = sold

    assert coefficient(units, known=15, target=15) == clipped


def test_coefficient_is_unknown_for_a_short_or_empty_history_or_too_far_ahead():
    assert coefficient(np.ones((2, 14)), known=14, target=14) is None
    assert coefficient(np.full((2, 15), np.nan), known=15, target=15) is None
    assert coefficient(np.zeros((2, 15)), known=15, target=15) is None
    assert coefficient(np.ones((2, 15)), known=15, target=27) is None


def test_festivals_are_about_a_year_apart():
    days = list(SPRING_FESTIVALS.values())

    assert all(timedelta(353) <= b - a <= timedelta(385) for a, b in pairwise(days))
