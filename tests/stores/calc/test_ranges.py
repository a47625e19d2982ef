"""How far a forecast may miss (handbook H8.2)."""

import numpy as np
import pytest

from stores.calc.ranges import UNKNOWN_SPREAD, WIDENING, spreads


def test_small_stores_have_the_wider_range():
    grid = np.linspace(-1, 1, 101)
    ratios = np.vstack([1 + grid * miss for miss in (0.1, 0.5, 0.3)])

    spread = spreads(ratios, np.array([300.0, 3.0, 30.0]))

    expected = [[1 - WIDENING * miss * 0.8, 1 + WIDENING * miss * 0.8] for miss in (0.1, 0.5, 0.3)]
    assert spread == pytest.approx(np.array(expected))


def test_few_errors_are_learned_from_the_whole_center():
    ratios = np.tile(np.linspace(0.5, 1.5, 12), (3, 1))

    spread = spreads(ratios, np.array([1.0, 2.0, 3.0]))

    assert (spread == spread[0]).all()
    assert spread[0] != pytest.approx(UNKNOWN_SPREAD)


def test_no_errors_mean_an_assumed_range():
    assert spreads(np.empty((2, 0)), np.ones(2)).tolist() == [list(UNKNOWN_SPREAD)] * 2


@pytest.mark.parametrize("ratio", [0.2, 3.0])
def test_range_always_holds_the_point(ratio):
    low, high = spreads(np.full((1, 40), ratio), np.ones(1))[0]

    assert 0 <= low <= 1 <= high
