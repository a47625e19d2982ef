"""The text format of published periodic instances."""

from math import inf

import pytest

from visits.calc.routing.periodic.cordeau import UnreadableInstance, read_instance

SMALL = """1 2 2 3
0 20
90 0
60 20
0 0 0 0 0 0 0
1 3 4 1.5 7 2 2 5 6
2 6 8 0 1 0 0
"""


def test_the_first_day_is_the_most_significant_digit_and_zero_is_no_limit():
    problem = read_instance(SMALL)

    first, never = problem.customers
    assert (problem.vehicles, problem.longest, problem.capacity) == (2, (inf, 90, 60), (20, inf, 20))
    assert (first.x, first.y, first.service, first.demand) == (3, 4, 1.5, 7)
    assert first.patterns == (frozenset({0, 2}), frozenset({0, 1}))
    assert never.patterns == ()


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ("", "empty"),
        (SMALL.replace("1 2 2 3", "0 2 2 3"), "Line 1: the type is 0"),
        (SMALL.replace("1 2 2 3", "1 0 2 3"), "Line 1: 0 vehicles"),
        (SMALL.replace("1 2 2 3", "1 2"), "Line 1"),
        (SMALL.replace("90 0", "ninety 0"), "Line 3"),
        (SMALL.replace("2 2 5 6", "2 3 5 6"), "Line 6: 3 codes are announced, 2 given"),
        (SMALL.replace("2 2 5 6", "2 2 5 9"), "Line 6: 9 is no set of 3 days"),
        (SMALL.replace("2 6 8", "1 6 8"), "twice"),
        (SMALL.replace("3 4 1.5", "nan 4 1.5"), "not finite"),
        ("1 2 2 3\n0 20\n", "ends before the depot"),
        (SMALL.replace("0 0 0 0 0 0 0", "9 0 0 0 0 0 0"), "depot"),
    ],
)
def test_what_is_no_instance_is_refused_with_its_line(spoilt, words):
    with pytest.raises(UnreadableInstance, match=words):
        read_instance(spoilt)
