"""Pace, run rate and lights of a running month (handbook H8.3)."""

from datetime import date
from decimal import Decimal

import pytest

from dealers.calc.tracking import (
    Elapsed,
    Light,
    Lines,
    Tracked,
    expected,
    light_of,
    month_of_week,
    pace,
    run_rate,
    sum_of,
    week_before,
)
from salesops.periods.month import Month

HALF = Elapsed(passed=10, total=20)
LINES = Lines(green_from=100, red_below=80, least_missing=2)


@pytest.mark.parametrize(
    ("on", "monday"),
    [
        (date(2026, 11, 15), date(2026, 11, 2)),
        (date(2026, 11, 16), date(2026, 11, 9)),
        (date(2026, 11, 22), date(2026, 11, 9)),
        (date(2027, 1, 4), date(2026, 12, 28)),
    ],
)
def test_a_week_is_over_on_the_monday_after_it(on, monday):
    assert week_before(on) == monday


def test_a_week_over_the_turn_of_the_month_is_tracked_in_the_month_of_its_sunday():
    assert month_of_week(date(2026, 11, 30)) == Month(2026, 12)


def test_expected_pace_and_run_rate_of_a_half_gone_month():
    tracked = Tracked(planned=25, actual=10)

    assert expected(25, HALF) == Decimal("12.5")
    assert pace(tracked, HALF) == Decimal("0.8000")
    assert run_rate(tracked, HALF) == 20


@pytest.mark.parametrize(
    ("planned", "actual", "light"),
    [
        (20, 10, Light.GREEN),
        (20, 9, Light.AMBER),
        (20, 8, Light.AMBER),
        (20, 7, Light.RED),
        (2, 0, Light.AMBER),
        (4, 0, Light.RED),
        (20, -3, Light.RED),
        (0, 0, None),
        (0, 5, None),
        (20, None, None),
    ],
)
def test_a_light_follows_the_pace_and_red_needs_units_that_matter(planned, actual, light):
    assert light_of(Tracked(planned, actual), HALF, LINES) == light


def test_a_center_draws_its_own_lines():
    assert light_of(Tracked(20, 9), HALF, Lines(green_from=90, red_below=50, least_missing=1)) == Light.GREEN
    assert light_of(Tracked(20, 6), HALF, Lines(green_from=90, red_below=50, least_missing=1)) == Light.AMBER


def test_without_a_working_day_nothing_is_expected_and_nothing_judged():
    assert light_of(Tracked(20, 0), Elapsed(0, 20), LINES) is None
    assert run_rate(Tracked(20, 3), Elapsed(0, 20)) is None
    assert pace(Tracked(20, 3), Elapsed(0, 20)) is None


def test_a_sum_leaves_out_on_both_sides_what_was_not_reported():
    assert sum_of([Tracked(10, 4), Tracked(30, None), Tracked(5, 2)]) == Tracked(15, 6)
    assert sum_of([Tracked(10, None), Tracked(5, None)]) == Tracked(15, None)
