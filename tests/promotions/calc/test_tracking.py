"""How a promotion does, by hand (handbook H6.2)."""

from datetime import date, timedelta
from decimal import Decimal

from promotions.calc.chart import chart_of
from promotions.calc.tracking import Days, StoreInput, track

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 10)


def sold(*units):
    return {FIRST + timedelta(days=number): quantity for number, quantity in enumerate(units)}


def test_the_goal_is_what_is_usual_and_the_stores_share():
    days = Days.until(FIRST, LAST, date(2026, 12, 5))
    good, bad = StoreInput(1, 20, 28, sold(5, 3, 4, 4, 9)), StoreInput(2, 20, 28, sold(1, 0, 2))

    found = track(days, [good, bad])

    assert [(one.store_id, one.usual, one.goal, one.expected, one.sold) for one in found.stores] == [
        (2, Decimal("10.0"), Decimal("30.0"), Decimal("12.0"), 3),
        (1, Decimal("10.0"), Decimal("30.0"), Decimal("12.0"), 16),
    ]
    assert [one.is_red for one in found.stores] == [True, False]
    assert (found.sold, found.run_rate, found.extra_so_far) == (19, Decimal("47.5"), Decimal("11.0"))


def test_today_does_not_count_before_it_is_over():
    found = track(Days.until(FIRST, LAST, FIRST), [StoreInput(1, 5, 0, sold(9))])

    assert (found.sold, found.run_rate, found.stores[0].achievement) == (0, None, None)
    assert found.by_day[0].sold is None


def test_a_unit_or_two_short_is_not_red():
    found = track(Days.until(FIRST, LAST, date(2027, 1, 1)), [StoreInput(1, 2, 0, {})])

    assert (found.days.over, found.stores[0].expected, found.red) == (10, Decimal("2.0"), 0)


def test_the_highest_column_reaches_no_further_than_the_top():
    found = track(Days.until(FIRST, LAST, LAST), [StoreInput(1, 20, 28, sold(50, -3))])

    bars = chart_of(found.by_day).bars

    assert (bars[0].y, bars[1].height) == (8, 0)
