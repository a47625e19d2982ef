"""A customer's month against what it is held against (handbook H9)."""

from decimal import Decimal

import pytest

from reports.calc.review import Comparison, Ratio, compare, sum_of_comparisons


def test_comparison_shows_variances_with_what_they_were_made_from():
    row = Comparison(actual=90, plan=120, last_month=100, last_year=60)

    assert row.variance == -30
    assert row.achievement == Ratio(90, 120)
    assert row.achievement.value == Decimal("0.7500")
    assert row.growth_on_last_month == Ratio(-10, 100)
    assert row.growth_on_last_month.value == Decimal("-0.1000")
    assert row.growth_on_last_year.value == Decimal("0.5000")


def test_comparison_with_the_unknown_stays_unknown():
    row = Comparison(actual=90)

    assert row.variance is None
    assert row.achievement.value is None
    assert row.growth_on_last_month == Ratio(None, None)
    assert row.growth_on_last_year.value is None


@pytest.mark.parametrize("base", [0, -3, None])
def test_ratio_is_unknown_without_a_denominator(base):
    assert Ratio(5, base).value is None


def test_ratio_rounds_half_up_and_takes_money():
    assert Ratio(Decimal("1.00"), Decimal("16000.00")).value == Decimal("0.0001")
    assert Ratio(1, 20_000).value == Decimal("0.0001")


def test_compare_keeps_every_key_that_anyone_knows():
    rows = compare(
        actual={("S1", "X1"): 4},
        plan={("S1", "X1"): 5, ("S1", "X2"): 3},
        last_month={("S2", "X1"): 2},
        last_year={},
    )

    assert rows == {
        ("S1", "X1"): Comparison(4, plan=5),
        ("S1", "X2"): Comparison(0, plan=3),
        ("S2", "X1"): Comparison(0, last_month=2),
    }
    assert list(rows) == sorted(rows)


def test_sum_is_unknown_only_where_nothing_is_known():
    total = sum_of_comparisons([Comparison(4, plan=5), Comparison(1, plan=3, last_month=2), Comparison(2)])

    assert total == Comparison(7, plan=8, last_month=2, last_year=None)
    assert sum_of_comparisons([]) == Comparison(0)
