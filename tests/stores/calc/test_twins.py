"""What the search for twins finds, measured on archives in which some shops were planted twice."""

import random
from itertools import combinations

import pytest

from stores.calc.similarity import LIKELY, Archive, compare
from stores.calc.twins import MOST_OF_ONE_KEY, likely_twins
from tests.stores.calc.planted import town


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_planted_twins_nine_in_ten_are_found_and_hardly_anything_else(seed):
    archives, planted = town(4_000, twins=200, seed=seed)

    found = {(pair.first, pair.second) for pair in likely_twins(archives)}

    assert len(found & planted) / len(planted) > 0.92
    assert len(found & planted) / len(found) > 0.95


def test_the_keys_miss_nothing_that_comparing_each_with_each_finds():
    archives, _ = town(400, twins=40, seed=4)

    every = [compare(one, other) for one, other in combinations(archives, 2)]

    assert set(likely_twins(archives)) == {pair for pair in every if pair.score >= LIKELY}


def test_the_order_of_the_archives_changes_nothing():
    archives, _ = town(400, twins=20, seed=5)
    mixed = random.Random(1).sample(archives, len(archives))

    assert likely_twins(mixed) == likely_twins(archives)


def test_a_chains_hotline_is_no_reason_to_compare_all_its_branches():
    branches = [Archive.of(number, f"百信{number}店", phone="4008001234") for number in range(MOST_OF_ONE_KEY + 1)]

    assert likely_twins(branches) == []
