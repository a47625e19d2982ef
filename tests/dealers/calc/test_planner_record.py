"""How near a planner came: bias and error, by hand (handbook H8.5)."""

from decimal import Decimal

import pytest

from dealers.calc.planner_record import Compared, Record, record_of


def record(*pairs) -> Record:
    return record_of(Compared(planned, actual) for planned, actual in pairs)


def test_bias_lets_too_much_and_too_little_cancel_and_error_does_not():
    known = record((120, 100), (90, 100), (250, 200))

    assert known == Record(3, 0, 460, 400, bias=Decimal("0.1500"), error=Decimal("0.2000"))


def test_who_plans_too_little_has_a_bias_below_nought():
    known = record((80, 100), (80, 100), (80, 100))

    assert (known.bias, known.error) == (Decimal("-0.2000"), Decimal("0.2000"))


def test_two_plans_are_not_enough():
    known = record((120, 100), (90, 100))

    assert (known.plans, known.is_enough, known.bias, known.error) == (2, False, None, None)


def test_a_month_of_which_nothing_was_reported_is_left_out_and_counted():
    known = record((120, 100), (90, 100), (250, 200), (999, None))

    assert known == Record(3, 1, 460, 400, bias=Decimal("0.1500"), error=Decimal("0.2000"))
    assert not record((120, 100), (90, 100), (250, None)).is_enough


def test_a_month_in_which_nothing_was_sold_counts():
    known = record((10, 0), (100, 100), (100, 100))

    assert (known.bias, known.error) == (Decimal("0.0500"), Decimal("0.0500"))


def test_returns_lower_the_actual_and_may_bring_a_month_below_nought():
    known = record((5, -5), (100, 100), (100, 105))

    assert (known.actual, known.bias, known.error) == (200, Decimal("0.0250"), Decimal("0.0750"))


@pytest.mark.parametrize("returned", [0, -1])
def test_without_sales_there_is_nothing_to_measure_by(returned):
    known = record((10, 0), (10, 0), (10, returned))

    assert (known.is_enough, known.bias, known.error) == (True, None, None)


def test_no_plan_is_no_record():
    assert record() == Record()
