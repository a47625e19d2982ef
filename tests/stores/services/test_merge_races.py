"""What holds when somebody merges while others merge or record; only PostgreSQL lets them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from salesops.accounts.actor import Actor
from stores.choices import SaleKind, SaleSource
from stores.models import SalesMonth, Store
from stores.services import Sale, record_sales
from stores.services.merging import CannotMerge, Choice, merge
from tests.factories.stores import CustomerFactory, SkuFactory, StoreFactory
from tests.stores.classes import AT

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL"),
]

JOB = Actor.system("test")


def at_once(deed, times=8):
    """Do it in so many threads that start together; give what came out, refusals by their class."""
    gate = Barrier(times)

    def run(number):
        gate.wait()
        try:
            return deed(number)
        except CannotMerge as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_of_two_merges_in_both_directions_one_wins(cast):
    customer = CustomerFactory(rep=cast.rep)
    one, other = StoreFactory(customer=customer), StoreFactory(customer=customer)
    both = ((one.pk, other.pk), (other.pk, one.pk))

    by = {"actor": cast.actor("manager"), "at": AT, "reason": "x"}
    results = at_once(lambda n: merge(Choice("store", *both[n % 2], 1, 1), **by))

    assert results.count(CannotMerge) == 7
    assert Store.objects.unscoped(because="test").standing().count() == 1


def test_sales_that_come_in_during_a_merge_are_all_in_the_rollups(cast):
    customer, sku = CustomerFactory(rep=cast.rep), SkuFactory()
    gone, kept = StoreFactory(customer=customer), StoreFactory(customer=customer)

    def deed(number):
        if number == 3:
            return merge(Choice("store", gone.pk, kept.pk, 1, 1), actor=cast.actor("manager"), at=AT, reason="x")
        sale = Sale(SaleKind.SELL_OUT, kept.pk, sku.pk, sku.model_id, date(2026, 10, 1), 1, document=f"V{number}")
        return record_sales([sale], source=SaleSource.VISIT, actor=JOB, at=AT)

    at_once(deed)

    month = SalesMonth.objects.unscoped(because="test").get()
    assert (month.store, month.sell_out, month.records) == (kept, 7, 7)
