"""What is drawn anew: weeks where sales came by the day, months where they came in one piece (handbook H3)."""

from datetime import date
from decimal import Decimal

import pytest

from salesops.periods.month import Month
from stores.calc.classification import StoreHistory, classify
from stores.models import ClassificationRule, SalesMonth
from stores.selectors.class_evidence import Sold, evidence_of
from stores.selectors.classification import classification_of
from stores.services.rollups import rebuild_sales_months
from tests.factories.stores import CustomerFactory, SalesRecordFactory, SkuFactory, StoreFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
MONTHS = (8, 9, 10)


@pytest.fixture
def sold(cast):
    """Give a rep a store with pieces on days of each month of the window."""
    sku = SkuFactory()

    def make(code, days, months=MONTHS, **more):
        store = StoreFactory(code=code, customer=CustomerFactory(rep=cast.rep))
        for month in months:
            for day, pieces in days.items():
                SalesRecordFactory(store=store, sku=sku, sold_on=date(2026, month, day), quantity=pieces, **more)
        return store

    return make


def evidence(cast):
    rebuild_sales_months()
    found = classification_of(cast.center, Month(2026, 11), on=TODAY)
    return {placed.store.code: placed.evidence for placed in found.places}


def test_each_day_falls_into_its_quarter_of_the_month(cast, sold):
    sold("S1", {1: 1, 7: 2, 8: 4, 15: 8, 16: 16, 23: 32, 24: 64, 30: 128})

    drawn = evidence(cast)["S1"]

    # August and October have 31 days, September 30.
    assert drawn.weeks[:4] == (300, 1200, 4800, 19200)
    assert (drawn.method, drawn.volume, drawn.months) == ("weeks", 255 * 300, (255, 255, 255))


def test_a_panel_of_months_has_no_weeks(cast, sold):
    sold("S1", {30: 90})
    sold("S2", {3: 40, 20: 10})

    drawn = evidence(cast)

    assert (drawn["S1"].method, drawn["S1"].months) == ("months", (90, 90, 90))
    assert drawn["S2"].method == "weeks"


def test_weeks_that_do_not_add_up_to_the_months_are_not_drawn(cast, sold):
    store = sold("S1", {3: 40, 20: 10})
    rebuild_sales_months()
    SalesMonth.objects.unscoped(because="test").filter(store=store, month=date(2026, 10, 1)).update(sell_out=60)

    found = classification_of(cast.center, Month(2026, 11), on=TODAY)

    assert found.places[0].evidence.method == "months"


def test_weeks_of_a_missing_month_are_the_mean_of_the_others():
    months = (Month(2026, 8), Month(2026, 9), Month(2026, 10))
    placing = classify([StoreHistory("S1", (48, None, 48))], window=months, on=TODAY)[0]
    sold = [Sold(48, 48), None, Sold(48, 48)]

    drawn = evidence_of(placing, sold, (4000, 0, 800, 0, *[0] * 4, 4000, 0, 800, 0))

    assert drawn.weeks == (4000, 0, 800, 0, *[1200] * 4, 4000, 0, 800, 0)
    assert (drawn.volume, drawn.months) == (sum(drawn.weeks), (48, 48))


def test_a_center_that_ranks_by_value_draws_value(cast, sold):
    ClassificationRule.objects.create(center=cast.center, measure="value")
    sold("S1", {3: 4, 20: 1}, amount_yuan=Decimal("99.90"))

    drawn = evidence(cast)["S1"]

    assert drawn.weeks == (9990, 0, 9990, 0) * 3
    assert drawn.months == (5, 5, 5)
