"""The nightly drafts and what watches over them (handbook H1; jobs J2, J3, J7)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.missing import (
    CUSTOMER_JOB,
    MONTH_JOB,
    customers_with_empty_draft,
    customers_without_plan,
    month_to_plan,
)
from dealers.services.drafts import PLANS
from dealers.tasks import draft_due_plans, draft_plans_of_month, reconcile_plans
from salesops.accounts.models import Center
from salesops.periods.month import Month
from salesops.workflow.models import JobRun
from salesops.workflow.services import start_job
from stores.models import Customer, SalesMonth
from tests.factories.dealers import ProfitPlanFactory
from tests.factories.planning import shop_with_history

SHANGHAI = ZoneInfo("Asia/Shanghai")
DECEMBER = Month(2026, 12)
NIGHT = datetime(2026, 11, 15, 0, 0, tzinfo=SHANGHAI)

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    store, _model = shop_with_history()
    Customer.objects.unscoped(because="test").update(created_at=datetime(2026, 1, 1, tzinfo=SHANGHAI))
    return store.customer


def plans():
    return list(ProfitPlan.objects.unscoped(because="test").values_list("customer", "month"))


def lines() -> int:
    return PlanLine.objects.unscoped(because="test").count()


@pytest.mark.parametrize(
    ("on", "month"),
    [
        (date(2026, 11, 14), Month(2026, 11)),
        (date(2026, 11, 15), Month(2026, 12)),
        (date(2026, 11, 30), Month(2026, 12)),
        (date(2026, 12, 1), Month(2026, 12)),
        (date(2026, 12, 15), Month(2027, 1)),
    ],
)
def test_from_the_fifteenth_on_the_next_month_is_planned(on, month):
    assert month_to_plan(on) == month


@pytest.mark.parametrize(("day", "month"), [(11, Month(2026, 11)), (12, Month(2026, 12))])
def test_pages_show_the_next_month_from_the_centers_own_drafting_day_on(cast, client, day, month):
    Center.objects.filter(pk=cast.center.pk).update(plan_draft_day=12)

    with time_machine.travel(datetime(2026, 11, day, 9, 0, tzinfo=SHANGHAI), tick=False):
        client.force_login(cast.manager)
        pages = [client.get(reverse(f"dealers:{name}")) for name in ("plan_list", "plan_inbox", "target_gap")]

    assert [page.context["month"] for page in pages] == [month] * 3


def test_the_night_to_the_fifteenth_builds_the_next_month(customer, django_capture_on_commit_callbacks):
    with time_machine.travel(NIGHT, tick=False), django_capture_on_commit_callbacks(execute=True):
        draft_due_plans()

    assert plans() == [(customer.pk, date(2026, 12, 1))]
    assert JobRun.objects.get(job=MONTH_JOB).state == "done"


@pytest.fixture
def early_customer():
    """Of a center that drafts on the 12th."""
    store, _model = shop_with_history()
    Customer.objects.unscoped(because="test").update(created_at=datetime(2026, 1, 1, tzinfo=SHANGHAI))
    Center.objects.filter(pk=store.center_id).update(plan_draft_day=12)
    return store.customer


def at_midnight(day: int, task, callbacks) -> None:
    with time_machine.travel(NIGHT.replace(day=day), tick=False), callbacks(execute=True):
        task()


def test_each_center_drafts_on_its_own_day(early_customer, customer, django_capture_on_commit_callbacks):
    made = {}
    for day in range(11, 17):
        at_midnight(day, draft_due_plans, django_capture_on_commit_callbacks)
        made[day] = len(plans())

    assert made == {11: 0, 12: 1, 13: 1, 14: 1, 15: 2, 16: 2}
    assert JobRun.objects.get(job=MONTH_JOB).total == 2


@pytest.mark.parametrize(("day", "month"), [(11, 11), (12, 12), (14, 12)])
def test_what_was_missed_is_made_up_for_by_the_centers_own_day(
    early_customer, day, month, django_capture_on_commit_callbacks
):
    at_midnight(day, reconcile_plans, django_capture_on_commit_callbacks)

    assert plans() == [(early_customer.pk, date(2026, month, 1))]


def test_a_center_whose_day_is_still_to_come_is_left_alone(customer):
    assert customers_without_plan(DECEMBER, NIGHT.replace(day=14)) == []


def test_triggers_twice_make_one_plan(customer, django_capture_on_commit_callbacks):
    for _ in range(2):
        with time_machine.travel(NIGHT, tick=False), django_capture_on_commit_callbacks(execute=True):
            draft_plans_of_month(month="2026-12")

    assert plans() == [(customer.pk, date(2026, 12, 1))]


def reconcile(at, callbacks) -> None:
    with time_machine.travel(at, tick=False), callbacks(execute=True):
        reconcile_plans()


def test_a_draft_that_was_lost_is_built_by_the_next_look(customer, django_capture_on_commit_callbacks):
    reconcile(NIGHT + timedelta(minutes=5), django_capture_on_commit_callbacks)

    assert plans() == [(customer.pk, date(2026, 12, 1))]


def test_a_run_that_was_heard_of_lately_is_left_alone_and_a_silent_one_is_not(
    customer, django_capture_on_commit_callbacks
):
    start_job(MONTH_JOB, "2026-12", total=1, at=NIGHT)

    reconcile(NIGHT + timedelta(minutes=2), django_capture_on_commit_callbacks)
    assert plans() == []

    reconcile(NIGHT + timedelta(minutes=7), django_capture_on_commit_callbacks)
    assert len(plans()) == 1


def test_a_draft_that_was_made_before_the_sales_came_is_filled(customer, django_capture_on_commit_callbacks):
    sales = SalesMonth.objects.unscoped(because="test")
    kept = list(sales)
    sales.delete()
    reconcile(NIGHT, django_capture_on_commit_callbacks)
    assert (len(plans()), lines()) == (1, 0)

    SalesMonth.objects.bulk_create(kept)
    reconcile(NIGHT + timedelta(minutes=5), django_capture_on_commit_callbacks)
    assert (len(plans()), lines()) == (1, 1)


def test_an_empty_draft_is_not_tried_for_ever(customer):
    draft = ProfitPlanFactory(customer=customer, drafted_at=NIGHT)

    assert customers_with_empty_draft(DECEMBER, NIGHT + timedelta(days=2)) == [draft.customer_id]
    assert customers_with_empty_draft(DECEMBER, NIGHT + timedelta(days=4)) == []


def test_a_customer_that_came_within_the_month_is_planned_from_the_next_one_on(customer):
    Customer.objects.unscoped(because="test").update(created_at=datetime(2026, 12, 1, 9, tzinfo=SHANGHAI))

    assert customers_without_plan(DECEMBER, datetime(2026, 12, 3, tzinfo=SHANGHAI)) == []
    assert customers_without_plan(DECEMBER + 1, datetime(2026, 12, 16, tzinfo=SHANGHAI)) == [customer.pk]


@pytest.mark.parametrize(
    ("tries", "minutes", "is_tried"),
    [(1, 4, False), (1, 5, True), (2, 14, False), (2, 15, True), (3, 59, False), (3, 60, True), (4, 240, True)],
)
def test_a_failing_customer_rests_longer_each_time(customer, tries, minutes, is_tried):
    for _ in range(tries):
        PLANS.note_failure(customer.code, DECEMBER, reason="坏数据", at=NIGHT)

    assert bool(customers_without_plan(DECEMBER, NIGHT + timedelta(minutes=minutes))) == is_tried


def test_after_five_tries_a_failing_customer_waits_for_a_person(customer):
    for _ in range(5):
        PLANS.note_failure(customer.code, DECEMBER, reason="坏数据", at=NIGHT)

    assert customers_without_plan(DECEMBER, NIGHT + timedelta(days=9)) == []
    assert JobRun.objects.get(job=CUSTOMER_JOB).message == "坏数据"
