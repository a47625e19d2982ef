"""The effect of promotions whose truth is known (handbook H6.2, field.md C7)."""

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from promotions.calc.effect.measure import Method, Verdict, measure
from promotions.calc.effect.units import StoreDays, Times
from tests.promotions.calc.simulated import simulated

TIMES = Times(date(2026, 9, 7), date(2026, 9, 16))
SEEDS = range(100)


def store(number, before, during, after, *, is_in=False, size=100.0, store_class="A"):
    """A store that sells so many units every day."""
    units = np.full(TIMES.after.stop, float(before))
    units[TIMES.during], units[TIMES.after] = during, after
    return StoreDays(number, "center", store_class, size, is_in, units)


OTHERS = [store(number, 2, 3, 2) for number in range(10, 16)]


@cache
def measured(seed, lift):
    world = simulated(seed, lift=lift)
    return world, measure(world.stores, world.times, is_over=True)


def holds(estimate, truth):
    return estimate.low <= truth <= estimate.high


def test_the_true_effect_lies_in_the_range_nine_times_of_ten():
    worlds = [measured(seed, 1.3) for seed in SEEDS]

    matched = sum(holds(found.matched.total.net, world.true_net) for world, found in worlds)
    forecast = sum(holds(found.forecast.total.net, world.true_net) for world, found in worlds)

    assert matched >= 85
    assert forecast >= 85


def test_without_an_effect_hardly_any_is_claimed():
    found = [measured(seed, 1.0)[1] for seed in SEEDS]

    assert sum(one.verdict != Verdict.NONE_FOUND for one in found) <= 10
    assert sum(one.forecast.total.verdict != Verdict.NONE_FOUND for one in found) <= 10


def test_a_large_effect_is_found():
    assert sum(measured(seed, 1.8)[1].verdict == Verdict.WORKED for seed in range(20)) == 20


def test_what_comparable_stores_gained_is_no_effect():
    """Others went from 2 to 3 a day, so 4 a day become 6 anyway: 8 sold in ten days are 20 more, not 40."""
    found = measure([store(1, 4, 8, 4, is_in=True), *OTHERS], TIMES, is_over=True)

    days = found.matched.total.days
    assert (days.baseline, days.uplift) == (pytest.approx(60), pytest.approx(20))
    assert found.matched.factor == pytest.approx(1.5)


def test_a_dip_after_the_end_is_subtracted():
    found = measure([store(1, 4, 12, 2, is_in=True), *OTHERS], TIMES, is_over=True).matched.total

    assert (found.days.uplift, found.after.uplift) == (pytest.approx(60), pytest.approx(-28))
    assert 32 < found.net.uplift < 60


def test_all_that_was_only_pulled_forward_is_no_effect():
    inside = [store(number, 4, 12, 4 - 60 / 14, is_in=True) for number in range(5)]

    found = measure([*inside, *OTHERS], TIMES, is_over=True)

    assert found.matched.total.days.is_gain
    assert found.verdict == Verdict.NONE_FOUND


def test_while_the_days_after_run_there_is_no_dip_yet():
    found = measure([store(1, 4, 12, np.nan, is_in=True), *OTHERS], TIMES, is_over=False).matched.total

    assert found.after is None
    assert found.net == found.days


def test_a_store_is_compared_with_its_class_and_size():
    like = [store(number, 2, 2, 2, size=100 + number, store_class="A") for number in range(20, 25)]
    unlike = [store(number, 2, 9, 2, size=100, store_class="B") for number in range(30, 40)]

    found = measure([store(1, 4, 4, 4, is_in=True), *unlike, *like], TIMES, is_over=True)

    assert set(found.matched.partners[1]) == {20, 21, 22, 23, 24}
    assert found.matched.total.days.uplift == pytest.approx(0)


def test_with_few_comparable_stores_the_forecast_counts():
    found = measure([store(1, 4, 8, 4, is_in=True), *OTHERS[:4]], TIMES, is_over=True)

    assert found.matched is None
    assert found.counted.method == Method.FORECAST
    assert found.counted.total.days.uplift == pytest.approx(40, rel=0.01)


def test_with_neither_nothing_is_said():
    young = store(1, np.nan, 8, 4, is_in=True)

    assert measure([young], TIMES, is_over=True).verdict == Verdict.UNKNOWN


def test_a_store_that_did_not_report_counts_neither_for_nor_against():
    silent = store(2, 4, np.nan, np.nan, is_in=True)

    found = measure([store(1, 4, 8, 4, is_in=True), silent, *OTHERS], TIMES, is_over=True).matched

    assert found.by_store[2].days.uplift == pytest.approx(0)
    assert found.total.days.uplift == pytest.approx(20)


def test_stores_and_classes_add_up_to_the_whole():
    _world, found = measured(3, 1.3)
    whole = found.matched.total

    assert sum(one.net.uplift for one in found.matched.by_store.values()) == pytest.approx(whole.net.uplift)
    assert sum(found.matched.by_group["", name].effect.net.uplift for name in "ABC") == pytest.approx(whole.net.uplift)
    assert found.matched.by_group["center", ""].effect == whole


def test_days_are_counted_from_half_a_year_before_to_two_weeks_after():
    assert TIMES.first == date(2026, 9, 7) - timedelta(days=182)
    assert TIMES.all[TIMES.during] == [date(2026, 9, 7) + timedelta(days=place) for place in range(10)]
    assert TIMES.all[-1] == TIMES.last == date(2026, 9, 30)
