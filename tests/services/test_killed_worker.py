"""A worker that is killed in the middle of its work, and what stands afterwards (H4.3; goals J1, J2, J3, J9)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dealers.models import ProfitPlan
from dealers.services.drafts import draft_plans
from dealers.tasks import draft_plans_of_month
from reports.models import BusinessReview
from reports.services.drafts import draft_reviews
from reports.tasks import draft_reviews_of_month
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from stores.models import SalesMonth
from tests.factories.accounts import CenterFactory, UserFactory
from tests.factories.planning import FIRST_MONTH, MONTHS
from tests.factories.stores import CustomerFactory, PriceFactory, StoreFactory
from tests.visits.routes.areas import stores_of
from tests.worker import eventually
from visits import tasks
from visits.models import RoutePlan
from visits.selectors.center_runs import CENTER_JOB, center_run_of
from visits.services.center_jobs import order_center_plan

pytestmark = [pytest.mark.worker, pytest.mark.timeout(240), pytest.mark.django_db(transaction=True)]

CUSTOMERS = 160
MONTH = Month(2026, 12)
JOB = Actor.system("test")
KINDS = {
    "plans": (ProfitPlan, draft_plans_of_month, draft_plans),
    "reviews": (BusinessReview, draft_reviews_of_month, draft_reviews),
}
TYPED = {"plans": {"note": "客户要扩店"}, "reviews": {"causes": "竞品降价"}}


@pytest.fixture
def center(transactional_db):
    """Customers with one store each that sold three models for two years."""
    center = CenterFactory()
    rep = UserFactory(center=center)
    stores = [StoreFactory(customer=CustomerFactory(rep=rep)) for _ in range(CUSTOMERS)]
    models = [PriceFactory(starts_on=date(2024, 1, 1)).model for _ in range(3)]
    SalesMonth.objects.bulk_create(
        SalesMonth(
            store=store, model=model, month=(FIRST_MONTH + step).first_day, sell_out=9 + number, sell_in=9, records=1
        )
        for number, store in enumerate(stores)
        for model in models
        for step in range(MONTHS)
    )
    return center


def count(model):
    return model.objects.unscoped(because="test").count()


@pytest.mark.parametrize("kind", KINDS)
def test_killed_in_the_middle_and_triggered_twice_the_month_is_as_if_nothing_had_been(center, live_worker, kind):
    model, task, build = KINDS[kind]
    task.delay(month=str(MONTH))
    assert eventually(lambda: count(model) > 0, pause=0.002), live_worker.log.read_text()
    live_worker.kill()
    assert 0 < count(model) < CUSTOMERS
    model.objects.unscoped(because="test").update(**TYPED[kind])

    live_worker.start()
    task.delay(month=str(MONTH))
    task.delay(month=str(MONTH))

    assert eventually(lambda: count(model) == CUSTOMERS, 60), live_worker.log.read_text()
    live_worker.stop()
    again = build(MONTH, actor=JOB, at=timezone.now())
    assert {outcome.value: number for outcome, number in again.outcomes.items() if number} == {"unchanged": CUSTOMERS}
    assert model.objects.unscoped(because="test").filter(**TYPED[kind]).exists()


REPS = 5


def plans():
    rows = RoutePlan.objects.unscoped(because="test").order_by("rep", "version")
    return list(rows.values_list("rep", "version", "status"))


def test_the_planning_of_a_center_goes_on_after_its_worker_was_killed_and_plans_each_rep_once(cast, live_worker):
    reps = [UserFactory(center=cast.center) for _ in range(REPS)]
    for rep in reps:
        stores_of(rep, 3)
    run, orders = order_center_plan(cast.center, actor=cast.actor("manager"), at=timezone.now())
    tasks.send_center_orders(run, orders, user_id=cast.manager.pk)
    assert eventually(lambda: len(plans()) > 1, 90, pause=0.002), live_worker.log.read_text()
    live_worker.kill()
    assert 1 < len(plans()) < REPS
    live_worker.empty_queue()
    # Nobody waits three minutes here for the silence to be noticed.
    JobRun.objects.filter(job=CENTER_JOB).update(heartbeat_at=timezone.now() - timedelta(minutes=4))

    live_worker.start()
    tasks.resume_centers.delay()
    tasks.resume_centers.delay()

    assert eventually(lambda: center_run_of(cast.center).state == JobState.DONE, 90), live_worker.log.read_text()
    assert plans() == [(rep.pk, 1, "draft") for rep in reps]
