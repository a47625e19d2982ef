"""The forecast on a real panel (handbook H8.2)."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from salesops.periods.month import Month
from stores.calc.backtest import LAST_MONTH, LAST_YEAR, MEAN_OF_THREE, NothingToJudge, backtest
from stores.calc.forecast import forecast_stores
from stores.calc.model_mix import split_by_model
from stores.calc.panel import Panel, StoreMonths

STALLION = Path(__file__).parents[2] / "data" / "sales_stallion.csv"
NO_FESTIVALS = {}


@cache
def stallion(*columns):
    """Read the panel by agency, or by agency and product; it does not know the spring festival."""
    units = Counter()
    with STALLION.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = "/".join(row[column] for column in columns)
            units[code, Month.parse(row["ds"])] += float(row["y"])
    months_by_code = {}
    for (code, month), sold in units.items():
        months_by_code.setdefault(code, {})[month] = sold
    stores = (StoreMonths(code, months) for code, months in months_by_code.items())
    return Panel.of(stores, end=Month(2018, 1))


@pytest.mark.parametrize("columns", [("agency",), ("agency", "sku")])
def test_forecast_beats_the_plain_rules_on_a_real_panel(columns):
    score = backtest([(stallion(*columns), None)], festivals=NO_FESTIVALS)

    assert score.ratio_to(MEAN_OF_THREE) <= 0.95
    assert score.ratio_to(LAST_YEAR) <= 0.90
    assert score.ratio_to(LAST_MONTH) <= 0.85
    assert abs(score.ours.bias) <= 0.04
    assert 0.75 <= score.coverage <= 0.87


def test_plain_rules_come_out_as_computed_elsewhere():
    score = backtest([(stallion("agency", "sku"), None)], festivals=NO_FESTIVALS)

    assert score.errors[MEAN_OF_THREE].wape == pytest.approx(0.169, abs=0.0005)
    assert score.errors[LAST_YEAR].wape == pytest.approx(0.198, abs=0.0005)
    assert score.ours.wape < 0.153


def test_split_by_models_beats_the_mean_of_three_of_each_model():
    lines = stallion("agency", "sku")
    sold = {}
    for row, line in enumerate(lines.stores):
        agency, sku = line.code.split("/")
        for month, units in zip(lines.months, lines.units[row], strict=True):
            sold.setdefault(month, {}).setdefault(agency, {})[sku] = units
    missed = {"split": 0.0, "mean of three": 0.0}

    for target in lines.months[-12:]:
        forecasts = forecast_stores(stallion("agency"), target, NO_FESTIVALS)
        before = {target - back: sold[target - back] for back in (1, 2, 3)}
        split = split_by_model(forecasts, before, target=target, lives={})
        for line in split:
            truth = sold[target][line.store].get(line.model, 0)
            recent = [before[month][line.store].get(line.model, 0) for month in before]
            missed["split"] += abs(line.point - truth)
            missed["mean of three"] += abs(sum(recent) / 3 - truth)

    assert missed["split"] <= 0.95 * missed["mean of three"]


def test_stores_that_cannot_be_measured_are_left_out():
    steady = {Month(2025, 1) + step: 10 for step in range(20)}
    late = {month: 99 for month in steady if month >= Month(2026, 6)}

    panel = Panel.of([StoreMonths("S1", steady), StoreMonths("S2", late)], end=Month(2026, 9))

    score = backtest([(panel, None)], origins=2, festivals=NO_FESTIVALS)

    assert (score.judged, score.ours.wape, score.ours.bias, score.coverage) == (2, 0, 0, 1)


def test_a_short_history_is_judged_without_last_year():
    months = {Month(2026, 1) + step: 10 + step for step in range(8)}

    score = backtest([(Panel.of([StoreMonths("S1", months)], end=Month(2026, 9)), None)], festivals=NO_FESTIVALS)

    assert score.ratio_to(LAST_YEAR) is None
    assert score.errors[LAST_MONTH].wape == pytest.approx(1 / 15)
    assert score.errors[MEAN_OF_THREE].bias == pytest.approx(-2 / 15)


def test_nothing_to_judge_is_said():
    with pytest.raises(NothingToJudge):
        backtest([(Panel.of([StoreMonths("S1", {Month(2026, 1): 3})], end=Month(2026, 2)), None)])
