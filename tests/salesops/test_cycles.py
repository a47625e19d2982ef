"""The search for cycles is put off, and begins again whatever happened (handbook H2.4)."""

import gc

import pytest

from salesops.cycles import not_searched_for_cycles


def search_and_fail(seen):
    with not_searched_for_cycles():
        seen.append(gc.isenabled())
        raise ValueError("mistake")


def test_the_search_is_put_off_and_begins_again_after_a_mistake():
    seen = []

    with pytest.raises(ValueError, match="mistake"):
        search_and_fail(seen)

    assert (seen, gc.isenabled()) == ([False], True)


def test_where_nobody_searched_before_nobody_does_afterwards():
    with not_searched_for_cycles():
        with not_searched_for_cycles():
            pass
        assert not gc.isenabled()
