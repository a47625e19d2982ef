"""A store's forecast split by models (handbook H8.2)."""

from datetime import date
from math import floor, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.periods.month import Month
from stores.calc.forecast import Inputs, Method, StoreForecast
from stores.calc.model_mix import MixInputs, ModelLife, split_by_model

SEPTEMBER, OCTOBER, NOVEMBER, TARGET = (Month(2026, month) for month in (9, 10, 11, 12))


def forecast_of(store, point):
    return StoreForecast(store, point // 2, point, point * 2, Method.ROBUST, Inputs(20, point, point))


def split(point, november, october=None, **lives):
    sold = {NOVEMBER: november, OCTOBER: october or {}}
    lines = split_by_model([forecast_of("S1", point)], sold, target=TARGET, lives=lives)
    return {line.model: line for line in lines}


def points(lines):
    return {model: line.point for model, line in lines.items()}


def test_mix_is_drawn_towards_the_center_by_twenty_units():
    lines = split(100, {"S1": {"X": 20}, "S2": {"Y": 20}})

    assert points(lines) == {"X": 75, "Y": 25}
    assert lines["X"].inputs == MixInputs(recent_units=20, center_share=0.5, share=0.75)
    assert lines["X"].method is Method.ROBUST


def test_latest_of_three_months_counts_most():
    sold = {month: {"S1": {model: 100}} for month, model in [(NOVEMBER, "X"), (OCTOBER, "Y"), (SEPTEMBER, "Z")]}
    sold[Month(2026, 8)] = {"S1": {"W": 900}}

    lines = split_by_model([forecast_of("S1", 10)], sold, target=TARGET, lives={})

    assert [(line.model, line.point) for line in lines] == [("X", 5), ("Y", 3), ("Z", 2)]


def test_month_without_a_report_of_the_store_is_skipped():
    lines = split(10, {"S2": {"X": 1}}, {"S1": {"X": 30}})

    assert lines["X"].inputs.recent_units == 30


def test_store_without_sales_takes_the_centers_mix():
    assert points(split(10, {"S2": {"X": 30, "Y": 10}})) == {"X": 8, "Y": 2}


def test_returns_take_nothing_from_the_others():
    assert points(split(10, {"S1": {"X": 30, "Y": -10}})) == {"X": 10}


def test_model_that_ended_drops_out():
    sold = {"S1": {"X": 30, "OLD": 30}}

    assert points(split(10, sold, OLD=ModelLife(ends_on=date(2026, 12, 1)))) == {"X": 10}


def test_model_that_ends_within_the_month_counts_by_its_days():
    sold = {"S1": {"X": 40, "OLD": 40}}

    lines = split(93, sold, OLD=ModelLife(ends_on=date(2026, 12, 16)))

    assert points(lines) == {"X": 63, "OLD": 30}


@pytest.mark.parametrize(
    ("launched_on", "growth"),
    [(date(2026, 11, 16), 2), (date(2026, 11, 29), 3), (date(2026, 12, 1), 1), (date(2026, 11, 1), 1)],
)
def test_model_launched_within_last_month_grows_to_a_whole_one(launched_on, growth):
    sold = {"S1": {"X": 60, "NEW": 60}}

    lines = split(1200, sold, NEW=ModelLife(launched_on=launched_on))

    assert lines["NEW"].inputs.share == pytest.approx(growth / (1 + growth))


def test_months_before_the_launch_do_not_thin_a_new_model_out():
    lines = split(100, {"S1": {"X": 40, "NEW": 40}}, {"S1": {"X": 40}}, NEW=ModelLife(date(2026, 11, 1)))

    assert points(lines) == {"X": 50, "NEW": 50}


@pytest.mark.parametrize("sold", [{}, {"S1": {}}, {"S1": {"X": 0}}, {"S1": {"X": -2}}])
def test_nothing_sold_leaves_nothing_to_split_by(sold):
    assert split(10, sold) == {}


def test_range_of_a_line_is_relatively_wider_than_the_stores():
    line = split(100, {"S1": {"X": 30, "Y": 30}})["X"]

    scatter = 1.28**2 * (1.2 * 50 + 10**2)
    assert line.low == floor(50.5 - sqrt(25**2 + scatter))
    assert line.high == floor(50.5 + sqrt(50**2 + scatter))


mixes = st.dictionaries(
    st.sampled_from(["S1", "S2", "S3"]),
    st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(-3, 200), max_size=7),
    max_size=3,
)


@given(st.dictionaries(st.sampled_from([SEPTEMBER, OCTOBER, NOVEMBER]), mixes), st.tuples(*[st.integers(0, 2000)] * 3))
def test_lines_tally_with_the_stores(sold, totals):
    forecasts = [forecast_of(f"S{place}", total) for place, total in enumerate(totals, start=1)]

    lines = split_by_model(forecasts, sold, target=TARGET, lives={})

    is_sold = any(units > 0 for stores in sold.values() for mix in stores.values() for units in mix.values())
    assert all(0 <= line.low <= line.point <= line.high for line in lines)
    for forecast in forecasts:
        own = [line.point for line in lines if line.store == forecast.store]
        assert sum(own) == (forecast.point if is_sold else 0)
