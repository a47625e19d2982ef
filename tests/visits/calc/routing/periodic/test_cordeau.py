"""The text format of published periodic instances."""

from contextlib import suppress
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
        ("", "The file is empty"),
        (" \n\n", "The file is empty"),
        (SMALL.replace("1 2 2 3", "0 2 2 3"), "Line 1, type: The type is 0"),
        (SMALL.replace("1 2 2 3", "1 0 2 3"), "Line 1, vehicles: 0 vehicles"),
        (SMALL.replace("1 2 2 3", "1 -2 2 3"), "Line 1, vehicles: '-2' is negative"),
        (SMALL.replace("1 2 2 3", "1 1e9 2 3"), "Line 1, vehicles: 1000000000 vehicles"),
        (SMALL.replace("1 2 2 3", "1 2 2 0"), "Line 1, days: 0 days"),
        (SMALL.replace("1 2 2 3", "1 2"), "Line 1, customers: It is missing"),
        (SMALL.replace("1 2 2 3", "1 2 2.5 3"), "Line 1, customers: '2.5' is no whole number"),
        (SMALL.replace("90 0", "ninety 0"), "Line 3, longest duration: 'ninety' is no number"),
        (SMALL.replace("90 0", "90"), "Line 3, capacity: It is missing"),
        (SMALL.replace("90 0", "90 -1"), "Line 3, capacity: '-1' is negative"),
        (SMALL.replace("2 2 5 6", "2 3 5 6"), "Line 6, codes: 3 codes are announced, 2 given"),
        (SMALL.replace("2 2 5 6", "2"), "Line 6, codes: 2 visits are asked for, but no code"),
        (SMALL.replace("2 2 5 6", "2 0"), "Line 6, codes: 2 visits are asked for, but no code"),
        (SMALL.replace("2 2 5 6", "2 2 5 9"), "Line 6, code 2: 9 is no set of 3 days"),
        (SMALL.replace("2 2 5 6", "2 2 0 5"), "Line 6, code 1: 0 is no set of 3 days"),
        (SMALL.replace("2 6 8", "1 6 8"), "Line 7, number: 1 stands there twice"),
        (SMALL.replace("3 4 1.5", "nan 4 1.5"), "Line 6, x: 'nan' is not finite"),
        (SMALL.replace("3 4 1.5", "3 -inf 1.5"), "Line 6, y: '-inf' is not finite"),
        (SMALL.replace("3 4 1.5", "3 1e300 1.5"), "Line 6, y: '1e300' is too great"),
        (SMALL.replace("3 4 1.5", "3 4 -1"), "Line 6, service: '-1' is negative"),
        (SMALL.replace("1.5 7", "1.5 -7"), "Line 6, demand: '-7' is negative"),
        (SMALL.replace("1.5 7 2 2 5 6", "1.5"), "Line 6, demand: It is missing"),
        (SMALL.replace("1.5 7", "1.5 " + "\x00ÿ" * 99), r"Line 6, demand: '(\\x00\\xff){10}\\u2026' is no number"),
        ("1 2 2 3\n0 20\n", "Line 2: The file ends before the depot"),
        (SMALL.replace("1 2 2 3", "1 2 9 3"), "Line 1, customers: 9 customers are announced, the file ends after 2"),
        (SMALL.replace("0 0 0 0 0 0 0", "9 0 0 0 0 0 0"), "Line 5, number: The depot must be number 0"),
    ],
)
def test_what_is_no_instance_is_refused_with_its_line_and_field(spoilt, words):
    with pytest.raises(UnreadableInstance, match=words):
        read_instance(spoilt)


def test_a_header_that_is_off_by_a_few_customers_is_believed_to_be_wrong():
    assert len(read_instance(SMALL.replace("1 2 2 3", "1 2 1 3")).customers) == 2
    many = SMALL.replace("1 2 2 3", "1 2 10 3") + "".join(f"{number} 1 1 0 1 0 0\n" for number in range(3, 10))
    assert len(read_instance(many).customers) == 9


@pytest.mark.parametrize("end", range(0, len(SMALL), 7))
def test_an_instance_cut_anywhere_is_read_or_refused_but_never_fails_otherwise(end):
    with suppress(UnreadableInstance):
        read_instance(SMALL[:end])
