"""The weekly tracking as its job builds it (handbook H8.3; jobs J1, J2, J8)."""

from datetime import date, datetime
from decimal import Decimal
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from dealers.models import PlanWeek, TrackedLine, TrackingTerms
from dealers.services.tracking import JOB, TrackReport, track_center
from dealers.services.tracking_notices import tell_of_unanswered
from dealers.tasks import track_plans
from salesops.accounts.actor import Actor
from salesops.notices.models import Notice
from salesops.periods.models import WorkdayOverride
from salesops.workflow.models import JobRun
from stores.choices import SaleKind, SaleSource
from stores.services import Sale, record_sales
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, SkuFactory, StoreFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = date(2026, 11, 9)
MONDAY = datetime(2026, 11, 16, 5, 15, tzinfo=SHANGHAI)
JOBS = Actor.system("test")

pytestmark = pytest.mark.django_db


@pytest.fixture
def sku():
    return SkuFactory()


@pytest.fixture
def plan(cast):
    return ProfitPlanFactory(
        customer=CustomerFactory(rep=cast.rep), month=date(2026, 11, 1), status="approved", approved_at=MONDAY
    )


@pytest.fixture
def store(plan, sku):
    store = StoreFactory(customer=plan.customer)
    PlanLineFactory(plan=plan, store=store, model=sku.model, baseline_quantity=42)
    return store


def sell(store, sku, units, day=date(2026, 11, 4)):
    sale = Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, day, units, amount_yuan=Decimal(units * 100))
    record_sales([sale], source=SaleSource.IMPORT, actor=JOBS, at=MONDAY)


def weeks():
    rows = PlanWeek.objects.unscoped(because="test").order_by("week_on")
    return list(rows.values_list("planned", "planned_reported", "actual", "light", "red_lines", "unreported"))


def lines():
    rows = TrackedLine.objects.unscoped(because="test").order_by("pk")
    return list(rows.values_list("planned", "actual", "light"))


def track(cast, week=WEEK, at=MONDAY):
    return track_center(cast.center, week, at=at)


def test_a_week_counts_the_working_days_and_the_sales_through_its_sunday(cast, plan, store, sku):
    sell(store, sku, 5)
    sell(store, sku, 3, date(2026, 11, 15))
    sell(store, sku, 9, date(2026, 11, 16))
    sell(store, sku, 9, date(2026, 10, 31))

    assert track(cast) == TrackReport(plans=1, red_lines=1)

    week = PlanWeek.objects.unscoped(because="test").get()
    assert (week.days_passed, week.days_total, week.due_on) == (10, 21, date(2026, 11, 17))
    assert (week.planned, week.actual, week.light) == (42, 8, "red")
    assert lines() == [(42, 8, "red")]


def test_each_center_counts_by_its_own_calendar(cast, plan, store):
    cast.center.works_saturday = True
    cast.center.save()
    WorkdayOverride.objects.create(day=date(2026, 11, 16), is_workday=False)

    track(cast)

    week = PlanWeek.objects.unscoped(because="test").get()
    assert (week.days_passed, week.days_total, week.due_on) == (12, 24, date(2026, 11, 18))


def test_a_store_that_reported_nothing_is_not_judged(cast, plan, store, sku):
    silent = StoreFactory(customer=plan.customer)
    PlanLineFactory(plan=plan, store=silent, model=sku.model, baseline_quantity=100)
    sell(store, sku, 30)

    track(cast)

    assert weeks() == [(142, 42, 30, "green", 0, 1)]
    assert sorted(lines(), key=str) == [(100, None, ""), (42, 30, "green")]


def test_what_sells_without_a_plan_is_listed_and_not_judged(cast, plan, store, sku):
    sell(store, SkuFactory(), 3)

    track(cast)

    assert sorted(lines()) == [(0, 3, ""), (42, 0, "red")]


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_only_approved_plans_are_tracked(cast, plan, store, status):
    type(plan).objects.unscoped(because="test").update(status=status, approved_at=None)

    assert track(cast) == TrackReport()
    assert weeks() == []


