"""Even spacing of a store's days over the cycle (H4.3)."""

import pytest

from visits.calc.routing.patterns import cyclic_gaps, is_evenly_spaced, loose_patterns_for, patterns_for
from visits.calc.routing.problem import Cycle

SIX_DAYS = Cycle()
FIVE_DAYS = Cycle((0, 1, 2, 3, 4, 7, 8, 9, 10, 11))
FOUR_WEEKS = Cycle(tuple(day for day in range(28) if day % 7 < 6), 4)


def days_of(patterns):
    return [pattern.days for pattern in patterns]


def test_gaps_run_over_the_end_of_the_cycle():
    assert cyclic_gaps((0, 4, 7), 14) == (4, 3, 7)
    assert cyclic_gaps((), 14) == ()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((0, 2, 4, 7, 9, 11), True),
        ((0, 1, 4, 7, 9, 11), False),
        ((1, 3, 8, 10), True),
        ((1, 3, 5, 10), False),
        ((0, 1, 7, 8), False),
        ((5,), True),
        ((0, 12), False),
    ],
)
def test_spacing_is_even_within_three_sevenths_and_by_week(days, expected):
    assert is_evenly_spaced(days, 14) is expected


def test_three_a_week_begin_with_monday_wednesday_friday():
    assert days_of(patterns_for(SIX_DAYS, 6, frozenset()))[:2] == [(0, 2, 4, 7, 9, 11), (1, 3, 5, 8, 10, 12)]


def test_five_day_week_has_one_pattern_for_three_a_week():
    assert days_of(patterns_for(FIVE_DAYS, 6, frozenset())) == [(0, 2, 4, 7, 9, 11)]


def test_closed_days_leave_the_most_even_choice_there_is():
    closed = frozenset({2, 3, 4, 5, 9, 10, 11, 12})

    assert days_of(patterns_for(SIX_DAYS, 4, closed)) == [(0, 1, 7, 8)]


def test_more_visits_than_days_have_no_pattern():
    assert patterns_for(FIVE_DAYS, 11, frozenset()) == ()


def test_same_weekdays_each_week_are_cheaper():
    price = {pattern.days: pattern.price for pattern in patterns_for(SIX_DAYS, 2, frozenset())}

    assert price[0, 7] == 0
    assert price[0, 8] > 2


def test_loose_patterns_are_marked_and_not_among_the_even_ones():
    loose = loose_patterns_for(SIX_DAYS, 4, frozenset())

    assert len(loose) == 60
    assert all(pattern.is_loose and pattern.price > 60 for pattern in loose)
    assert not set(days_of(loose)) & set(days_of(patterns_for(SIX_DAYS, 4, frozenset())))


def test_long_cycle_repeats_a_shorter_one():
    found = days_of(patterns_for(FOUR_WEEKS, 12, frozenset()))

    assert (0, 2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25) in found
    assert all(is_evenly_spaced(days, 28) for days in found)


def test_long_cycle_repeats_only_where_all_weeks_are_open():
    found = days_of(patterns_for(FOUR_WEEKS, 12, frozenset({14})))

    assert found
    assert not any(14 in days or 0 in days for days in found)


def test_long_cycle_strides_where_nothing_repeats():
    found = days_of(patterns_for(FOUR_WEEKS, 9, frozenset()))

    assert found
    assert {len(set(days)) for days in found} == {9}
