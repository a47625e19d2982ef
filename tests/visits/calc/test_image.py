"""The image score and what lost points (H5.5)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.calc.image import GradedItem, ImageScore, ItemScore, MeasuredItem, score_image


def test_score_weighs_fulfilment_and_names_the_losses():
    display = MeasuredItem("display", 3, required=4, measured=3)
    poster = GradedItem("poster", 1, best_level=3, level=1)

    result = score_image([display, poster])

    assert result.score == Decimal("64.6")
    assert result.items == (
        ItemScore("display", 3, Decimal("0.75"), Decimal("18.75")),
        ItemScore("poster", 1, Decimal(1) / 3, Decimal("16.67")),
    )


@pytest.mark.parametrize(
    "other",
    [
        MeasuredItem("counter", 9, required=2, measured=0, is_applicable=False),
        MeasuredItem("counter", 9, required=0, measured=0),
        GradedItem("counter", 9, best_level=3, level=None, is_applicable=False),
        GradedItem("counter", 9, best_level=0, level=0),
    ],
)
def test_what_does_not_apply_is_not_zero(other):
    result = score_image([MeasuredItem("display", 1, required=1, measured=1), other])

    assert result.score == Decimal("100.0")
    assert result.items[1] == ItemScore("counter", 9, None, Decimal(0))


@pytest.mark.parametrize(
    "item", [MeasuredItem("tags", 1, required=5, measured=None), GradedItem("tags", 1, best_level=2, level=None)]
)
def test_open_answer_earns_nothing(item):
    assert score_image([item]).score == Decimal("0.0")


@pytest.mark.parametrize(("measured", "score"), [(8, "100.0"), (-2, "0.0"), (Decimal("2.5"), "62.5")])
def test_fulfilment_stays_between_nothing_and_all(measured, score):
    assert score_image([MeasuredItem("tags", 1, required=4, measured=measured)]).score == Decimal(score)


def test_level_above_the_best_earns_no_more():
    assert score_image([GradedItem("light", 1, best_level=2, level=5)]).score == Decimal("100.0")


def test_nothing_applicable_has_no_score():
    assert score_image([]) == ImageScore(None, ())


def test_weightless_items_have_no_score_and_lose_nothing():
    result = score_image([MeasuredItem("tags", 0, required=1, measured=0)])

    assert result.score is None
    assert [item.lost_points for item in result.items] == [0]


items = st.builds(
    MeasuredItem,
    code=st.just("item"),
    weight=st.integers(1, 20),
    required=st.integers(0, 9),
    measured=st.one_of(st.none(), st.integers(0, 12)),
    is_applicable=st.booleans(),
)


@given(st.lists(items, max_size=8))
def test_score_and_losses_make_the_hundred(found):
    result = score_image(found)

    lost = sum(item.lost_points for item in result.items)
    assert result.score is None or abs(result.score + lost - 100) <= Decimal("0.1")
    assert result.score is None or 0 <= result.score <= 100