def test_a_month_without_a_working_day_has_no_week_yet(cast, plan, store):
    assert track(cast, week=date(2026, 10, 26)) == TrackReport()


def test_a_run_again_takes_in_late_sales_and_leaves_the_answer(cast, plan, store, sku):
    sell(store, sku, 5)
    track(cast)
    answered = {"cause": "stock_out", "action": "补货", "action_due_on": date(2026, 11, 20)}
    rows = TrackedLine.objects.unscoped(because="test")
    rows.update(**answered, answered_by=cast.rep, answered_at=MONDAY)
    sell(store, sku, 30, date(2026, 11, 5))

    track(cast)

    assert weeks() == [(42, 42, 35, "green", 0, 0)]
    row = TrackedLine.objects.unscoped(because="test").get()
    assert (row.actual, row.light, row.cause, row.action) == (35, "green", "stock_out", "补货")


def test_the_second_run_finds_the_week_as_it_is(cast, plan, store, sku):
    sell(store, sku, 5)
    track(cast)
    keys = list(TrackedLine.objects.unscoped(because="test").values_list("pk", "week"))

    track(cast)

    assert list(TrackedLine.objects.unscoped(because="test").values_list("pk", "week")) == keys


def test_the_next_week_keeps_of_the_one_before_what_was_far_behind(cast, plan, store, sku):
    quiet = SkuFactory()
    PlanLineFactory(plan=plan, store=store, model=quiet.model, baseline_quantity=2)
    sell(store, sku, 1)
    track(cast)
    track(cast, week=date(2026, 11, 16), at=datetime(2026, 11, 23, 5, tzinfo=SHANGHAI))

    kept = TrackedLine.objects.unscoped(because="test").order_by("week__week_on", "model")
    assert list(kept.values_list("week__week_on", "planned")) == [
        (WEEK, 42),
        (date(2026, 11, 16), 42),
        (date(2026, 11, 16), 2),
    ]


def test_the_lines_of_a_center_are_kept_with_the_week(cast, plan, store, sku):
    TrackingTerms.objects.create(center=cast.center, green_from=50, red_below=40, least_missing=1, answer_workdays=3)
    sell(store, sku, 10)

    track(cast)

    week = PlanWeek.objects.unscoped(because="test").get()
    assert (week.light, week.due_on) == ("green", date(2026, 11, 18))
    assert week.terms == {"green_from": 50, "red_below": 40, "least_missing": 1}


def test_rep_and_manager_are_told_once_and_the_manager_again_when_nobody_answered(cast, plan, store, sku):
    sell(store, sku, 5)
    for _night in range(2):
        track(cast)
    at = datetime(2026, 11, 18, 5, 15, tzinfo=SHANGHAI)

    assert tell_of_unanswered(date(2026, 11, 17), at=at) == 0
    assert [tell_of_unanswered(date(2026, 11, 18), at=at) for _run in range(2)] == [1, 1]

    told = list(Notice.objects.order_by("text_key").values_list("user", "text_key"))
    assert told == [
        (cast.manager.pk, "tracking_center"),
        (cast.rep.pk, "tracking_red"),
        (cast.manager.pk, "tracking_unanswered"),
    ]


@time_machine.travel(MONDAY)
def test_the_job_tracks_every_center_and_shows_its_progress(cast, plan, store, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        track_plans()

    assert len(weeks()) == 1
    subjects = JobRun.objects.filter(job=JOB).order_by("subject").values_list("subject", "state")
    assert (f"2026-11-09:{cast.center.code}", "done") in subjects
    assert len(subjects) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_runs_at_once_write_one_week_and_each_line_once(cast, plan, store, sku):
    sell(store, sku, 5)
    start, mistakes = Barrier(8), []

    def run():
        start.wait()
        try:
            track(cast)
        except Exception as mistake:  # noqa: BLE001 - shown below
            mistakes.append(mistake)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert mistakes == []
    assert (len(weeks()), lines()) == (1, [(42, 5, "red")])
