"""Beat sends, chunks build, and what was lost is built all the same (reliability J2, J3)."""

from datetime import datetime

import pytest
import time_machine

from dealers.services import monthly
from reports import tasks
from reports.models import BusinessReview
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from stores.models import Customer
from tests.reports.services.month import OCTOBER, SHANGHAI, a_month, built, lines, sell

FIRST = datetime(2026, 11, 1, 0, 0, tzinfo=SHANGHAI)


@pytest.fixture
def sent(monkeypatch):
    """What the tasks hand out, kept instead of sent."""
    handed_out = []
    send = "apply_async_on_commit"
    monkeypatch.setattr(tasks.draft_reviews_of_customers, send, lambda *, kwargs, expires: handed_out.append(kwargs))
    return handed_out


@pytest.fixture
def customers(db, monkeypatch) -> list[int]:
    monkeypatch.setattr(monthly, "SHARE", 2)
    ids = [a_month().customer_id for _ in range(3)]
    Customer.objects.unscoped(because="test").update(created_at=FIRST.replace(year=2025))
    return ids


def reviews() -> int:
    return BusinessReview.objects.unscoped(because="test").of_month(OCTOBER).count()


def test_night_to_the_first_hands_the_last_month_out_in_shares(customers, sent):
    with time_machine.travel(FIRST, tick=False):
        tasks.draft_reviews_of_month()

    assert [(call["month"], len(call["customer_ids"])) for call in sent] == [("2026-10", 2), ("2026-10", 1)]
    assert JobRun.objects.get(job="reports.draft_reviews").total == 3


def test_what_reconciling_sends_lapses_when_it_runs_again(customers, monkeypatch):
    lifetimes = []
    send = "apply_async_on_commit"
    monkeypatch.setattr(tasks.draft_reviews_of_customers, send, lambda *, kwargs, expires: lifetimes.append(expires))

    with time_machine.travel(FIRST, tick=False):
        tasks.draft_reviews_of_month()
        JobRun.objects.all().delete()
        tasks.reconcile_reviews()

    assert lifetimes == [None, None, 300, 300]


def test_shares_that_run_twice_and_side_by_side_make_one_review_each(customers, sent):
    with time_machine.travel(FIRST, tick=False):
        tasks.draft_reviews_of_month()
        for call in sent + sent[::-1]:
            tasks.draft_reviews_of_customers(**call)

    assert reviews() == 3
    assert JobRun.objects.get(job="reports.draft_reviews").state == JobState.DONE


def test_lost_share_is_sent_again_once_nobody_is_at_work(customers, sent):
    with time_machine.travel(FIRST, tick=False) as clock:
        tasks.draft_reviews_of_month()
        tasks.draft_reviews_of_customers(**sent[0])
        sent.clear()
        tasks.reconcile_reviews()
        while_at_work = list(sent)
        clock.shift(300)
        tasks.reconcile_reviews()
        tasks.draft_reviews_of_customers(**sent[0])

    assert while_at_work == []
    assert [len(call["customer_ids"]) for call in sent] == [1]
    assert reviews() == 3


def test_nothing_is_sent_when_all_stands(customers, sent):
    built()

    with time_machine.travel(FIRST.replace(hour=3), tick=False):
        tasks.reconcile_reviews()

    assert sent == []


def test_nightly_refresh_follows_late_sales(customers, sent):
    built()
    store = Customer.objects.unscoped(because="test").get(pk=customers[0]).stores.unscoped(because="test").get()
    model_id = store.sales_months.unscoped(because="test").filter(sell_out=7).get().model_id
    sell(store, model_id, 12)

    with time_machine.travel(FIRST.replace(day=2), tick=False):
        tasks.refresh_reviews()
        for call in sent:
            tasks.draft_reviews_of_customers(**call)

    assert (10, 12, 9, None) in lines()
