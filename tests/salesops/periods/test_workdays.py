"""Working days and deadlines (handbook H1, reliability J10)."""

from datetime import date

import pytest

from salesops.periods.month import Month
from salesops.periods.workdays import (
    Week,
    Workday,
    is_assumed,
    is_workday,
    nth_workday,
    plan_due,
    quarter_evaluation_due,
    review_due,
    workdays_in,
)

FIVE, SIX = Week.FIVE_DAY, Week.SIX_DAY

# The review of the month is due: five-day week, six-day week. By hand from the notices of the
# State Council.
REVIEW_DUE = {
    "2023-12": ("2024-01-04", "2024-01-04"),
    "2024-01": ("2024-02-04", "2024-02-03"),
    "2024-02": ("2024-03-05", "2024-03-04"),
    "2024-03": ("2024-04-03", "2024-04-03"),
    "2024-04": ("2024-05-08", "2024-05-08"),
    "2024-05": ("2024-06-05", "2024-06-04"),
    "2024-06": ("2024-07-03", "2024-07-03"),
    "2024-07": ("2024-08-05", "2024-08-03"),
    "2024-08": ("2024-09-04", "2024-09-04"),
    "2024-09": ("2024-10-10", "2024-10-10"),
    "2024-10": ("2024-11-05", "2024-11-04"),
    "2024-11": ("2024-12-04", "2024-12-04"),
    "2024-12": ("2025-01-06", "2025-01-04"),
    "2025-01": ("2025-02-07", "2025-02-07"),
    "2025-02": ("2025-03-05", "2025-03-04"),
    "2025-03": ("2025-04-03", "2025-04-03"),
    "2025-04": ("2025-05-08", "2025-05-08"),
    "2025-05": ("2025-06-05", "2025-06-05"),
    "2025-06": ("2025-07-03", "2025-07-03"),
    "2025-07": ("2025-08-05", "2025-08-04"),
    "2025-08": ("2025-09-03", "2025-09-03"),
    "2025-09": ("2025-10-11", "2025-10-11"),
    "2025-10": ("2025-11-05", "2025-11-04"),
    "2025-11": ("2025-12-03", "2025-12-03"),
    "2025-12": ("2026-01-06", "2026-01-06"),
    "2026-01": ("2026-02-04", "2026-02-04"),
    "2026-02": ("2026-03-04", "2026-03-04"),
    "2026-03": ("2026-04-03", "2026-04-03"),
    "2026-04": ("2026-05-08", "2026-05-08"),
    "2026-05": ("2026-06-03", "2026-06-03"),
    "2026-06": ("2026-07-03", "2026-07-03"),
    "2026-07": ("2026-08-05", "2026-08-04"),
    "2026-08": ("2026-09-03", "2026-09-03"),
    "2026-09": ("2026-10-10", "2026-10-10"),
    "2026-10": ("2026-11-04", "2026-11-04"),
    "2026-11": ("2026-12-03", "2026-12-03"),
}

# From 2027 on nothing is published: the plain week, New Year's Day included.
REVIEW_DUE_ASSUMED = {
    "2026-12": ("2027-01-05", "2027-01-04"),
    "2027-01": ("2027-02-03", "2027-02-03"),
    "2027-04": ("2027-05-05", "2027-05-04"),
    "2027-07": ("2027-08-04", "2027-08-04"),
    "2027-09": ("2027-10-05", "2027-10-04"),
    "2027-12": ("2028-01-05", "2028-01-04"),
    "2028-02": ("2028-03-03", "2028-03-03"),
    "2028-09": ("2028-10-04", "2028-10-04"),
    "2028-12": ("2029-01-03", "2029-01-03"),
}


@pytest.mark.parametrize("month", REVIEW_DUE)
def test_review_is_due_on_the_third_working_day_after_the_month(month):
    five, six = REVIEW_DUE[month]

    assert review_due(Month.parse(month), FIVE) == Workday(date.fromisoformat(five), False)
    assert review_due(Month.parse(month), SIX) == Workday(date.fromisoformat(six), False)


