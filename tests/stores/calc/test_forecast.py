"""What a store will sell in a month to come (handbook H8.2)."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.periods.month import Month, months_between
from stores.calc.forecast import Inputs, Method, forecast_stores
from stores.calc.panel import Panel, StoreMonths
from stores.calc.seasons import SPRING_FESTIVALS, festival_factors

TARGET = Month(2026, 12)
MONTHS = tuple(months_between(Month(2024, 6), Month(2026, 11)))
NO_FESTIVALS = {}


def store_of(code, *latest, **facts):
    """Make a store whose last reports are the given ones; None is a month without a report."""
    months = MONTHS[len(MONTHS) - len(latest) :]
    reported = {month: units for month, units in zip(months, latest, strict=True) if units is not None}
    return StoreMonths(code, reported, **facts)


def forecasts_of(*stores, target=TARGET, festivals=NO_FESTIVALS):
    panel = Panel.of(stores, end=target)
    return {forecast.store: forecast for forecast in forecast_stores(panel, target, festivals)}


STEADY = store_of("OLD", *[40] * 30, kind="chain")


def test_steady_store_goes_on_as_it_was():
    forecast = forecasts_of(STEADY)["OLD"]

    assert forecast.point == 40
    assert forecast.method is Method.ROBUST
    assert forecast.inputs == Inputs(30, 40.0, 40.0, 1.0, 0.5)


def test_rule_by_hand():
    """Ordinary months but for last December: 90 against a mean of 30."""
    units = [*[30] * 18, 90, *[30] * 11]

    forecast = forecasts_of(store_of("S1", *units))["S1"]

    level = 30 + 60 * 0.3 * 0.7**11
    assert forecast.inputs.level == pytest.approx(level)
    assert (forecast.inputs.recent, forecast.inputs.season) == (30, 3.0)
    assert forecast.inputs.value == pytest.approx((level + 30 * 3.0**forecast.inputs.exponent) / 2)


@pytest.mark.parametrize(
    ("months", "method"),
    [
        (30, Method.ROBUST),
        (15, Method.ROBUST),
        (14, Method.SHORT),
        (3, Method.SHORT),
        (2, Method.OPENING),
        (1, Method.OPENING),
        (0, Method.LIKE_STORES),
    ],
)
def test_method_is_named_after_the_history(months, method):
    forecast = forecasts_of(STEADY, store_of("S1", *[20] * months))["S1"]

    assert forecast.method is method
    assert forecast.inputs.months == months


def test_long_history_without_a_season_of_the_center_is_not_called_robust():
    store = StoreMonths("S1", {month: 9 for month in MONTHS if month.month != 12})

    assert forecasts_of(store)["S1"].method is Method.SHORT


def test_short_history_takes_the_root_of_the_centers_season():
    center = store_of("OLD", *[30] * 18, 90, *[30] * 11)

    inputs = forecasts_of(center, store_of("S1", 10, 10, 10))["S1"].inputs

    assert (inputs.season, inputs.exponent) == (3.0, 0.5)
    assert inputs.value == pytest.approx(5 + 5 * 3.0**0.5)


def test_missing_month_is_skipped_and_a_zero_counts():
    forecasts = forecasts_of(STEADY, store_of("GAP", *[40] * 20, None, *[40] * 9), store_of("NIL", *[40] * 29, 0))

    assert forecasts["GAP"].point == 40
    assert forecasts["NIL"].point == floor_of((28 + 80 / 3) / 2)


def floor_of(value):
    return int(value + 0.5)


def test_store_closed_for_rebuilding_keeps_its_level_from_before():
    assert forecasts_of(STEADY, store_of("S1", *[70] * 20, *[None] * 6))["S1"].point == 70


def test_new_store_climbs_the_ramp():
    opened = store_of("NEW", 27, 55, opened=Month(2026, 10))

    forecast = forecasts_of(STEADY, opened)["NEW"]

    assert forecast.inputs.level == pytest.approx(100)
    assert forecast.point == 65


def test_store_that_appears_in_the_panel_is_taken_to_have_opened_then():
    assert forecasts_of(STEADY, store_of("NEW", 27))["NEW"].point == 55


def test_store_as_old_as_the_panel_has_no_ramp():
    assert forecasts_of(store_of("S1", 30, 30))["S1"].point == 30
    assert forecasts_of(store_of("S1", 30, 30, opened=Month(2020, 1)))["S1"].point == 30


def test_store_without_history_sells_like_its_kind_times_the_ramp():
    stores = [
        STEADY,
        store_of("C2", *[60] * 30, kind="chain"),
        store_of("I1", *[200] * 30, kind="independent"),
        StoreMonths("N1", {}, kind="chain"),
        StoreMonths("N2", {}, kind="hall", opened=Month(2026, 11)),
    ]

    forecasts = forecasts_of(*stores)

    assert forecasts["N1"].inputs == Inputs(0, 50.0, 50.0, ramp=0.27)
    assert forecasts["N2"].inputs == Inputs(0, 60.0, 60.0, ramp=0.55)


def test_center_without_any_history_forecasts_nothing():
    forecast = forecasts_of(StoreMonths("S1", {}))["S1"]

    assert (forecast.low, forecast.point, forecast.high) == (0, 0, 0)


def test_guess_has_a_wider_range_than_a_level():
    forecasts = forecasts_of(store_of("OLD", *[1000] * 20), store_of("NEW", 1000, 1000))

    old, new = forecasts["OLD"], forecasts["NEW"]
    assert new.high / new.point > old.high / old.point
    assert new.low / new.point < old.low / old.point


def test_festival_moves_units_between_january_and_february():
    """With the festival on 17 February 2026 January holds little of the rush; in 2025 it held all."""
    months = tuple(months_between(Month(2024, 1), Month(2026, 3)))
    units = dict(zip(months, 1000 * festival_factors(months), strict=True))
    store = StoreMonths("S1", {month: sold for month, sold in units.items() if month < Month(2026, 1)})

    january = forecasts_of(store, target=Month(2026, 1), festivals=SPRING_FESTIVALS)["S1"]
    february = forecasts_of(store, target=Month(2026, 2), festivals=SPRING_FESTIVALS)["S1"]

    assert january.point == pytest.approx(units[Month(2026, 1)], rel=0.03)
    assert february.point == pytest.approx(units[Month(2026, 2)], rel=0.03)
    assert february.inputs.festival == pytest.approx(units[Month(2026, 2)] / 1000, rel=0.01)


def test_months_from_the_target_on_are_not_known():
    seen = store_of("S1", *[40] * 29, 9000)

    assert forecasts_of(seen, target=Month(2026, 11))["S1"].point == 40


def test_negative_level_forecasts_nothing():
    assert forecasts_of(store_of("S1", *[-5] * 20))["S1"].point == 0


histories = st.lists(
    st.lists(st.one_of(st.none(), st.integers(-5, 300)), max_size=len(MONTHS)), min_size=1, max_size=12
)


@given(histories, st.randoms(use_true_random=False))
def test_forecast_is_whole_ordered_and_the_same_in_any_order(rows, random):
    stores = [store_of(f"S{place:02d}", *row) for place, row in enumerate(rows)]

    forecasts = forecasts_of(*stores)

    assert all(0 <= f.low <= f.point <= f.high for f in forecasts.values())
    assert forecasts == forecasts_of(*random.sample(stores, len(stores)))


def test_ten_thousand_stores_take_seconds():
    sold = np.random.default_rng(3).poisson(30, (10_000, len(MONTHS))).tolist()
    stores = [store_of(f"S{row:05d}", *units) for row, units in enumerate(sold)]
    started = time.perf_counter()

    forecasts_of(*stores)

    assert time.perf_counter() - started < 5
