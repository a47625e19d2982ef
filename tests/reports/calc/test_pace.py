"""Pace: actual ÷ (plan × working days passed ÷ working days of the month)."""

from decimal import Decimal

from reports.calc.pace import UNKNOWN, pace, sum_of_paces
from reports.calc.review import Ratio


def test_pace_divides_by_what_is_expected_by_now():
    reached = pace(330, 660, passed=10, working_days=22)

    assert reached == Ratio(330, Decimal("300.0"))
    assert reached.value == Decimal("1.1000")


def test_nothing_is_expected_before_the_first_working_day_has_passed():
    assert pace(5, 660, passed=0, working_days=22) == UNKNOWN


def test_without_a_plan_there_is_no_pace():
    assert pace(5, None, passed=3, working_days=22) == UNKNOWN


def test_area_without_a_plan_leaves_both_sides_of_the_sum():
    paces = [Ratio(330, Decimal("300.0")), UNKNOWN, Ratio(70, Decimal("100.0"))]

    assert sum_of_paces(paces) == Ratio(400, Decimal("400.0"))
    assert sum_of_paces([UNKNOWN]) == UNKNOWN
