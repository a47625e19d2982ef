"""What promoters bring, by stores that had months with one and without (handbook H7, H8.2)."""

from datetime import date

import pytest

from promotions.calc.promoter_effect import NetMonth, PromoterEffects, Span, added_units, coverage


def months(there, gone):
    return [NetMonth(units, True) for units in there] + [NetMonth(units, False) for units in gone]


def test_a_store_is_compared_with_itself_however_much_more_the_chosen_stores_sell():
    always = months([100] * 12, [])
    never = months([], [10] * 12)
    changed = months([30] * 6, [20] * 6)

    effect = PromoterEffects({1: always, 2: never, 3: changed}).of(9)

    assert (effect.stores, effect.with_months, effect.without_months) == (1, 6, 6)
    assert effect.ratio == pytest.approx(0.5 * 3 / 4.5)


def test_three_months_of_either_kind_are_believed_by_half():
    assert PromoterEffects({1: months([15] * 3, [10] * 3)}).of(9).ratio == pytest.approx(0.25)


def test_more_stores_are_believed_more_and_a_store_s_own_months_before_the_others():
    few = PromoterEffects({1: months([15] * 6, [10] * 6)})
    many = PromoterEffects({store: months([15] * 6, [10] * 6) for store in range(9)} | {20: months([20] * 6, [10] * 6)})

    assert few.of(9).ratio < many.of(99).ratio < many.of(20).ratio


def test_nobody_is_worse_than_nobody_and_a_wonder_is_not_planned():
    assert PromoterEffects({1: months([5] * 6, [10] * 6)}).of(1).ratio == 0
    assert PromoterEffects({1: months([90] * 6, [10] * 6)}).of(1).ratio == 1


@pytest.mark.parametrize("known", [{}, {1: months([9] * 6, [])}, {1: months([9] * 6, [0] * 6)}])
def test_where_no_store_changed_nothing_is_said(known):
    assert PromoterEffects(known).of(1) is None


def test_coverage_counts_days_and_shares_and_ends_at_the_headcount():
    first, end = date(2026, 12, 1), date(2027, 1, 1)
    half_month = Span(1, date(2026, 11, 1), date(2026, 12, 16), 100)
    half_time = Span(2, date(2026, 1, 1), None, 50)

    assert coverage([half_month], first, end, 1) == pytest.approx(15 / 31)
    assert coverage([half_time], first, end, 2) == pytest.approx(0.25)
    assert coverage([half_time, Span(3, first, None, 100)], first, end, 1) == 1


def test_who_goes_takes_what_it_brought_and_no_more():
    effect = PromoterEffects({1: months([15] * 6, [10] * 6)}).of(9)

    assert (added_units(90, effect, 0, 1), added_units(120, effect, 1, 0)) == (30, -30)
