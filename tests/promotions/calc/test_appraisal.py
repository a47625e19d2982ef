"""Points, shares of a store's units, incentives; where somebody stands with a course (handbook H7)."""

from datetime import date
from decimal import Decimal

import pytest

from promotions.calc.appraisal import (
    Line,
    LineCode,
    Stay,
    Terms,
    incentive_of,
    known_percent,
    ratio_points,
    score_of,
    units_of,
)
from promotions.calc.training import CourseRule, Standing, Taken, standing_of

FIRST, END = date(2026, 11, 1), date(2026, 12, 1)
PAY = Terms(Decimal(10), 80, Decimal(500))


def test_two_who_share_a_store_share_its_units_by_days_and_working_time():
    stays = [Stay(1, 7, FIRST, None, 60), Stay(2, 7, FIRST, None, 40)]

    assert units_of({7: 100}, stays, FIRST, END) == {1: {7: Decimal("60.0")}, 2: {7: Decimal("40.0")}}


def test_who_came_in_the_middle_of_the_month_is_not_paid_for_what_the_store_sold_alone():
    stays = [Stay(1, 7, date(2026, 11, 16), None, 100)]

    assert units_of({7: 100}, stays, FIRST, END) == {1: {7: Decimal("50.0")}}


def test_two_whole_persons_in_one_store_halve_its_units():
    stays = [Stay(person, 7, FIRST, None, 100) for person in (1, 2)]

    assert units_of({7: 101}, stays, FIRST, END)[2] == {7: Decimal("50.5")}


@pytest.mark.parametrize(
    ("actual", "goal", "points"), [(45, 60, "75.0"), (90, 60, "100.0"), (-3, 60, "0.0"), (5, None, None)]
)
def test_points_go_from_nothing_to_a_hundred_and_need_a_goal(actual, goal, points):
    assert ratio_points(actual, goal) == (None if points is None else Decimal(points))


def test_a_line_without_figures_leaves_its_weight_to_the_others():
    lines = [
        Line(LineCode.SALES, 40, Decimal(80)),
        Line(LineCode.ATTENDANCE, 20, Decimal(95)),
        Line(LineCode.IMAGE, 40, None),
    ]

    assert score_of(lines) == Decimal("85.0")
    assert score_of([Line(LineCode.SALES, 100, None)]) is None


def test_a_score_says_how_much_of_the_weight_it_rests_on():
    image = Line(LineCode.IMAGE, 15, Decimal(90))

    assert known_percent([image, Line(LineCode.SALES, 85, None)]) == 15
    assert known_percent([image]) == 100
    assert known_percent([Line(LineCode.SALES, 100, None)]) == known_percent([]) == 0


def test_half_a_percent_of_known_weight_is_rounded_up():
    assert known_percent([Line(LineCode.IMAGE, 1, Decimal(90)), Line(LineCode.SALES, 7, None)]) == 13


@pytest.mark.parametrize(("units", "yuan"), [(79, "425.00"), (80, "1225.00")])
def test_units_are_paid_from_the_share_of_the_target_on(units, yuan):
    assert incentive_of(Decimal(units), 100, Decimal(85), PAY).total_yuan == Decimal(yuan)


RULE = CourseRule(pass_score=60, valid_months=12, days_to_do=30)
SINCE = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("taken", "on", "standing"),
    [
        ([], date(2026, 1, 31), Standing.DUE),
        ([], date(2026, 2, 1), Standing.OVERDUE),
        ([Taken(date(2026, 1, 5), 59)], date(2026, 1, 20), Standing.FAILED),
        ([Taken(date(2026, 1, 5), 60)], date(2026, 6, 1), Standing.DONE),
        ([Taken(date(2026, 1, 5), 90), Taken(date(2026, 6, 1), 10)], date(2026, 7, 1), Standing.DONE),
        ([Taken(date(2026, 1, 5), None)], date(2026, 12, 20), Standing.SOON),
        ([Taken(date(2026, 1, 5), 90)], date(2027, 1, 5), Standing.OVERDUE),
    ],
)
def test_a_required_course_is_due_failed_done_and_due_again(taken, on, standing):
    assert standing_of(RULE, taken, since=SINCE, on=on).standing == standing


def test_nobody_is_late_with_a_course_that_is_not_required():
    assert standing_of(CourseRule(is_required=False), [], since=SINCE, on=date(2027, 1, 1)).standing == Standing.FREE
