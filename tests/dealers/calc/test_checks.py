"""What a manager should look at (handbook H8.5)."""

from decimal import Decimal

import pytest

from dealers.calc.checks import Flag, LineNumbers, flags_of_line, flags_of_plan


def line(**numbers) -> LineNumbers:
    usual = {"quantity": 10, "drafted": 10, "low": 8, "high": 13, "method": "robust", "stock": None}
    return LineNumbers(**usual | {"list_yuan": Decimal(1999), "supply_yuan": Decimal(1699)} | numbers)


@pytest.mark.parametrize(
    ("numbers", "flags"),
    [
        ({}, ()),
        ({"quantity": 8}, ()),
        ({"quantity": 13}, ()),
        ({"quantity": 7}, (Flag.OUTSIDE_RANGE,)),
        ({"quantity": 14}, (Flag.OUTSIDE_RANGE,)),
        ({"method": "like_stores"}, (Flag.NO_HISTORY,)),
        ({"stock": 20}, ()),
        ({"stock": 21}, (Flag.OVERSTOCK,)),
        ({"stock": 9, "quantity": 0, "low": 0}, ()),
        ({"list_yuan": Decimal(0)}, (Flag.NO_PRICE,)),
        ({"method": "added", "low": 0, "high": 0}, (Flag.NOT_DRAFTED,)),
        ({"carriage": "carried"}, ()),
        ({"carriage": "missing"}, (Flag.NOT_CARRIED,)),
        ({"carriage": "not_asked"}, (Flag.NOT_ASKED,)),
        ({"carriage": "missing", "quantity": 0, "low": 0}, ()),
        ({"carriage": "missing", "quantity": 11}, (Flag.NOT_CARRIED, Flag.RAISED_UNCARRIED)),
        ({"carriage": "carried", "quantity": 11}, ()),
        ({"method": "left", "low": 0, "high": 0, "quantity": 0}, ()),
    ],
)
def test_line_is_judged(numbers, flags):
    assert flags_of_line(line(**numbers)) == flags


@pytest.mark.parametrize(
    ("profit", "lines", "flags"),
    [
        (Decimal("0.00"), [line()], ()),
        (Decimal("-0.01"), [line()], (Flag.LOSS,)),
        (Decimal("-3000.00"), [], (Flag.EMPTY, Flag.LOSS)),
    ],
)
def test_plan_is_judged(profit, lines, flags):
    assert flags_of_plan(profit, lines) == flags


@pytest.mark.parametrize(("target", "flags"), [(None, ()), (10, ()), (11, (Flag.UNDER_TARGET,))])
def test_a_plan_below_its_accepted_target_says_so(target, flags):
    assert flags_of_plan(Decimal(1), [line()], target) == flags
