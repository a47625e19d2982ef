"""The nightly drafts of profit plans, their weekly tracking, and the quarter's evaluations of dealers (handbook H1)."""

from datetime import date, datetime

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext_noop

from dealers.calc.quarters import Quarter
from dealers.calc.tracking import week_before
from dealers.selectors.evaluations_due import centers_to_evaluate
from dealers.selectors.missing import (
    MONTH_JOB,
    customers_drafted_on,
    customers_unplanned,
    customers_with_empty_draft,
    customers_without_plan,
    months_to_plan,
    plans_in_work,
)
from dealers.services.drafts import PLANS, draft_plans
from dealers.services.evaluations import evaluate_dealers
from dealers.services.new_reps import give_to_new_reps
from dealers.services.shares import UNTIL_NEXT_RUN, send_awaited
from dealers.services.tracking import track_center
from dealers.services.tracking_notices import tell_of_unanswered
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.periods.choices import DeadlineKind
from salesops.periods.month import Month
from salesops.workflow.selectors.runs import is_at_work

EVALUATOR = Actor.system(gettext_noop("dealer evaluations"))
DRAFTER = Actor.system(gettext_noop("plan drafts"))


@shared_task(name="dealers.draft_due_plans", autoretry_for=(OperationalError,), retry_backoff=True)
def draft_due_plans() -> None:
    """In the night to a center's drafting day, hand its customers out in shares for the next month (H1)."""
    at = timezone.now()
    on = timezone.localdate(at)
    customers = customers_drafted_on(on)
    if customers.exists():
        PLANS.open_run(Month.of(on) + 1, at=at, customers=customers)
        send_awaited(PLANS, draft_plans_of_customers, Month.of(on) + 1, at=at)


@shared_task(name="dealers.draft_plans_of_month", autoretry_for=(OperationalError,), retry_backoff=True)
def draft_plans_of_month(month: str) -> None:
    """Hand all customers out in shares for the month, whatever day it is."""
    at = timezone.now()
    PLANS.open_run(Month.parse(month), at=at)
    send_awaited(PLANS, draft_plans_of_customers, Month.parse(month), at=at)


@shared_task(name="dealers.resume_plans_of_month", autoretry_for=(OperationalError,), retry_backoff=True)
def resume_plans_of_month(month: str) -> None:
    """Hand out the centers that the month's run waits for, and who else has no plan of the month yet."""
    wanted = Month.parse(month)
    missing = customers_unplanned(wanted).values_list("pk", flat=True)
    send_awaited(PLANS, draft_plans_of_customers, wanted, missing, at=timezone.now())


@shared_task(name="dealers.draft_plans_of_customers", autoretry_for=(OperationalError,), retry_backoff=True)
def draft_plans_of_customers(month: str, customer_ids: list[int], opened_at: str = "") -> None:
    """Draft some customers, who are all of their centers' where the month's run that was opened then waits for them."""
    if not PLANS.is_stopped(Month.parse(month)):
        opened = datetime.fromisoformat(opened_at) if opened_at else None
        at = timezone.now()
        draft_plans(Month.parse(month), actor=DRAFTER, at=at, customer_ids=customer_ids, opened_at=opened)


@shared_task(name="dealers.reconcile_plans", autoretry_for=(OperationalError,), retry_backoff=True)
def reconcile_plans() -> None:
    """Build what should stand and does not, whatever became of the tasks that should have done it; see whose it is."""
    at = timezone.now()
    give_to_new_reps(plans_in_work(), DeadlineKind.PLAN, actor=DRAFTER, at=at)
    for month in sorted({*months_to_plan(timezone.localdate(at)), *PLANS.months_at_work()}):
        if not is_at_work(MONTH_JOB, str(month), at) and not PLANS.is_stopped(month):
            missing = customers_without_plan(month, at) + customers_with_empty_draft(month, at)
            send_awaited(PLANS, draft_plans_of_customers, month, missing, at=at, expires=UNTIL_NEXT_RUN)


@shared_task(name="dealers.evaluate_dealers_of_quarter", autoretry_for=(OperationalError,), retry_backoff=True)
def evaluate_dealers_of_quarter(quarter: str = "") -> None:
    """Measure the dealers' quarter; without one, that which ended last, in the centers where it is still open (H1)."""
    at = timezone.now()
    on = timezone.localdate(at)
    if quarter:
        evaluate_dealers(Quarter.parse(quarter), actor=EVALUATOR, at=at)
        return
    for code in centers_to_evaluate(Quarter.of(on).former, on):
        evaluate_dealers(Quarter.of(on).former, actor=EVALUATOR, at=at, center_code=code)


@shared_task(name="dealers.track_plans", autoretry_for=(OperationalError,), retry_backoff=True)
def track_plans(week_on: str = "") -> None:
    """Track the last week that has ended, or the named one, each center by itself; tell of answers that are late."""
    at = timezone.now()
    on = timezone.localdate(at)
    week = date.fromisoformat(week_on) if week_on else week_before(on)
    for center_id in Center.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        track_plans_of_center.apply_async_on_commit(kwargs={"week_on": str(week), "center_id": center_id})
    tell_of_unanswered(on, at=at)


@shared_task(name="dealers.track_plans_of_center", autoretry_for=(OperationalError,), retry_backoff=True)
def track_plans_of_center(week_on: str, center_id: int) -> None:
    track_center(Center.objects.get(pk=center_id), date.fromisoformat(week_on), at=timezone.now())
