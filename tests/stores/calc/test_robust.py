"""The rule for all stores at once (handbook H8.2)."""

import numpy as np
import pytest

from stores.calc.robust import best_exponent, levels_of, past_ratios


def test_levels_skip_a_missing_month_and_count_a_zero():
    levels = levels_of(np.array([[10.0, np.nan, 20.0, 0.0], [np.nan, np.nan, np.nan, 7.0]]))

    np.testing.assert_allclose(levels.level[0], [np.nan, 10, 10, 13, 9.1])
    np.testing.assert_allclose(levels.recent[0], [np.nan, 10, 10, 15, 10])
    np.testing.assert_array_equal(levels.months, [[0, 1, 1, 2, 3], [0, 0, 0, 0, 1]])
    np.testing.assert_allclose(levels.level[1], [np.nan, np.nan, np.nan, np.nan, 7])


def test_recent_is_the_mean_of_the_latest_three():
    levels = levels_of(np.array([[100.0, 1.0, 2.0, 6.0]]))

    assert levels.recent[0, -1] == 3.0


def test_points_are_half_level_half_recent_with_the_season():
    levels = levels_of(np.array([[10.0, 20.0]]))

    assert levels.points(2, season=1.44, exponent=0.5) == pytest.approx([(13 + 15 * 1.2) / 2])


def seasonal(amplitude, rows=20, columns=30):
    wave = 1 + amplitude * np.sin(np.arange(columns) * np.pi / 6)
    return np.linspace(20, 80, rows)[:, None] * wave


@pytest.mark.parametrize(
    ("units", "exponent"), [(seasonal(0.3), 1.0), (np.full((5, 30), 10.0), 0.5), (np.ones((5, 15)), 0.5)]
)
def test_exponent_is_chosen_by_how_the_center_would_have_fared(units, exponent):
    assert best_exponent(units, levels_of(units), ahead=1) == exponent


def test_exponent_shuns_a_season_that_did_not_return():
    units = np.full((5, 30), 50.0)
    units[:, 8:18] *= np.resize([0.4, 1.6], 10)

    assert best_exponent(units, levels_of(units), ahead=1) == 0.0


def test_past_ratios_compare_the_last_six_months_with_what_was_said():
    units = np.full((2, 8), 10.0)
    units[0, 7] = 12.0
    units[1] = 0.0

    ratios = past_ratios(units, levels_of(units), ahead=1, exponent=0.5)

    assert ratios.shape == (2, 6)
    np.testing.assert_allclose(ratios[0], [1, 1, 1, 1, 1, 1.2])
    assert np.isnan(ratios[1]).all()


def test_past_ratios_need_a_past():
    units = np.full((2, 1), 10.0)

    assert past_ratios(units, levels_of(units), ahead=1, exponent=0.5).shape == (2, 0)
