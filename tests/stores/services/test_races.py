"""What holds when two act at once; only PostgreSQL lets them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.services import EditedMeanwhile
from stores.choices import SaleKind, SaleSource
from stores.models import ClassificationRun, SalesMonth, SalesRecord, Store
from stores.services import Sale, edit_store, make_valid, propose_classification, record_sales
from stores.services.class_decisions import NewerClassesHold
from tests.factories.stores import CustomerFactory, SkuFactory, StoreFactory
from tests.stores.classes import AT, MONTH, area_of

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
        except (NotPossibleNow, EditedMeanwhile) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_of_eight_editors_one_wins_and_the_others_are_told(cast):
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    actor = cast.actor("manager")

    results = at_once(
        lambda n: edit_store(store, {"phone": f"1380000000{n}"}, revision=1, actor=actor, at=timezone.now())
    )

    assert results.count(EditedMeanwhile) == 7
    assert Store.objects.unscoped(because="test").get().revision == 2


def test_eight_files_with_one_fact_record_it_once(cast):
    store, sku = StoreFactory(customer=CustomerFactory(rep=cast.rep)), SkuFactory()
    sale = Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, date(2026, 10, 1), 5)

    at_once(lambda n: record_sales([sale], source=SaleSource.IMPORT, actor=JOB, at=AT))

    assert SalesRecord.objects.unscoped(because="test").get().quantity == 5
    assert SalesMonth.objects.unscoped(because="test").get().sell_out == 5


def test_eight_visits_of_one_month_all_reach_the_rollup(cast):
    store, sku = StoreFactory(customer=CustomerFactory(rep=cast.rep)), SkuFactory()

    def visit(number):
        sale = Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, date(2026, 10, 1), 1, document=f"V{number}")
        record_sales([sale], source=SaleSource.VISIT, actor=JOB, at=AT)

    at_once(visit)

    month = SalesMonth.objects.unscoped(because="test").get()
    assert (month.sell_out, month.records) == (8, 8)


def test_eight_jobs_make_one_proposal(cast):
    area_of(cast.rep, 45, 30)

    at_once(lambda n: propose_classification(cast.center, MONTH, actor=JOB, at=AT))

    assert ClassificationRun.objects.unscoped(because="test").get().entries.unscoped(because="test").count() == 2


def test_an_older_month_decided_at_the_same_time_sees_the_newer(cast):
    area_of(cast.rep, 45, 30)
    older, newer = (propose_classification(cast.center, month, actor=JOB, at=AT) for month in (MONTH, MONTH + 1))
    has_decided = Event()

    def decide_newer():
        with transaction.atomic():
            make_valid(newer, actor=JOB, at=AT)
            has_decided.set()
            sleep(0.3)
        connection.close()

    def decide_older():
        has_decided.wait(10)
        try:
            make_valid(older, actor=JOB, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(decide_newer), pool.submit(decide_older)

    assert (first.exception(), type(second.exception())) == (None, NewerClassesHold)


def test_of_eight_decisions_one_counts(cast):
    area_of(cast.rep, 45, 30)
    run = propose_classification(cast.center, MONTH, actor=JOB, at=AT)

    results = at_once(lambda n: make_valid(run, actor=JOB, at=AT, revision=run.revision))

    assert results.count(NotPossibleNow) == 7
