"""Effects of past promotions, drawn together (handbook H6.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.calc.effect.library import PastEffect, by_kind, expect, shrink

SURE, UNSURE = 0.05, 0.5
GIFTS = [
    PastEffect(1, "gift", 0.10, SURE),
    PastEffect(2, "gift", 0.20, SURE),
    PastEffect(3, "gift", 0.30, SURE),
    PastEffect(4, "gift", 1.40, UNSURE),
]
numbers = st.floats(-0.5, 2.0)
pasts = st.lists(st.tuples(numbers, st.floats(0.01, 1.0)), min_size=3, max_size=12)


def test_an_unsure_effect_is_drawn_to_the_others_and_a_sure_one_hardly():
    found = shrink(GIFTS)

    assert found[4].effect < 0.35
    assert found[1].effect == pytest.approx(0.12, abs=0.03)
    assert found[4].high - found[4].low < 2 * 1.64 * UNSURE


@given(pasts)
def test_a_shrunk_effect_lies_between_its_own_and_the_largest_and_smallest(rows):
    past = [PastEffect(key, "gift", effect, error) for key, (effect, error) in enumerate(rows)]

    for one in past:
        found = shrink(past)[one.key]
        assert min(e.effect for e in past) - 1e-9 <= found.effect <= max(e.effect for e in past) + 1e-9


def test_a_new_promotion_may_bring_what_its_kind_has_brought():
    found = expect("gift", GIFTS)

    assert (found.low < 0.2 < found.high, found.count) == (True, 4)


def test_what_was_tried_less_than_three_times_learns_from_all():
    past = [*GIFTS, PastEffect(5, "bundle", 0.9, UNSURE)]

    assert expect("bundle", past).count == 5
    assert expect("bundle", GIFTS[:2]) is None
    assert set(by_kind(past)) == {"gift"}


def test_the_error_comes_back_out_of_the_range():
    found = PastEffect.of(1, "gift", baseline=100, uplift=20, low=20 - 16.449, high=20 + 16.449)

    assert (found.effect, found.error) == (pytest.approx(0.2), pytest.approx(0.1, abs=1e-4))
