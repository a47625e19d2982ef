"""Splits that tally (handbook H6.1, H8.1)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stores.calc.apportion import apportion, apportion_by_key

weights = st.lists(
    st.one_of(
        st.integers(0, 10**6),
        st.floats(0, 1e6),
        st.decimals(0, 10**6, places=4),
        st.fractions(0, 1000, max_denominator=999),
    ),
    min_size=1,
    max_size=30,
)


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        (10, [1, 1, 1], (4, 3, 3)),
        (2, [1, 1, 1], (1, 1, 0)),
        (7, [0, 0], (4, 3)),
        (7, [3, 0, 1], (5, 0, 2)),
        (100, [Decimal("0.333"), Fraction(1, 3), 1 / 3], (33, 34, 33)),
        (-10, [1, 1, 1], (-4, -3, -3)),
        (0, [5, 1], (0, 0)),
        (0, [], ()),
    ],
)
def test_apportion_by_largest_remainder(total, shares, parts):
    assert apportion(total, shares) == parts


def test_apportion_has_nobody_to_share_out_to():
    with pytest.raises(ValueError, match="nobody"):
        apportion(1, [])


def test_apportion_refuses_a_negative_weight():
    with pytest.raises(ValueError, match="negative"):
        apportion(10, [2, -1])


def test_apportion_by_key_breaks_ties_by_key_and_keeps_the_order():
    parts = apportion_by_key(2, {"c": 1, "b": 1, "a": 1})

    assert parts == {"c": 0, "b": 1, "a": 1}
    assert list(parts) == ["c", "b", "a"]


@given(st.integers(-(10**6), 10**6), weights)
def test_apportion_tallies_and_stays_within_one_of_the_share(total, shares):
    parts = apportion(total, shares)

    exact = [Fraction(share) for share in shares]
    base = sum(exact) or Fraction(len(exact))
    exact = exact if any(exact) else [Fraction(1)] * len(exact)
    assert sum(parts) == total
    assert all(abs(part - total * share / base) < 1 for part, share in zip(parts, exact, strict=True))


@given(st.integers(0, 10**6), weights, st.integers(1, 1000))
def test_apportion_does_not_depend_on_the_scale_of_the_weights(total, shares, factor):
    exact = [Fraction(share) for share in shares]

    assert apportion(total, exact) == apportion(total, [share * factor for share in exact])


@given(st.integers(0, 10**6), weights)
def test_apportion_gives_the_heavier_no_less(total, shares):
    by_weight = sorted(zip(map(Fraction, shares), apportion(total, shares), strict=True))

    assert [part for _, part in sorted(by_weight)] == sorted(part for _, part in by_weight)
