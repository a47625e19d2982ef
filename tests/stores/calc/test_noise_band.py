"""A class that holds until its change is sure, and lines that hold all the same (handbook H3)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stores.calc.classification import Flag, Lines, StoreClass, classify
from stores.calc.noise_band import keep_class, kept_codes
from tests.stores.calc.test_classification import TODAY, WINDOW, stores_of

A, B, C = StoreClass.A, StoreClass.B, StoreClass.C
CLASSES = st.sampled_from([A, B, C])


def placings_of(volumes, previous, **options):
    stores = [replace(store, previous=before) for store, before in zip(stores_of(volumes), previous, strict=True)]
    return classify(stores, window=WINDOW, on=TODAY, **options)


def kept(placings, counts, percent=90):
    return kept_codes(placings, counts, Lines(), percent=percent)


@pytest.mark.parametrize(("sure_of_c", "keeps"), [(89, {"S003"}), (90, set())])
def test_a_move_counts_only_when_it_is_sure_enough(sure_of_c, keeps):
    placings = placings_of([40, 40, 10, 10], [A, B, C, B])
    counts = dict.fromkeys(["S000", "S001", "S002"], (100, 0, 0)) | {"S003": (0, 100 - sure_of_c, sure_of_c)}

    assert kept(placings, counts) == keeps


def test_a_jump_is_sure_by_all_classes_on_its_side():
    placings = placings_of([90, 5, 5], [A, A, C])

    assert kept(placings, {"S000": (100, 0, 0), "S001": (5, 45, 50), "S002": (0, 0, 100)}) == set()


def test_the_surest_climber_moves_all_the_same_where_a_would_miss_its_line():
    placings = placings_of([30, 25, 25, 20], [B, B, A, C])
    counts = {"S000": (60, 40, 0), "S001": (55, 45, 0), "S002": (50, 50, 0), "S003": (0, 20, 80)}

    assert [p.computed for p in placings] == [A, A, B, C]
    assert kept(placings, counts) == {"S001", "S002"}


def test_new_stores_overrides_and_stores_without_a_class_are_not_kept():
    placings = placings_of([40, 40, 20], [A, None, B])
    overridden = [replace(p, flags=(Flag.OVERRIDDEN,)) for p in placings]

    assert kept(placings[:2], dict.fromkeys(["S000", "S001"], (50, 50, 0))) == set()
    assert kept(overridden, dict.fromkeys(["S000", "S001", "S002"], (0, 50, 50))) == set()


def test_a_kept_store_shows_its_class_with_a_flag_and_the_bare_rule_beside():
    placing = keep_class(placings_of([90, 5, 5], [A, B, C])[1])

    assert (placing.shown, placing.computed, placing.flags) == (B, C, (Flag.KEPT_UNSURE,))


@given(
    st.lists(st.tuples(st.integers(0, 99), CLASSES, st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=20)
)
def test_the_lines_hold_whatever_is_kept(rows):
    placings = placings_of([row[0] for row in rows], [row[1] for row in rows])
    counts = {f"S{n:03d}": (row[2], row[3], 100 - row[2] - row[3]) for n, row in enumerate(rows)}

    keeps = kept(placings, counts)

    total = placings[0].total
    shown = {p.code: p.previous if p.code in keeps else p.computed for p in placings}
    assert sum(p.volume for p in placings if shown[p.code] == A) * 10 >= 4 * total
    assert sum(p.volume for p in placings if shown[p.code] <= B) * 10 >= 8 * total
