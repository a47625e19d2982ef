"""What holds when two act at once; only PostgreSQL lets them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.selectors.history import history_of
from salesops.workflow.services import EditedMeanwhile
from stores.choices import ArchiveKind, BulkStatus, SaleKind, SaleSource
from stores.models import ClassificationRun, SalesMonth, SalesRecord, Store, StoreResponsibility
from stores.services import (
    Sale,
    apply_bulk_edit,
    cancel_hand_over,
    carry_out_hand_over,
    edit_store,
    make_valid,
    override_class,
    plan_hand_over,
    prepare_bulk_edit,
    propose_classification,
    record_sales,
)
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


def test_an_override_that_is_being_set_is_seen_by_the_decision(cast):
    store = area_of(cast.rep, 45, 30, 15, 10)[3]
    run = propose_classification(cast.center, MONTH, actor=JOB, at=AT)
    is_set = Event()

    def override():
        with transaction.atomic():
            override_class(store, "A", ends_on=date(2027, 1, 1), actor=cast.actor("manager"), at=AT, reason="flagship")
            is_set.set()
            sleep(0.3)
        connection.close()

    def decide():
        is_set.wait(10)
        make_valid(ClassificationRun.objects.unscoped(because="test").get(pk=run.pk), actor=JOB, at=AT)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(override), pool.submit(decide)

    assert (first.exception(), second.exception()) == (None, None)
    assert Store.objects.unscoped(because="test").get(pk=store.pk).store_class == "A"


def test_pages_answer_and_other_stores_are_edited_while_a_decision_is_under_way(cast, client):
    stores = area_of(cast.rep, 45, 30, 15, 10)
    Store.objects.unscoped(because="test").update(class_is_provisional=False)
    run = propose_classification(cast.center, MONTH, actor=JOB, at=AT)
    is_applied, has_looked = Event(), Event()

    def decide():
        with transaction.atomic():
            make_valid(run, actor=JOB, at=AT)
            is_applied.set()
            has_looked.wait(20)
        connection.close()

    client.force_login(cast.manager)
    with ThreadPoolExecutor(1) as pool:
        decision = pool.submit(decide)
        assert is_applied.wait(20)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        pages = [
            client.get(path).status_code for path in ("/stores/", "/stores/classification/", run.get_absolute_url())
        ]
        staying = Store.objects.unscoped(because="test").get(pk=stores[3].pk)
        by = {"actor": cast.actor("admin"), "at": AT}
        edited = edit_store(staying, {"phone": "13800000000"}, revision=staying.revision, **by)
        has_looked.set()

    assert (decision.exception(), pages, edited.phone) == (None, [200, 200, 200], "13800000000")


def test_of_eight_decisions_one_counts(cast):
    area_of(cast.rep, 45, 30)
    run = propose_classification(cast.center, MONTH, actor=JOB, at=AT)

    results = at_once(lambda n: make_valid(run, actor=JOB, at=AT, revision=run.revision))

    assert results.count(NotPossibleNow) == 7


def waiting_hand_over(cast, stores):
    by = {"actor": cast.actor("manager"), "at": AT}
    ahead = timezone.localdate(AT) + timedelta(days=1)
    return plan_hand_over(cast.rep, cast.colleague, stores, on=ahead, reason="调区", **by)


def test_a_bulk_edit_sent_eight_times_at_once_is_done_once(cast):
    stores = StoreFactory.create_batch(5, customer=CustomerFactory(rep=cast.rep))
    by = {"actor": cast.actor("manager"), "at": AT}
    edit = prepare_bulk_edit(ArchiveKind.STORE, stores, {"phone": "1"}, reason="换号", **by)

    results = at_once(lambda n: apply_bulk_edit(edit, only_possible=False, **by).status)

    assert results == [BulkStatus.APPLIED] * 8
    assert [history_of(store).count() for store in stores] == [1] * 5


def test_overlapping_bulk_edits_neither_wait_for_each_other_nor_overwrite(cast):
    stores = StoreFactory.create_batch(6, customer=CustomerFactory(rep=cast.rep))
    by = {"actor": cast.actor("manager"), "at": AT}
    edits = [
        prepare_bulk_edit(ArchiveKind.STORE, chosen, {"phone": str(number)}, reason="换号", **by)
        for number, chosen in enumerate((stores, stores[::-1], stores[3:], stores[:3:-1]))
    ]

    at_once(lambda n: apply_bulk_edit(edits[n], only_possible=True, **by), times=4)

    assert set(Store.objects.unscoped(because="test").values_list("revision", flat=True)) == {2}
    assert [history_of(store).count() for store in stores] == [1] * 6


def test_a_hand_over_that_eight_jobs_carry_out_is_done_once(cast):
    stores = StoreFactory.create_batch(3, customer=CustomerFactory(rep=cast.rep))
    hand_over = waiting_hand_over(cast, stores)

    at_once(lambda n: carry_out_hand_over(hand_over, actor=JOB, at=AT + timedelta(days=2)))

    assert [history_of(store).count() for store in stores] == [1] * 3
    assert StoreResponsibility.objects.unscoped(because="test").filter(ends_on=None).count() == 3


def test_of_calling_off_and_carrying_out_one_counts(cast):
    stores = StoreFactory.create_batch(3, customer=CustomerFactory(rep=cast.rep))
    hand_over = waiting_hand_over(cast, stores)
    deeds = (cancel_hand_over, carry_out_hand_over)

    at_once(lambda n: deeds[n](hand_over, actor=JOB, at=AT + timedelta(days=2)), times=2)

    hand_over.refresh_from_db()
    moved = set(Store.objects.unscoped(because="test").values_list("rep__name", flat=True))
    assert (hand_over.status, moved) in [("cancelled", {"本代表"}), ("done", {"同事"})]
