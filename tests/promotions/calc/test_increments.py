"""What a promotion adds to a month tallies over its months and models."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.calc.increments import extra_by_model, extra_of_month

FIRST = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("last", "month", "extra"),
    [
        (date(2026, 12, 10), date(2026, 11, 1), 10),
        (date(2026, 12, 10), date(2026, 12, 1), 10),
        (date(2026, 11, 30), date(2026, 12, 1), 0),
        (date(2026, 11, 21), date(2026, 11, 1), 20),
    ],
)
def test_extra_units_fall_into_months_by_days(last, month, extra):
    assert extra_of_month(20, FIRST, last, month) == extra


@given(st.integers(0, 10_000), st.integers(0, 200))
def test_the_months_of_a_promotion_tally(units, days):
    last = FIRST + timedelta(days=days)
    months = {date.fromordinal(day).replace(day=1) for day in range(FIRST.toordinal(), last.toordinal() + 1)}

    assert sum(extra_of_month(units, FIRST, last, month) for month in months) == units


@given(st.integers(0, 1000), st.sets(st.integers(1, 99), min_size=1))
def test_the_models_of_a_promotion_tally_and_differ_by_one_at_most(units, models):
    shares = extra_by_model(units, list(models)).values()

    assert sum(shares) == units
    assert max(shares) - min(shares) <= 1
