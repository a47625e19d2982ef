"""Shifts against each other and the labour limits; a day at work against its shift (handbook H7)."""

from datetime import date, datetime, timedelta

import pytest

from promotions.calc.attendance import DayState, Planned, Presence, judge_days
from promotions.calc.roster import Finding, FindingCode, Limits, Turn, check_months, check_week

MONDAY = date(2026, 11, 2)
LAW = Limits()


def turn(day=0, starts=10, ends=19, rest=60, **more):
    return Turn(1, 1, MONDAY + timedelta(days=day), starts * 60, ends * 60, rest, **more)


def test_five_days_of_eight_hours_say_nothing():
    assert check_week([turn(day) for day in range(5)], LAW) == []


@pytest.mark.parametrize(("starts", "ends", "met"), [(18, 21, True), (19, 21, False), (8, 10, False)])
def test_two_shifts_at_once_clash_and_one_after_the_other_do_not(starts, ends, met):
    found = check_week([turn(), turn(starts=starts, ends=ends, rest=0)], Limits(most_hours_per_day=24))

    assert (FindingCode.CLASH in {finding.code for finding in found}) is met


@pytest.mark.parametrize(
    ("ends", "codes"), [(19, []), (20, [FindingCode.OVERTIME]), (22, [FindingCode.OVERTIME]), (23, ["day_too_long"])]
)
def test_the_ninth_hour_is_overtime_and_the_twelfth_too_many(ends, codes):
    assert [finding.code for finding in check_week([turn(ends=ends)], LAW)] == codes


def test_a_shift_on_leave_can_not_be_worked():
    assert [finding.code for finding in check_week([turn(is_on_leave=True)], LAW)] == [FindingCode.ON_LEAVE]


def test_overtime_is_counted_over_the_month_and_a_short_day_makes_none_of_it_good():
    """Eighteen days of ten hours are 36 of overtime, the limit; one hour more is too much."""
    longer = [turn(day, starts=8, ends=19) for day in range(18)]
    short = [turn(20, ends=12)]

    at_the_limit = check_months([*longer, *short], LAW)
    beyond = check_months([*longer, turn(21, starts=8, ends=18)], LAW)

    assert at_the_limit == []
    [finding] = beyond
    assert (finding.code, finding.params) == (FindingCode.MONTH_OVERTIME, {"month": 11, "hours": 37, "most": 36})


def test_the_turn_of_the_month_begins_the_overtime_anew():
    days = [turn(day, starts=8, ends=19) for day in range(19, 38)]

    assert check_months(days, LAW) == []


def test_six_long_days_are_too_many_hours_and_seven_leave_no_rest_day():
    six = [finding.code for finding in check_week([turn(day) for day in range(6)], LAW)]
    seven = check_week([turn(day, ends=17) for day in range(7)], LAW)

    assert six == [FindingCode.WEEK_TOO_LONG]
    assert seven == [Finding(FindingCode.NO_REST_DAY, 1, None, {"rest": 0, "least": 1})]


def test_a_center_that_works_five_days_asks_for_two_rest_days():
    found = check_week([turn(day, ends=16) for day in range(6)], Limits(rest_days_per_week=2, hours_per_week=40))

    assert [finding.code for finding in found] == [FindingCode.NO_REST_DAY]


def test_a_store_without_a_place_is_marked_on_its_day():
    assert check_week([turn(has_place=False)], LAW) == [Finding(FindingCode.NO_PLACE, 1, MONDAY)]


def at(hour, minute=0):
    return datetime(2026, 11, 2, hour, minute)


SHIFT = Planned(1, 1, MONDAY, at(10), at(19), 60)


@pytest.mark.parametrize(
    ("came", "left", "state", "late", "early", "worked"),
    [
        (at(9, 50), at(19, 2), DayState.ON_TIME, 0, 0, 492),
        (at(10, 5), at(19), DayState.ON_TIME, 0, 0, 475),
        (at(10, 6), at(19), DayState.LATE, 6, 0, 474),
        (at(10), at(18), DayState.EARLY, 0, 60, 420),
    ],
)
def test_a_day_is_judged_by_its_shift_with_minutes_of_grace(came, left, state, late, early, worked):
    (day,) = judge_days([SHIFT], [Presence(1, 1, MONDAY, came, left)], grace_minutes=5, now=at(20))

    assert (day.state, day.late_minutes, day.early_minutes, day.worked_minutes) == (state, late, early, worked)


@pytest.mark.parametrize(("now", "state"), [(at(18, 59), DayState.AHEAD), (at(19), DayState.ABSENT)])
def test_who_never_came_is_absent_when_the_shift_is_over(now, state):
    assert judge_days([SHIFT], [], grace_minutes=5, now=now)[0].state == state


def test_who_did_not_check_out_is_at_work_today_and_open_tomorrow():
    stay = [Presence(1, 1, MONDAY, at(10))]

    today = judge_days([SHIFT], stay, grace_minutes=5, now=at(12))[0]
    tomorrow = judge_days([SHIFT], stay, grace_minutes=5, now=at(12) + timedelta(days=1))[0]

    assert (today.state, tomorrow.state) == (DayState.WORKING, DayState.OPEN)
