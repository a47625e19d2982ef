"""Drafts on the worst nights: workers killed at random, all sent twice, queue and connections lost (jobs J1 to J6, J9).

A short form is part of each run; SALESOPS_LONG=1 kills fifty times over two thousand customers.
"""

import os
import time
from datetime import date
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.missing import CUSTOMER_JOB, month_to_plan
from dealers.services.drafts import draft_plans
from dealers.services.lines import change_line
from dealers.tasks import draft_plans_of_customers, draft_plans_of_month, reconcile_plans
from salesops.accounts.actor import Actor, actor_for
from salesops.workflow.models import JobRun
from stores.models import Customer, SalesMonth
from tests import own_redis
from tests.factories.accounts import CenterFactory, UserFactory
from tests.factories.planning import FIRST_MONTH, MONTHS
from tests.factories.stores import CustomerFactory, PriceFactory, StoreFactory
from tests.worker import LiveWorker, eventually

IS_LONG = os.environ.get("SALESOPS_LONG") == "1"
CUSTOMERS, ROUNDS = (2000, 50) if IS_LONG else (120, 2)
MODELS, CENTERS = 2, 4
WAIT = 600 if IS_LONG else 90
JOB = Actor.system("test")
BECAUSE = "test"

pytestmark = [
    pytest.mark.worker,
    pytest.mark.timeout(3600 if IS_LONG else 240),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def month(transactional_db):
    """Customers of four centers, each with a store that sold two models for two years; the month that is due."""
    reps = [UserFactory(center=CenterFactory()) for _ in range(CENTERS)]
    stores = [StoreFactory(customer=CustomerFactory(rep=reps[place % CENTERS])) for place in range(CUSTOMERS)]
    models = [PriceFactory(starts_on=date(2024, 1, 1)).model for _ in range(MODELS)]
    SalesMonth.objects.bulk_create(
        SalesMonth(store=store, model=model, month=(FIRST_MONTH + step).first_day, sell_out=9, sell_in=9, records=1)
        for store in stores
        for model in models
        for step in range(MONTHS)
    )
    Customer.objects.unscoped(because=BECAUSE).update(created_at=timezone.now().replace(year=2025))
    return month_to_plan(timezone.localdate())


def plans() -> int:
    return ProfitPlan.objects.unscoped(because=BECAUSE).count()


def all_stand() -> bool:
    return plans() == CUSTOMERS


def type_somewhere(chance: Random) -> dict[int, int]:
    """A rep changes a line of a draft that stands by now."""
    line = PlanLine.objects.unscoped(because=BECAUSE).filter(typed_quantity=None).select_related("plan__rep").first()
    if line is None:
        return {}
    quantity = chance.randint(0, 60)
    actor = actor_for(line.plan.rep, timezone.localdate())
    change_line(line, quantity=quantity, revision=line.revision, actor=actor, at=timezone.now(), reason="团购")
    return {line.pk: quantity}


def assert_as_if_nothing_had_been(month, typed) -> None:
    """One draft each, whole, and one more build finds nothing to do."""
    again = draft_plans(month, actor=JOB, at=timezone.now())
    lines = PlanLine.objects.unscoped(because=BECAUSE)

    assert {outcome.value: number for outcome, number in again.outcomes.items() if number} == {"unchanged": CUSTOMERS}
    assert (plans(), lines.count()) == (CUSTOMERS, CUSTOMERS * MODELS)
    assert dict(lines.exclude(typed_quantity=None).values_list("pk", "typed_quantity")) == typed
    assert not JobRun.objects.filter(job=CUSTOMER_JOB, state="failed").exists()


def test_killed_at_random_points_with_all_sent_twice_each_draft_stands_once(month, live_worker):
    chance, typed = Random(7), {}
    for number in range(ROUNDS):
        draft_plans_of_month.delay(month=str(month))
        draft_plans_of_month.delay(month=str(month))
        time.sleep(chance.uniform(0.05, 1.2))
        live_worker.kill()
        typed |= type_somewhere(chance)
        if number % 2:
            live_worker.empty_queue()
        live_worker.start()
    # Nobody waits three minutes here for the silence to be noticed.
    JobRun.objects.update(heartbeat_at=timezone.now().replace(year=2025))
    reconcile_plans.delay()
    reconcile_plans.delay()

    assert eventually(all_stand, WAIT), live_worker.log.read_text()[-4000:]
    # Asked to end while a letter comes in, Celery may wait for ever; whoever runs it kills it after its grace.
    live_worker.kill()
    assert_as_if_nothing_had_been(month, typed)


@pytest.fixture
def queue():
    with own_redis.OwnRedis() as queue:
        yield queue


@pytest.fixture
def worker(queue, tmp_path, transactional_db):
    """A worker on a queue of its own."""
    worker = LiveWorker("redis", tmp_path / "worker")
    worker.url = queue.url
    with worker:
        yield worker


def end_the_workers_connections() -> int:
    """PostgreSQL ends every connection to this database but our own, as a restart does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


@pytest.mark.postgres
@pytest.mark.skipif(own_redis.binary() is None, reason="no Redis server's program; see make services")
def test_a_queue_that_dies_with_what_it_held_and_connections_that_end_cost_nothing(month, queue, worker):
    ids = list(Customer.objects.unscoped(because=BECAUSE).order_by("pk").values_list("pk", flat=True))
    for _time in range(2):  # One share delivered twice, taken by both hands of the worker at once.
        draft_plans_of_customers.delay(month=str(month), customer_ids=ids[::2])
    assert eventually(lambda: plans() > 0, WAIT, 0.01), worker.log.read_text()[-4000:]
    ended = end_the_workers_connections()
    for place in range(300):
        draft_plans_of_customers.delay(month=str(month), customer_ids=ids[place % 3 :: 40])
    queue.kill()
    queue.start()

    began = time.monotonic()
    reconcile_plans.delay()
    assert eventually(all_stand, WAIT), worker.log.read_text()[-4000:]
    taken = time.monotonic() - began

    assert ended > 0
    assert taken < 60
    worker.stop()
    assert_as_if_nothing_had_been(month, {})
