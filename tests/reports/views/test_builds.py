"""The admin sees how far a month's build is and who failed, stops it, resumes it, repeats it (handbook H1; J3, J7)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from dealers.models import ProfitPlan
from dealers.selectors.missing import MONTH_JOB
from dealers.services import monthly
from dealers.services.drafts import PLANS, draft_plans
from dealers.tasks import draft_plans_of_customers, reconcile_plans
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from salesops.workflow.models import AuditEvent, JobRun
from salesops.workflow.services import start_job, stop_job
from stores.models import Customer
from tests.factories.planning import shop_with_history

pytestmark = pytest.mark.django_db

DECEMBER = Month(2026, 12)
NIGHT = datetime(2026, 11, 16, 1, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
JOB = Actor.system("test")


@pytest.fixture
def customers(cast):
    for _ in range(2):
        shop_with_history(customer__rep=cast.rep)
    Customer.objects.unscoped(because="test").update(created_at=NIGHT.replace(month=1))
    return list(Customer.objects.unscoped(because="test").order_by("pk"))


@pytest.fixture
def run(customers):
    return start_job(MONTH_JOB, str(DECEMBER), total=2, at=NIGHT)


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


def post(client, what, callbacks):
    with time_machine.travel(NIGHT, tick=False), callbacks(execute=True):
        return client.post(reverse(f"reports:build_{what}", args=["plans", "2026-12"]), follow=True)


def plans() -> int:
    return ProfitPlan.objects.unscoped(because="test").count()


def state() -> str:
    return JobRun.objects.get(job=MONTH_JOB).state


def test_progress_and_who_failed_and_why_are_shown(admin, run, customers):
    PLANS.note_failure(customers[0].code, DECEMBER, reason="价格表缺一行", at=NIGHT)

    page = admin.get(reverse("reports:builds")).content.decode()

    assert "已完成 0 / 2 个客户" in page
    assert customers[0].code in page
    assert "价格表缺一行" in page


def test_a_stopped_build_drafts_nothing_more_whatever_was_queued(
    admin, run, customers, django_capture_on_commit_callbacks
):
    post(admin, "stop", django_capture_on_commit_callbacks)

    with time_machine.travel(NIGHT, tick=False), django_capture_on_commit_callbacks(execute=True):
        draft_plans_of_customers(month="2026-12", customer_ids=[customer.pk for customer in customers])
        reconcile_plans()

    assert (plans(), state()) == (0, "stopped")
    assert AuditEvent.objects.get(object_type="workflow.jobrun").step == "stop"


def test_what_is_under_way_ends_after_its_portion(run, customers, monkeypatch):
    monkeypatch.setattr(monthly, "AT_ONCE", 1)
    stop_job(run, at=NIGHT)

    draft_plans(DECEMBER, actor=JOB, at=NIGHT, customer_ids=[customer.pk for customer in customers])

    assert plans() == 1


def test_resumed_it_goes_on_with_what_is_missing_and_tries_failed_ones_again(
    admin, run, customers, django_capture_on_commit_callbacks
):
    draft_plans(DECEMBER, actor=JOB, at=NIGHT, customer_ids=[customers[0].pk])
    for _ in range(5):
        PLANS.note_failure(customers[1].code, DECEMBER, reason="坏数据", at=NIGHT)
    post(admin, "stop", django_capture_on_commit_callbacks)

    post(admin, "resume", django_capture_on_commit_callbacks)

    assert (plans(), state()) == (2, "done")
    assert not PLANS.failing(DECEMBER).exists()


def test_repeated_it_refreshes_all(admin, run, customers, django_capture_on_commit_callbacks):
    post(admin, "stop", django_capture_on_commit_callbacks)

    post(admin, "repeat", django_capture_on_commit_callbacks)

    assert (plans(), state()) == (2, "done")


def test_what_is_not_possible_is_said(admin, run, django_capture_on_commit_callbacks):
    page = post(admin, "repeat", django_capture_on_commit_callbacks).content.decode()

    assert "请先停止" in page
    assert state() == "running"


@pytest.mark.parametrize(("kind", "month"), [("orders", "2026-12"), ("plans", "December")])
def test_what_was_never_a_build_is_not_found(admin, kind, month):
    assert admin.post(reverse("reports:build_stop", args=[kind, month])).status_code == 404
