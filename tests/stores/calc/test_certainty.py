"""How sure a class is: the weeks, or the months, drawn anew (handbook H3)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stores.calc.certainty import Evidence, Method, class_counts, next_likely, ranked_classes, sureness
from stores.calc.classification import Lines, StoreClass, classify
from tests.stores.calc.test_classification import TODAY, WINDOW, areas, lines, stores_of

A, B, C = StoreClass.A, StoreClass.B, StoreClass.C
SEED = (202611, 7)


def steady(code, week, weeks=12):
    return Evidence(code, week * weeks, (week * 4,) * 3, (week,) * weeks)


def monthly(code, *months):
    return Evidence(code, sum(months) * 100, months)


@given(areas, lines)
def test_the_fast_ranking_is_the_rule_itself(volumes, cut):
    stores = stores_of(volumes)
    by_code = {p.code: p.computed for p in classify(stores, window=WINDOW, on=TODAY, lines=cut)}

    fast = ranked_classes(np.array([volumes, volumes[::-1]], dtype=np.int64), cut)

    assert [StoreClass("ABC"[place]) for place in fast[0]] == [by_code[store.code] for store in stores]


def test_stores_whose_weeks_are_all_alike_are_sure():
    counts = class_counts([steady("S1", 45), steady("S2", 30), steady("S3", 15), steady("S4", 10)], Lines(), seed=SEED)

    assert counts == {"S1": (200, 0, 0), "S2": (0, 200, 0), "S3": (0, 200, 0), "S4": (0, 0, 200)}
    assert (sureness(counts["S1"], A), next_likely(counts["S1"], A)) == (100, None)


def test_a_store_near_a_line_is_less_sure_than_one_far_from_it():
    area = [Evidence("S1", 780, (), (95, 35) * 6), Evidence("S2", 774, (), (35, 94) * 6), steady("S3", 5)]

    counts = class_counts(area, Lines(), seed=SEED)

    assert 0 < sureness(counts["S1"], A) < 100 == sureness(counts["S3"], C)
    assert next_likely(counts["S1"], A) == B


def test_a_season_that_all_share_makes_nobody_unsure():
    season = (1, 9, 2, 8, 3, 7, 1, 9, 2, 8, 3, 7)
    area = [Evidence(f"S{n}", 60 * n, (), tuple(n * week for week in season)) for n in (1, 2, 3, 6)]

    counts = class_counts(area, Lines(), seed=SEED)

    assert all(max(row) == 200 for row in counts.values())


def test_months_in_one_piece_are_drawn_as_counts_and_small_ones_are_less_sure():
    small = class_counts([monthly("S1", 4, 3, 4), monthly("S2", 3, 3, 4), monthly("S3", 3, 3, 3)], Lines(), seed=SEED)
    large = class_counts([monthly(f"S{n}", *[u] * 3) for n, u in ((1, 900), (2, 400), (3, 90))], Lines(), seed=SEED)

    assert monthly("S1", 1).method is Method.MONTHS
    assert sureness(small["S1"], A) < 80
    assert sureness(large["S1"], A) == 100


def test_a_store_that_sold_nothing_stays_c_in_every_resample():
    counts = class_counts([monthly("S1", 5, 5, 5), monthly("S2", 0, 0, 0), monthly("S3", -2, 0, 1)], Lines(), seed=SEED)

    assert counts["S2"] == (0, 0, 200)


def test_nobody_to_rank_is_nothing_to_count():
    assert class_counts([], Lines(), seed=SEED) == {}


@given(st.lists(st.lists(st.integers(0, 40), min_size=12, max_size=12), min_size=1, max_size=8))
def test_counts_are_a_partition_of_the_resamples_and_repeat_themselves_in_any_order(weeks):
    area = [Evidence(f"S{n}", sum(row), (), tuple(row)) for n, row in enumerate(weeks)]

    counts = class_counts(area, Lines(), seed=SEED, resamples=40)

    assert {sum(row) for row in counts.values()} == {40}
    assert class_counts(area[::-1], Lines(), seed=SEED, resamples=40) == counts


@pytest.mark.parametrize(("counts", "words"), [((10, 180, 10), A), ((0, 180, 20), C), ((0, 200, 0), None)])
def test_the_other_class_is_the_most_likely_one(counts, words):
    assert next_likely(counts, B) == words
