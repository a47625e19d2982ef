"""The nightly drafts of business reviews (handbook H1)."""

from datetime import datetime

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext_noop

from dealers.services.new_reps import give_to_new_reps
from dealers.services.shares import UNTIL_NEXT_RUN, send_awaited, send_shares
from reports.selectors.missing import (
    MONTH_JOB,
    REFRESHED_MONTHS,
    customers_unreviewed,
    customers_with_draft,
    customers_without_review,
    month_to_review,
    reviews_in_work,
)
from reports.services.drafts import REVIEWS, draft_reviews
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.month import Month
from salesops.workflow.selectors.runs import is_at_work

DRAFTER = Actor.system(gettext_noop("review drafts"))


@shared_task(name="reports.draft_due_reviews", autoretry_for=(OperationalError,), retry_backoff=True)
def draft_due_reviews() -> None:
    """In the night to a month's first day, draft the reviews of the month that has just ended (H1)."""
    on = timezone.localdate()
    if on == Month.of(on).first_day:
        draft_reviews_of_month()


@shared_task(name="reports.draft_reviews_of_month", autoretry_for=(OperationalError,), retry_backoff=True)
def draft_reviews_of_month(month: str = "") -> None:
    """Hand the month's customers out in shares; without a month, the one that has just ended."""
    at = timezone.now()
    wanted = Month.parse(month) if month else month_to_review(timezone.localdate(at))
    REVIEWS.open_run(wanted, at=at)
    send_awaited(REVIEWS, draft_reviews_of_customers, wanted, at=at)


@shared_task(name="reports.resume_reviews_of_month", autoretry_for=(OperationalError,), retry_backoff=True)
def resume_reviews_of_month(month: str) -> None:
    """Hand out the centers that the month's run waits for, and who else has no review of the month yet."""
    wanted = Month.parse(month)
    missing = customers_unreviewed(wanted).values_list("pk", flat=True)
    send_awaited(REVIEWS, draft_reviews_of_customers, wanted, missing, at=timezone.now())


@shared_task(name="reports.draft_reviews_of_customers", autoretry_for=(OperationalError,), retry_backoff=True)
def draft_reviews_of_customers(month: str, customer_ids: list[int], opened_at: str = "") -> None:
    """Draft some customers, who are all of their centers' where the month's run that was opened then waits for them."""
    if not REVIEWS.is_stopped(Month.parse(month)):
        opened = datetime.fromisoformat(opened_at) if opened_at else None
        at = timezone.now()
        draft_reviews(Month.parse(month), actor=DRAFTER, at=at, customer_ids=customer_ids, opened_at=opened)


@shared_task(name="reports.reconcile_reviews", autoretry_for=(OperationalError,), retry_backoff=True)
def reconcile_reviews() -> None:
    """Build what should stand and does not, whatever became of the tasks that should have done it; see whose it is."""
    at = timezone.now()
    give_to_new_reps(reviews_in_work(), DeadlineKind.REVIEW, actor=DRAFTER, at=at)
    for month in sorted({month_to_review(timezone.localdate(at)), *REVIEWS.months_at_work()}):
        if not is_at_work(MONTH_JOB, str(month), at) and not REVIEWS.is_stopped(month):
            missing = customers_without_review(month, at)
            send_awaited(REVIEWS, draft_reviews_of_customers, month, missing, at=at, expires=UNTIL_NEXT_RUN)


@shared_task(name="reports.refresh_reviews", autoretry_for=(OperationalError,), retry_backoff=True)
def refresh_reviews() -> None:
    """Bring the drafts of the last months up to the sales that have arrived since."""
    last = month_to_review(timezone.localdate())
    for back in range(REFRESHED_MONTHS):
        send_shares(REVIEWS, draft_reviews_of_customers, last - back, customers_with_draft(last - back))
