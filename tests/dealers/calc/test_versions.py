"""A plan's versions side by side (handbook H8.4)."""

from hypothesis import given
from hypothesis import strategies as st

from dealers.calc.versions import versions_of

KEYS = st.sampled_from("abcd")
NUMBERS = st.dictionaries(KEYS, st.integers(0, 100))


def test_what_a_change_does_not_name_stays_and_what_it_brings_stood_at_nothing():
    assert versions_of({"a": 5, "b": 1}, [{"a": 3, "c": 2}, {"c": 4}]) == {
        "a": (5, 3, 3),
        "b": (1, 1, 1),
        "c": (0, 2, 4),
    }


@given(NUMBERS, st.lists(NUMBERS, max_size=4))
def test_every_line_has_a_number_in_every_version_and_the_last_is_the_last_change(approved, changes):
    found = versions_of(approved, changes)

    assert {len(numbers) for numbers in found.values()} <= {len(changes) + 1}
    assert all(found[key][-1] == number for change in changes[-1:] for key, number in change.items())
