from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from salesops.accounts.actor import Actor
from stores.choices import SaleKind, SaleSource
from stores.models import SalesMonth, SalesRecord, StockCount
from stores.services import Sale, rebuild_sales_months, record_sales, record_stock, sales_of_skus
from stores.services.sales import SalesRecorded
from tests.factories.stores import PriceFactory, SkuFactory, StoreFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()
JOB = Actor.system("test")


@pytest.fixture
def store():
    return StoreFactory()


@pytest.fixture
def sku():
    price = PriceFactory(starts_on=date(2026, 1, 1), list_yuan=Decimal(1000), supply_yuan=Decimal(800))
    PriceFactory(model=price.model, starts_on=date(2026, 3, 1), list_yuan=Decimal(900), supply_yuan=Decimal(700))
    return SkuFactory(model=price.model)


def sale(store, sku, quantity, **more):
    return Sale(
        **{
            "kind": SaleKind.SELL_OUT,
            "store_id": store.pk,
            "sku_id": sku.pk,
            "model_id": sku.model_id,
            "sold_on": date(2026, 2, 10),
            "quantity": quantity,
            **more,
        }
    )


def record(*sales, source=SaleSource.IMPORT):
    return record_sales(sales, source=source, actor=JOB, at=AT)


def rows():
    return SalesRecord.objects.unscoped(because="test").order_by("pk")


def months():
    return SalesMonth.objects.unscoped(because="test").order_by("store_id", "month", "model_id")


def test_the_same_fact_twice_adds_nothing_twice(store, sku):
    record(sale(store, sku, 5))

    assert record(sale(store, sku, 5)) == SalesRecorded(created=0, corrected=0, unchanged=1)
    assert rows().count() == 1


def test_a_changed_fact_is_a_further_row_with_the_difference(store, sku):
    record(sale(store, sku, 5))

    assert record(sale(store, sku, 3)) == SalesRecorded(created=0, corrected=1, unchanged=0)
    assert list(rows().values_list("quantity", "correction_no")) == [(5, 0), (-2, 1)]


def test_a_correction_of_a_correction_counts_on(store, sku):
    record(sale(store, sku, 5))
    record(sale(store, sku, 3))
    record(sale(store, sku, 5))

    assert list(rows().values_list("quantity", "correction_no")) == [(5, 0), (-2, 1), (2, 2)]


def test_an_amount_alone_is_corrected_too(store, sku):
    record(sale(store, sku, 2, amount_yuan=Decimal("1900.00")))
    record(sale(store, sku, 2, amount_yuan=Decimal("1800.50")))

    assert list(rows().values_list("quantity", "amount_yuan")) == [
        (2, Decimal("1900.00")),
        (0, Decimal("-99.50")),
    ]


def test_document_kind_and_source_make_another_fact(store, sku):
    record(sale(store, sku, 1), sale(store, sku, 1, document="D2"), sale(store, sku, 1, kind=SaleKind.SELL_IN))
    record(sale(store, sku, 1), source=SaleSource.VISIT)

    assert rows().filter(correction_no=0).count() == 4


@pytest.mark.parametrize(
    ("kind", "day", "amount"),
    [
        (SaleKind.SELL_OUT, date(2026, 2, 28), Decimal(2000)),
        (SaleKind.SELL_OUT, date(2026, 3, 1), Decimal(1800)),
        (SaleKind.SELL_IN, date(2026, 3, 1), Decimal(1400)),
        (SaleKind.SELL_OUT, date(2025, 12, 31), None),
    ],
)
def test_without_an_amount_the_price_of_the_day_gives_it(store, sku, kind, day, amount):
    record(sale(store, sku, 2, kind=kind, sold_on=day))

    assert rows().get().amount_yuan == amount


def test_one_call_with_a_fact_twice_is_a_mistake_of_the_caller(store, sku):
    with pytest.raises(ValueError, match="twice"):
        record(sale(store, sku, 1), sale(store, sku, 2))


def test_the_rollup_moves_with_the_records(store, sku):
    record(sale(store, sku, 5), sale(store, sku, 8, kind=SaleKind.SELL_IN))
    record(sale(store, sku, 3), sale(store, sku, -1, document="return"))

    month = months().get()

    assert (month.month, month.sell_in, month.sell_out) == (date(2026, 2, 1), 8, 2)
    assert (month.sell_out_yuan, month.records) == (Decimal(2000), 3)


def test_rebuilt_rollups_equal_those_that_moved_along(store, sku):
    other = SkuFactory(model=sku.model, colour="白")
    elsewhere = StoreFactory()
    for place, day in enumerate((date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28))):
        record(
            sale(store, sku, 3 + place, sold_on=day),
            sale(store, other, 2, sold_on=day, amount_yuan=Decimal("0.10")),
            sale(elsewhere, sku, 7, sold_on=day, kind=SaleKind.SELL_IN),
        )
    record(sale(store, sku, 1, sold_on=date(2026, 1, 31)))
    fields = [f.attname for f in SalesMonth._meta.concrete_fields if not f.primary_key]
    moved = list(months().values_list(*fields))

    assert rebuild_sales_months() == len(moved)
    assert list(months().values_list(*fields)) == moved
    assert months().aggregate(n=Sum("sell_out"))["n"] == rows().sell_out().aggregate(n=Sum("quantity"))["n"]


def test_recording_costs_the_same_for_one_and_for_many(store, sku):
    one, *many = [sale(store, sku, n, document=f"D{n}") for n in range(1, 60)]
    with CaptureQueriesContext(connection) as for_one:
        record(one)
    with CaptureQueriesContext(connection) as for_many:
        record(*many)

    assert len(for_one) == len(for_many)


def test_the_last_count_of_a_day_stands(store, sku):
    record_stock({sku.pk: 4}, store_id=store.pk, counted_on=date(2026, 2, 1), at=AT)
    record_stock({sku.pk: 6}, store_id=store.pk, counted_on=date(2026, 2, 1), at=AT)

    assert StockCount.objects.unscoped(because="test").get().quantity == 6


def test_pieces_by_sku_become_facts(store, sku):
    assert sales_of_skus({sku.pk: 2}, kind=SaleKind.SELL_OUT, store_id=store.pk, sold_on=date(2026, 2, 10)) == [
        sale(store, sku, 2)
    ]
