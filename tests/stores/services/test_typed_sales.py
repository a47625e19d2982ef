"""What was typed stands until it is corrected, each time by a further row (handbook H2.5)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from salesops.accounts.actor import Actor
from stores.choices import SaleKind, SaleSource
from stores.models import SalesMonth, SalesRecord
from stores.services import Sale, rebuild_sales_months, record_sales
from stores.services.typed_sales import (
    AlreadyRecorded,
    CorrectedMeanwhile,
    NothingToCorrect,
    correct_sale,
    type_sales,
)
from tests.factories.stores import PriceFactory, SkuFactory, StoreFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()
JOB = Actor.system("test")
DAY = date(2026, 10, 15)


@pytest.fixture
def store():
    return StoreFactory()


@pytest.fixture
def sku():
    return SkuFactory(model=PriceFactory(list_yuan=Decimal(1000)).model)


def typed(store, quantities, **more):
    deed = {"kind": SaleKind.SELL_OUT, "sold_on": DAY, "actor": JOB, "at": AT}
    return type_sales(store, quantities, **deed | more)


def imported(store, sku, quantity, yuan=None):
    fact = Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, DAY, quantity, amount_yuan=yuan)
    record_sales([fact], source=SaleSource.IMPORT, actor=JOB, at=AT)
    return rows().last()


def corrected(record, quantity, rows_seen=1, reason="数错"):
    correct_sale(record, quantity, rows_seen=rows_seen, actor=JOB, at=AT, reason=reason)


def rows():
    return SalesRecord.objects.unscoped(because="test").order_by("pk")


def stated():
    return list(rows().values_list("quantity", "amount_yuan", "correction_no", "reason"))


def test_typed_pieces_are_records_of_their_own_source(store, sku):
    record = typed(store, {sku.pk: 2}, document="D1", reason="团购")

    assert (record.source, record.document, record.reason) == (SaleSource.TYPED, "D1", "团购")
    assert record.amount_yuan == Decimal(2000)


def test_none_sold_is_a_report_too(store, sku):
    typed(store, {sku.pk: 0})

    assert SalesMonth.objects.unscoped(because="test").get().records == 1


def test_what_was_typed_before_is_never_replaced_by_typing(store, sku):
    other = SkuFactory(model=sku.model, colour="白")
    typed(store, {sku.pk: 2})

    with pytest.raises(AlreadyRecorded, match=r"\(2\)"):
        typed(store, {sku.pk: 3, other.pk: 1})

    assert [row[0] for row in stated()] == [2]


def test_another_document_comes_on_top(store, sku):
    typed(store, {sku.pk: 2})
    typed(store, {sku.pk: 3}, document="D2")

    assert SalesMonth.objects.unscoped(because="test").get().sell_out == 5


def test_a_correction_is_a_further_row_with_its_reason(store, sku):
    record = typed(store, {sku.pk: 2})

    corrected(record, 5)
    corrected(record, 4, rows_seen=2, reason="一台退货")

    assert [(row[0], row[2], row[3]) for row in stated()] == [(2, 0, ""), (3, 1, "数错"), (-1, 2, "一台退货")]


def test_an_imported_fact_stays_an_imported_one(store, sku):
    corrected(imported(store, sku, 2), 1)

    assert set(rows().values_list("source", flat=True)) == {SaleSource.IMPORT}


def test_corrected_pieces_keep_the_price_they_had(store, sku):
    record = imported(store, sku, 2, Decimal("1700.00"))

    corrected(record, 3)
    corrected(record, 0, rows_seen=2)

    assert [row[1] for row in stated()] == [Decimal("1700.00"), Decimal("850.00"), Decimal("-2550.00")]


def test_pieces_without_a_price_get_that_of_the_list(store, sku):
    record = typed(store, {sku.pk: 0})

    corrected(record, 2)

    assert [row[1] for row in stated()] == [Decimal(0), Decimal(2000)]


def test_a_correction_meanwhile_is_told_and_not_overwritten(store, sku):
    record = typed(store, {sku.pk: 2})
    corrected(record, 5)

    with pytest.raises(CorrectedMeanwhile, match="5"):
        corrected(record, 3)

    assert [row[0] for row in stated()] == [2, 3]


def test_the_same_correction_sent_twice_is_one(store, sku):
    record = typed(store, {sku.pk: 2})
    corrected(record, 5)
    corrected(record, 5)

    assert [row[0] for row in stated()] == [2, 3]


def test_a_correction_that_changes_nothing_says_so(store, sku):
    record = typed(store, {sku.pk: 2})

    with pytest.raises(NothingToCorrect):
        corrected(record, 2)


def test_rollups_after_corrections_equal_rebuilt_ones(store, sku):
    corrected(typed(store, {sku.pk: 2}), -1)
    corrected(imported(store, sku, 3, Decimal("0.10")), 1)
    typed(store, {sku.pk: 4}, kind=SaleKind.SELL_IN)
    fields = [f.attname for f in SalesMonth._meta.concrete_fields if not f.primary_key]
    months = SalesMonth.objects.unscoped(because="test").order_by("pk")
    moved = list(months.values_list(*fields))

    rebuild_sales_months()

    assert list(months.values_list(*fields)) == moved


def test_typing_costs_the_same_for_one_sku_and_for_three(store, sku):
    others = [SkuFactory(model=sku.model, colour=colour).pk for colour in "白红蓝"]
    with CaptureQueriesContext(connection) as for_one:
        typed(store, {sku.pk: 1})
    with CaptureQueriesContext(connection) as for_three:
        typed(store, dict.fromkeys(others, 1))

    assert len(for_one) == len(for_three)
