"""What a customer earns with us (handbook H8.2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealers.calc.profit import Profit, Sale, Terms, profit_of_customer, profit_of_sale, sum_of_profits

PHONE = Sale(10, Decimal("2999.00"), Decimal("2550.00"), Decimal("0.03"))
ENTRY = Sale(20, Decimal("1299.00"), Decimal("1105.00"))
TERMS = Terms(Decimal(500), Decimal(6200), Decimal(40000))


def test_customer_earns_by_the_formula_of_the_glossary():
    profit = profit_of_customer([PHONE, ENTRY], TERMS)

    assert profit == Profit(
        revenue_yuan=Decimal("55970.00"),
        rebates_yuan=Decimal("765.00"),
        support_yuan=Decimal("500.00"),
        purchase_cost_yuan=Decimal("47600.00"),
        own_cost_yuan=Decimal("6200.00"),
        average_stock_yuan=Decimal("40000.00"),
    )
    assert profit.profit_yuan == Decimal("3435.00")
    assert profit.margin == Decimal("0.0614")
    assert profit.return_on_stock == Decimal("0.0859")


def test_line_shows_what_it_brings_alone():
    assert profit_of_sale(PHONE).profit_yuan == Decimal("5255.00")


@pytest.mark.parametrize(
    ("sales", "terms", "margin", "return_on_stock"),
    [
        ([], Terms(), None, None),
        ([], TERMS, None, Decimal("-0.1425")),
        ([PHONE], Terms(), Decimal("0.1752"), None),
        ([Sale(-1, Decimal(2999), Decimal(2550))], Terms(), None, None),
    ],
)
def test_ratio_is_unknown_without_a_denominator(sales, terms, margin, return_on_stock):
    profit = profit_of_customer(sales, terms)

    assert (profit.margin, profit.return_on_stock) == (margin, return_on_stock)


def test_half_a_cent_is_rounded_up():
    sale = Sale(1, Decimal("0.005"), Decimal("100.00"), Decimal("0.00005"))

    assert profit_of_sale(sale).revenue_yuan == Decimal("0.01")
    assert profit_of_sale(sale).rebates_yuan == Decimal("0.01")


prices = st.decimals(0, 20_000, places=2)
sales = st.lists(st.builds(Sale, st.integers(-5, 500), prices, prices, st.decimals(0, 1, places=4)), max_size=20)


@given(sales, sales)
def test_sum_of_customers_is_the_account_of_all_their_sales(mine, yours):
    together = profit_of_customer(mine + yours, Terms())

    assert sum_of_profits([profit_of_customer(mine, Terms()), profit_of_customer(yours, Terms())]) == together
    assert together.profit_yuan == sum((profit_of_sale(sale).profit_yuan for sale in mine + yours), Decimal(0))