@pytest.mark.parametrize("month", REVIEW_DUE_ASSUMED)
def test_review_of_a_year_without_data_follows_the_plain_week_and_says_so(month):
    five, six = REVIEW_DUE_ASSUMED[month]

    assert review_due(Month.parse(month), FIVE) == Workday(date.fromisoformat(five), True)
    assert review_due(Month.parse(month), SIX) == Workday(date.fromisoformat(six), True)


@pytest.mark.parametrize("year", range(2024, 2029))
@pytest.mark.parametrize("month", range(1, 13))
def test_plan_is_due_on_the_twentieth_whatever_the_day(year, month):
    assert plan_due(Month(year, month)) == date(year, month, 20)


@pytest.mark.parametrize(
    ("month", "five", "six"),
    [
        ("2024-03", "2024-04-15", "2024-04-13"),
        ("2024-05", "2024-07-12", "2024-07-11"),
        ("2025-09", "2025-10-21", "2025-10-20"),
        ("2025-12", "2026-01-15", "2026-01-14"),
        ("2026-09", "2026-10-20", "2026-10-19"),
    ],
)
def test_dealers_are_evaluated_by_the_tenth_working_day_after_the_quarter(month, five, six):
    assert quarter_evaluation_due(Month.parse(month), FIVE).date == date.fromisoformat(five)
    assert quarter_evaluation_due(Month.parse(month), SIX).date == date.fromisoformat(six)


@pytest.mark.parametrize(
    ("day", "five", "six"),
    [
        ("2025-10-11", True, True),  # make-up Saturday
        ("2026-09-20", True, True),  # make-up Sunday
        ("2026-11-21", False, True),  # plain Saturday
        ("2026-11-22", False, False),  # plain Sunday
        ("2026-10-03", False, False),  # Saturday inside the National Day holiday
        ("2024-06-08", False, True),  # Saturday beside the one-day Dragon Boat holiday
        ("2024-06-10", False, False),  # that Monday
        ("2026-02-24", True, True),  # first day after the spring festival
        ("2027-01-01", True, True),  # nothing published: the plain week
    ],
)
def test_day_is_worked_by_calendar_and_week(day, five, six):
    assert is_workday(date.fromisoformat(day), FIVE) is five
    assert is_workday(date.fromisoformat(day), SIX) is six


def test_override_wins_over_calendar_and_week():
    overrides = {date(2026, 10, 10): False, date(2026, 10, 1): True, date(2026, 10, 11): True}

    assert nth_workday(Month(2026, 10), 1, FIVE, overrides).date == date(2026, 10, 1)
    assert nth_workday(Month(2026, 10), 4, FIVE, overrides).date == date(2026, 10, 11)


def test_override_ends_the_assumption_for_its_day_only():
    notice = {date(2027, 1, 1): False, date(2027, 1, 2): False, date(2027, 1, 3): False}

    assert not is_assumed(date(2027, 1, 1), notice)
    assert nth_workday(Month(2027, 1), 1, FIVE, notice) == Workday(date(2027, 1, 4), True)
    assert nth_workday(Month(2027, 1), 1, FIVE, notice | {date(2027, 1, 4): True}) == Workday(date(2027, 1, 4), False)


def test_workdays_in_leaves_the_end_out():
    assert workdays_in(date(2026, 10, 5), date(2026, 10, 10), FIVE) == (
        date(2026, 10, 8),
        date(2026, 10, 9),
    )
    assert workdays_in(date(2026, 10, 10), date(2026, 10, 5), FIVE) == ()


def test_nth_workday_runs_on_into_the_next_month():
    assert nth_workday(Month(2026, 2), 17, FIVE).date == date(2026, 3, 2)


def test_nth_workday_counts_from_one():
    with pytest.raises(ValueError, match="counted from 1"):
        nth_workday(Month(2026, 10), 0, FIVE)


def test_nth_workday_ends_with_the_calendar():
    with pytest.raises(ValueError, match="calendar ends"):
        nth_workday(Month(9999, 12), 40, FIVE)


@pytest.mark.parametrize(("works_saturday", "week"), [(True, SIX), (False, FIVE)])
def test_week_is_told_by_whether_saturday_is_worked(works_saturday, week):
    assert Week.of(works_saturday=works_saturday) is week
