from collections import Counter
from datetime import date

import pytest

from reports.demo.handsets import make_handsets
from reports.demo.size import Options
from reports.demo.standard import demands
from stores.choices import StoreClass, StoreFormat

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def asked():
    """How many models on sale each class and format is asked for on the day of the demonstration."""
    handsets = make_handsets(Options.of("demo", seed=1, today=TODAY))
    in_force = [
        one
        for one in demands(handsets, date(2024, 5, 1))
        if one.starts_on <= TODAY < min(one.ends_on or date.max, one.handset.ended_on)
    ]
    return Counter((one.store_class, one.format) for one in in_force)


@pytest.mark.parametrize(("store_class", "low", "high"), [("A", 7, 12), ("B", 5, 9), ("C", 2, 4)])
def test_larger_stores_are_asked_for_more_models(asked, store_class, low, high):
    counts = [asked[store_class, form] for form in StoreFormat]

    assert low <= min(counts) <= max(counts) <= high


def test_no_cell_is_asked_for_a_model_twice_on_one_day():
    handsets = make_handsets(Options.of("demo", seed=1, today=TODAY))
    cells = Counter((one.handset.code, one.store_class, one.format) for one in demands(handsets, date(2024, 5, 1)))

    assert set(cells.values()) == {1}
    assert {store_class for _, store_class, _ in cells} == set(StoreClass)
