from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stores.calc.distribution import (
    Found,
    Part,
    SkuEvidence,
    TargetStore,
    colours_carried,
    distribution_by_model,
)

MONDAY, TUESDAY = date(2026, 10, 12), date(2026, 10, 13)


def store(number=1, *, asked=None, carried=None, weight=0, is_known=True):
    return TargetStore(number, weight, asked or {7: 1}, carried or {}, is_known)


stores = st.lists(
    st.builds(
        TargetStore,
        store_id=st.integers(1, 99),
        weight=st.integers(0, 50),
        asked=st.dictionaries(st.integers(1, 4), st.integers(1, 3), min_size=1),
        carried=st.dictionaries(st.integers(1, 4), st.integers(1, 3)),
        is_known=st.booleans(),
    )
)


@pytest.mark.parametrize(
    ("evidence", "is_carried"),
    [
        (SkuEvidence(), False),
        (SkuEvidence(counted_on=MONDAY, had_stock=True), True),
        (SkuEvidence(counted_on=MONDAY, had_stock=False), False),
        (SkuEvidence(sold_on=MONDAY), True),
        (SkuEvidence(counted_on=MONDAY, had_stock=False, sold_on=TUESDAY), True),
        (SkuEvidence(counted_on=TUESDAY, had_stock=False, sold_on=MONDAY), False),
        (SkuEvidence(counted_on=MONDAY, had_stock=False, sold_on=MONDAY), False),
    ],
)
def test_the_newest_word_says_whether_a_sku_is_carried_and_the_count_speaks_for_its_day(evidence, is_carried):
    assert evidence.is_carried == is_carried


def test_two_memories_of_one_colour_are_one_colour():
    there, gone = SkuEvidence(counted_on=MONDAY, had_stock=True), SkuEvidence(counted_on=MONDAY)

    assert colours_carried({(7, "黑"): [there, there], (7, "白"): [gone], (8, ""): [gone, there]}) == {7: 1, 8: 1}


def test_numeric_and_weighted_distribution_follow_the_glossary():
    found = distribution_by_model(
        [store(1, carried={7: 1}, weight=60), store(2, weight=30), store(3, weight=10, is_known=False)]
    )[7]

    assert (found.numeric, found.weighted) == (Part(1, 3), Part(60, 100))
    assert found.weighted.share == Fraction(3, 5)
    assert (found.lacking, found.unknown) == (2, 1)


def test_a_model_in_too_few_colours_is_distributed_but_does_not_fulfil_the_stores_standard():
    one = store(asked={7: 2, 8: 1}, carried={7: 1, 8: 1, 9: 3})
    found = distribution_by_model([one])

    assert one.found(7) == Found.TOO_FEW_COLOURS
    assert one.distribution == Part(1, 2)
    assert (found[7].carrying, found[7].in_all_colours) == (1, 0)


def test_without_target_stores_or_sales_there_is_no_share():
    assert distribution_by_model([]) == {}
    assert distribution_by_model([store()])[7].weighted.share is None


@given(stores)
def test_shares_lie_between_nothing_and_all_and_asked_pairs_are_counted_once(targets):
    found = distribution_by_model(targets).values()

    assert all(0 <= one.in_all_colours <= one.carrying <= one.stores - one.unknown for one in found)
    assert all(0 <= one.weight_carrying <= one.weight for one in found)
    assert sum(one.stores for one in found) == sum(target.distribution.whole for target in targets)
    assert sum(one.in_all_colours for one in found) == sum(target.distribution.part for target in targets)


@given(stores, stores)
def test_the_distribution_of_two_areas_is_the_sum_of_both(here, there):
    ours, theirs, both = (distribution_by_model(rows) for rows in (here, there, [*here, *there]))

    for model_id in ours.keys() & theirs.keys():
        assert both[model_id] == ours[model_id] + theirs[model_id]


def test_a_share_of_a_half_at_its_last_place_is_shown_half_up():
    assert Part(1, 32).ratio == Decimal("0.0313")
