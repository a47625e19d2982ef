"""The admin sees how far a month's build is and who failed, stops it, resumes it, repeats it (handbook H1; J3, J7)."""

from datetime import datetime, timedelta
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from dealers.models import ProfitPlan
from dealers.selectors.missing import MONTH_JOB
from dealers.services import drafts, monthly
from dealers.services.drafts import PLANS, draft_plans
from dealers.tasks import draft_plans_of_customers, reconcile_plans
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from salesops.workflow.models import AuditEvent, JobRun
from salesops.workflow.services import stop_job
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
    return PLANS.open_run(DECEMBER, at=NIGHT)


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


@pytest.fixture
def standing(run):
    """The month was built before: all plans stand, those of two customers here and of one in another center."""
    shop_with_history()
    Customer.objects.unscoped(because="test").update(created_at=NIGHT.replace(month=1))
    draft_plans(DECEMBER, actor=JOB, at=NIGHT)
    assert (plans(), state()) == (3, "done")


def kept_back(monkeypatch) -> list[dict]:
    """The shares that were handed out and no worker has taken yet."""
    sent = []
    send = "apply_async_on_commit"
    monkeypatch.setattr(draft_plans_of_customers, send, lambda *, kwargs, expires: sent.append(kwargs))
    return sent


def test_built_again_it_is_done_only_when_its_shares_have_ended_although_all_plans_stand(
    admin, standing, monkeypatch, django_capture_on_commit_callbacks
):
    sent = kept_back(monkeypatch)
    monkeypatch.setattr(monthly, "SHARE", 1)
    page = post(admin, "repeat", django_capture_on_commit_callbacks).content.decode()
    assert state() == "running"
    assert "已完成 0 / 3 个客户" in page

    draft_plans_of_customers(**sent[0])
    assert (state(), JobRun.objects.get(job=MONTH_JOB).done) == ("running", 2)

    draft_plans_of_customers(**sent[1])
    assert (state(), JobRun.objects.get(job=MONTH_JOB).done) == ("done", 3)


def test_built_again_a_share_that_comes_twice_counts_once(
    admin, standing, monkeypatch, django_capture_on_commit_callbacks
):
    sent = kept_back(monkeypatch)
    monkeypatch.setattr(monthly, "SHARE", 1)
    post(admin, "repeat", django_capture_on_commit_callbacks)

    draft_plans_of_customers(**sent[0])
    draft_plans_of_customers(**sent[0])

    assert (state(), JobRun.objects.get(job=MONTH_JOB).done) == ("running", 2)


def test_built_again_a_share_that_died_is_found_and_sent_again(
    admin, standing, monkeypatch, django_capture_on_commit_callbacks
):
    sent = kept_back(monkeypatch)
    post(admin, "repeat", django_capture_on_commit_callbacks)
    died = list(sent)
    sent.clear()

    with time_machine.travel(NIGHT + timedelta(minutes=2), tick=False):
        reconcile_plans()
    assert sent == []
    with time_machine.travel(NIGHT + timedelta(minutes=6), tick=False):
        reconcile_plans()
    assert sent == died

    draft_plans_of_customers(**sent[0])
    assert state() == "done"


def test_a_share_of_a_build_that_was_stopped_and_begun_anew_says_nothing_for_the_new_one(
    admin, standing, monkeypatch, django_capture_on_commit_callbacks
):
    sent = kept_back(monkeypatch)
    post(admin, "repeat", django_capture_on_commit_callbacks)
    post(admin, "stop", django_capture_on_commit_callbacks)
    with time_machine.travel(NIGHT + timedelta(minutes=1), tick=False):
        PLANS.open_run(DECEMBER, at=NIGHT + timedelta(minutes=1))

    draft_plans_of_customers(**sent[0])

    assert (state(), JobRun.objects.get(job=MONTH_JOB).done) == ("running", 0)


def test_built_again_a_stopped_build_goes_on_with_the_shares_that_had_not_ended(
    admin, standing, monkeypatch, django_capture_on_commit_callbacks
):
    sent = kept_back(monkeypatch)
    monkeypatch.setattr(monthly, "SHARE", 1)
    post(admin, "repeat", django_capture_on_commit_callbacks)
    draft_plans_of_customers(**sent[0])
    post(admin, "stop", django_capture_on_commit_callbacks)
    (left,) = sent[1:]
    sent.clear()

    post(admin, "resume", django_capture_on_commit_callbacks)

    assert sent == [left]


def test_built_again_a_customer_that_fails_is_tried_once_more_on_resuming_although_it_has_a_plan(
    admin, standing, customers, monkeypatch, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "write_drafts", Mock(side_effect=ValueError("坏数据")))
        broken.setattr(drafts, "fingerprints", lambda *_: {})
        post(admin, "repeat", django_capture_on_commit_callbacks)
    assert (state(), PLANS.failing(DECEMBER).count()) == ("failed", 3)

    post(admin, "resume", django_capture_on_commit_callbacks)

    assert (state(), JobRun.objects.get(job=MONTH_JOB).done) == ("done", 3)


def test_a_center_whose_customers_are_all_gone_keeps_no_build_from_its_end(
    admin, standing, monkeypatch, django_capture_on_commit_callbacks
):
    kept_back(monkeypatch)
    post(admin, "repeat", django_capture_on_commit_callbacks)
    Customer.objects.unscoped(because="test").update(status="ended")

    with time_machine.travel(NIGHT + timedelta(minutes=6), tick=False):
        reconcile_plans()

    assert state() == "done"


def test_what_is_not_possible_is_said(admin, run, django_capture_on_commit_callbacks):
    page = post(admin, "repeat", django_capture_on_commit_callbacks).content.decode()

    assert "请先停止" in page
    assert state() == "running"


@pytest.mark.parametrize(("kind", "month"), [("orders", "2026-12"), ("plans", "December")])
def test_what_was_never_a_build_is_not_found(admin, kind, month):
    assert admin.post(reverse("reports:build_stop", args=[kind, month])).status_code == 404
