"""How much a store should order (handbook H5.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.calc.order import Need, cover_need, order_of

UNITS = st.integers(0, 500)


@pytest.mark.parametrize(
    ("sold", "more", "stock", "lacking", "ordered"),
    [
        (28, 0, 5, 0, 16),  # one a day for 21 days, 5 are there
        (8, 0, None, 0, 6),  # nobody counted: as if none were there
        (8, 4, 3, 0, 7),  # a promotion adds four
        (0, 0, 9, 2, 2),  # the shelf lacks two colours, whatever stands there
        (-3, 0, 0, 0, 0),  # more came back than was sold
        (8, 0, 40, 0, 0),
    ],
)
def test_a_store_orders_what_it_will_sell_and_lacks(sold, more, stock, lacking, ordered):
    needs = [Need(cover_need(sold), "sold"), Need(more, "promotion")]

    assert order_of(needs, stock, lacking) == ordered


@given(UNITS, UNITS, UNITS)
def test_with_the_order_the_stock_covers_the_need_and_one_less_does_not(sold, more, stock):
    needs = [Need(cover_need(sold), ""), Need(more, "")]
    order = order_of(needs, stock, 0)
    needed = sum(need.units for need in needs)

    assert order + stock >= needed - 1e-6
    assert order == 0 or order - 1 + stock < needed
