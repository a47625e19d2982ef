"""What reviews ask of visits (handbook H9)."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from salesops.periods.month import Month
from stores.models import StockCount
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING, SHANGHAI, MarketReportFactory, VisitFactory
from visits.choices import VisitStatus
from visits.selectors.findings import ImageAndReports, image_and_reports_of

pytestmark = pytest.mark.django_db

NOVEMBER = Month(2026, 11)


def count(shop, on: date, *quantities: int) -> None:
    for sku, quantity in zip(shop.skus, quantities, strict=False):
        StockCount.objects.create(store=shop.store, sku=sku, counted_on=on, quantity=quantity, recorded_at=MORNING)


def scored(shop, on: date, score: str) -> None:
    VisitFactory(store=shop.store, visited_on=on, image_score=Decimal(score), status=VisitStatus.NO_CHECKOUT)


def test_the_last_score_and_stock_of_the_month_and_its_reports(shop):
    scored(shop, date(2026, 11, 5), "60.0")
    scored(shop, date(2026, 11, 20), "80.0")
    scored(shop, date(2026, 12, 1), "10.0")
    count(shop, date(2026, 11, 5), 1, 1)
    count(shop, date(2026, 11, 20), 4, 2)
    MarketReportFactory(store=shop.store, reported_at=datetime(2026, 11, 1, 0, 30, tzinfo=SHANGHAI))
    MarketReportFactory(store=shop.store, reported_at=datetime(2026, 12, 1, 0, 30, tzinfo=SHANGHAI))

    assert image_and_reports_of([shop.store.pk], NOVEMBER) == {
        shop.store.pk: ImageAndReports(Decimal("80.0"), date(2026, 11, 20), 1, 6, date(2026, 11, 20))
    }


def test_a_store_that_nobody_looked_at_is_unknown_not_zero(shop):
    assert image_and_reports_of([shop.store.pk], NOVEMBER)[shop.store.pk] == ImageAndReports(None, None, 0, None, None)


@pytest.mark.parametrize("number", [1, 3])
def test_all_stores_cost_three_queries(shop, number, django_assert_num_queries):
    ids = [StoreFactory(customer=shop.store.customer).pk for _ in range(number)]

    with django_assert_num_queries(3):
        image_and_reports_of(ids, NOVEMBER)
