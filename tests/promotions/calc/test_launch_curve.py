"""The curve of a launch against its plan, and the figures of its tracking page (handbook H6.1)."""

from datetime import date
from decimal import Decimal

import pytest

from promotions.calc.launch_chart import LaunchChart
from promotions.calc.launch_curve import StoreFacts, curve_of, figures_of, planned_share, ranked
from stores.calc.distribution import Part

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 28)


def store(number, weight=10, quantity=5, **known):
    return StoreFacts(number, center_id=known.pop("center", 1), rep_id=1, weight=weight, quantity=quantity, **known)


def test_the_plan_rises_evenly_to_all_stores_on_the_last_day():
    days = [date(2026, 11, 30), FIRST, date(2026, 12, 7), date(2026, 12, 14), LAST, date(2027, 1, 9)]

    shares = [planned_share(FIRST, LAST, day) for day in days]

    assert shares == [Decimal(share) for share in ("0", "0.0357", "0.2500", "0.5000", "1", "1")]


def test_a_planned_share_of_a_half_at_its_last_place_is_half_up():
    assert planned_share(date(2026, 12, 1), date(2027, 1, 1), date(2026, 12, 1)) == Decimal("0.0313")


def test_the_curve_counts_stores_and_weighs_them_by_what_they_sell():
    stores = [store(1, 60, carried_on=date(2026, 12, 2), displayed_on=date(2026, 12, 4)), store(2, 40), store(3, 0)]

    points = curve_of(stores, FIRST, LAST, on=date(2026, 12, 4))

    known = [(point.numeric, point.weighted, point.displayed) for point in points[:5]]
    third, sixty = Decimal("0.3333"), Decimal("0.6000")
    assert known == [(0, 0, 0), (third, sixty, 0), (third, sixty, 0), (third, sixty, third), (None, None, None)]
    assert len(points) == 28


def test_the_figures_follow_the_glossary():
    stores = [
        store(1, carried_on=FIRST, sold_in=8, orders=2, sold_out=6, sold_lately=6, stock=4,
              first_sold_on=date(2026, 12, 3), prices_seen=2, prices_right=1),
        store(2, carried_on=FIRST, sold_in=4, orders=1, sold_out=0, stock=2),
        store(3),
    ]  # fmt: skip

    figures = figures_of(stores, FIRST, LAST, on=date(2026, 12, 12))

    assert figures.numeric == Part(2, 3)
    assert figures.sell_through == Part(6, 12)
    assert figures.reorder == Part(1, 2)
    assert (figures.with_sale, figures.days_to_first_sale) == (Part(1, 2), 2)
    # Six pieces in stock, six sold in twelve days.
    assert (figures.stock, figures.counted_stores, figures.cover_days) == (6, 2, 12)
    assert figures.price_right == Part(1, 2)


@pytest.mark.parametrize(("carrying", "is_behind"), [(4, False), (3, True)])
def test_a_curve_is_behind_beyond_ten_points_under_its_plan(carrying, is_behind):
    stores = [store(number, carried_on=FIRST if number < carrying else None) for number in range(10)]

    figures = figures_of(stores, FIRST, LAST, on=date(2026, 12, 14))

    assert (figures.is_behind, figures.planned_stores) == (is_behind, 5)


def test_without_stores_nothing_is_behind_and_nothing_is_invented():
    figures = figures_of([], FIRST, LAST, on=LAST)

    assert (figures.numeric.ratio, figures.stock, figures.cover_days, figures.is_behind) == (None, None, None, False)


def test_the_furthest_leads_the_ranking():
    stores = [store(1, center=1), store(2, center=2, carried_on=FIRST), store(3, center=3), store(4, center=3)]

    assert [key for key, _figures in ranked(stores, lambda one: one.center_id, FIRST, LAST, LAST)] == [2, 3, 1]


def test_the_chart_runs_from_the_floor_to_the_top():
    chart = LaunchChart(curve_of([store(1, carried_on=FIRST)], FIRST, LAST, on=date(2026, 12, 2)))

    assert chart.numeric == "64,12 84,12"
    assert chart.planned.endswith("628,12")
    assert [mark.words for mark in chart.weeks] == [date(2026, 12, day) for day in (1, 8, 15, 22)]


def test_the_first_day_alone_is_a_dot():
    """A line of one point would not be drawn."""
    chart = LaunchChart(curve_of([store(1, carried_on=FIRST)], FIRST, LAST, on=FIRST))

    assert chart.numeric == "64,12 64,12"
