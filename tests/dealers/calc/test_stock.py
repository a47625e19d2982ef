"""What lies in the stores (handbook H8.2)."""

from datetime import date
from decimal import Decimal

import pytest

from dealers.calc.checks import LineNumbers
from dealers.calc.material import Stock
from dealers.calc.stock import Counted, Flow, StockValue, known_share, stock_by_store_and_model, value_of_stock

TENTH = date(2026, 11, 10)


def test_counts_of_a_models_colours_add_up_and_outweigh_the_books():
    counts = [Counted(1, 7, date(2026, 11, 3), 4), Counted(1, 7, TENTH, 5)]
    flows = [Flow(1, 7, 30, 10), Flow(1, 8, 30, 10), Flow(1, 9, 10, 30), Flow(2, 9, 0, 30)]

    assert stock_by_store_and_model(counts, flows) == {
        (1, 7): Stock(9, TENTH),
        (1, 8): Stock(20, None),
        (1, 9): Stock(0, None),
    }


def test_value_is_at_the_supply_price():
    held = [(7, Stock(9, TENTH)), (8, Stock(20, None))]

    assert value_of_stock(held, {7: Decimal("1000.00"), 8: Decimal("10.50")}) == StockValue(
        counted_units=9, derived_units=20, value_yuan=Decimal("9210.00")
    )


def test_a_stock_that_nothing_is_known_of_has_no_value():
    assert value_of_stock([], {}) == StockValue(0, 0, None)


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        ([(8, 5), (2, None)], Decimal("0.8")),
        ([(8, None), (2, 0)], Decimal("0.2")),
        ([(0, 5)], None),
        ([], None),
    ],
)
def test_the_known_share_is_weighed_by_the_units_planned(lines, share):
    numbers = [LineNumbers(units, 0, 0, 99, "robust", stock, Decimal(1), Decimal(1)) for units, stock in lines]

    assert known_share(numbers) == share
