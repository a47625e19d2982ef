"""Promotions taken out of the history and put on what is ahead (handbook H6.2, H8.2)."""

import numpy as np
import pytest

from salesops.periods.month import Month, months_between
from stores.calc.backtest import Promotions, backtest
from stores.calc.panel import Panel, StoreMonths
from stores.calc.promoted import learn_lifts, without_promotions

MONTHS = tuple(months_between(Month(2022, 1), Month(2024, 12)))
PRODUCTS = 12


def promoted_world(seed, stores=240):
    """Counts with a season, of which a quarter of the months was promoted, each product with a lift of its own."""
    random = np.random.default_rng(seed)
    levels = random.lognormal(3.2, 0.6, (stores, 1))
    season = 1 + 0.2 * np.sin(np.arange(len(MONTHS)) * np.pi / 6)
    promoted = (random.random((stores, len(MONTHS) + 1)) < 0.25) * random.uniform(0.3, 1, (stores, len(MONTHS) + 1))
    groups = np.arange(stores) % PRODUCTS
    lifts = random.normal(np.log(2.0), 0.3, PRODUCTS)
    units = random.poisson(levels * season * np.exp(lifts[groups][:, np.newaxis] * promoted[:, :-1])).astype(float)
    return units, promoted, groups, lifts


def test_each_products_lift_is_found_and_the_history_is_flat_without_it():
    units, promoted, groups, lifts = promoted_world(1)

    found = learn_lifts(units, promoted[:, :-1], groups)

    assert found.pooled == pytest.approx(lifts.mean(), abs=0.12)
    np.testing.assert_allclose(found.by_row[:PRODUCTS], lifts, atol=0.2)
    clean, is_promoted = without_promotions(units, promoted[:, :-1], found), promoted[:, :-1] > 0.5
    assert clean[is_promoted].mean() == pytest.approx(clean[promoted[:, :-1] == 0].mean(), rel=0.06)


def test_a_product_with_few_units_keeps_near_the_centers_lift():
    units = np.full((40, 24), 50.0)
    promoted = np.zeros((40, 24))
    promoted[:, ::5] = 1
    units[:, ::5] = 100
    units[39] = [1, *[0, 0, 0, 0, 6] * 4, 0, 0, 0]
    groups = np.array([0] * 39 + [1])

    found = learn_lifts(units, promoted, groups)

    assert np.exp(found.by_row[0]) == pytest.approx(2, abs=0.1)
    assert np.exp(found.by_row[39]) == pytest.approx(2, abs=0.5)


def test_without_promotions_nothing_is_learned():
    found = learn_lifts(np.ones((3, 12)), np.zeros((3, 12)), np.array([0, 1, 2]))

    assert (found.pooled, found.by_row.tolist()) == (0, [0, 0, 0])


def test_knowing_the_promotions_ahead_beats_not_knowing_them_by_a_fifth():
    units, promoted, groups, _ = promoted_world(2)
    stores = [
        StoreMonths(f"S{row:03}", dict(zip(MONTHS, months.tolist(), strict=True))) for row, months in enumerate(units)
    ]
    panel = Panel.of(stores, end=Month(2025, 1))

    knowing = backtest([(panel, Promotions(promoted, groups))], festivals={})
    blind = backtest([(panel, None)], festivals={})

    assert knowing.ours.wape < 0.8 * blind.ours.wape
    assert abs(knowing.ours.bias) < 0.03
