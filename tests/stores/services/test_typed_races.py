"""Two who type or correct at once; only PostgreSQL lets them (handbook H2.5)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from stores.choices import SaleKind
from stores.models import SalesMonth, SalesRecord
from stores.services.sales import wait_for_other_imports
from stores.services.typed_sales import AlreadyRecorded, CorrectedMeanwhile, ImportIsWriting, correct_sale, type_sales
from tests.factories.stores import SalesRecordFactory, SkuFactory, StoreFactory

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL"),
]

BY = {"actor": Actor.system("test"), "at": timezone.now()}


def at_once(deed, times=6):
    """Do it in so many threads that start together; give each refusal by its class."""
    gate = Barrier(times)

    def run(number):
        gate.wait()
        try:
            return deed(number)
        except DomainError as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def rows():
    return SalesRecord.objects.unscoped(because="test").order_by("pk")


def test_of_six_who_type_one_day_one_records_it_and_the_others_are_told():
    store, sku = StoreFactory(), SkuFactory()
    fact = {"kind": SaleKind.SELL_OUT, "sold_on": date(2026, 10, 15)}

    results = at_once(lambda number: type_sales(store, {sku.pk: number + 1}, **fact, **BY))

    assert results.count(AlreadyRecorded) == 5
    assert SalesMonth.objects.unscoped(because="test").get().sell_out == rows().get().quantity


@pytest.mark.parametrize("source", ["typed", "visit"])
def test_of_six_corrections_one_counts_and_the_others_are_told(source):
    record = SalesRecordFactory(quantity=20, source=source)

    results = at_once(lambda number: correct_sale(record, number + 1, rows_seen=1, **BY, reason="盘点"))

    assert results.count(CorrectedMeanwhile) == 5
    assert rows().count() == 2


def test_a_correction_does_not_wait_for_a_long_import():
    record = SalesRecordFactory(quantity=20)

    with transaction.atomic():
        wait_for_other_imports()
        results = at_once(lambda number: correct_sale(record, 3, rows_seen=1, **BY, reason="盘点"), times=1)

    assert results == [ImportIsWriting]
