"""Drafts are built by a real worker, and again when what was queued is lost (jobs J3, J4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dealers.models import ProfitPlan
from dealers.selectors.missing import MONTH_JOB, month_to_plan
from dealers.tasks import draft_plans_of_month, reconcile_plans
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from stores.models import Customer
from tests.factories.planning import shop_with_history
from tests.worker import eventually

pytestmark = pytest.mark.worker


@pytest.fixture
def customer(transactional_db):
    store, _model = shop_with_history()
    Customer.objects.unscoped(because="test").update(created_at=datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")))
    return store.customer


def has_plan() -> bool:
    return ProfitPlan.objects.unscoped(because="test").exists()


def is_done() -> bool:
    return has_plan() and JobRun.objects.filter(job=MONTH_JOB, state=JobState.DONE).exists()


def test_a_worker_builds_the_month(customer, live_worker):
    draft_plans_of_month.delay(month="2026-12")

    assert eventually(is_done), live_worker.log.read_text()


def test_what_the_queue_lost_is_built_by_the_next_look(customer, live_worker):
    live_worker.kill()
    draft_plans_of_month.delay(month=str(month_to_plan(timezone.localdate())))
    live_worker.empty_queue()
    live_worker.start()

    reconcile_plans.delay()

    assert eventually(has_plan), live_worker.log.read_text()
