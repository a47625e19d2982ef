"""The nightly drafts of business reviews (handbook H1)."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext_noop

from dealers.services.monthly import shares_of_work
from dealers.services.new_reps import give_to_new_reps
from reports.selectors.missing import (
    MONTH_JOB,
    REFRESHED_MONTHS,
    customers_to_review,
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

# What the reconciling job sends and no worker takes by its next run is sent by that again, not twice.
UNTIL_NEXT_RUN = 5 * 60
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
    ids = list(customers_to_review().values_list("pk", flat=True))
    REVIEWS.open_run(wanted, total=len(ids), at=at)
    _send_shares(wanted, ids)
    REVIEWS.note_run(wanted, at=at)


@shared_task(name="reports.resume_reviews_of_month", autoretry_for=(OperationalError,), retry_backoff=True)
def resume_reviews_of_month(month: str) -> None:
    """Hand out the customers that have no review of the month yet."""
    wanted = Month.parse(month)
    _send_shares(wanted, list(customers_unreviewed(wanted).values_list("pk", flat=True)))
    REVIEWS.note_run(wanted, at=timezone.now())


@shared_task(name="reports.draft_reviews_of_customers", autoretry_for=(OperationalError,), retry_backoff=True)
def draft_reviews_of_customers(month: str, customer_ids: list[int]) -> None:
    if not REVIEWS.is_stopped(Month.parse(month)):
        draft_reviews(Month.parse(month), actor=DRAFTER, at=timezone.now(), customer_ids=customer_ids)


@shared_task(name="reports.reconcile_reviews", autoretry_for=(OperationalError,), retry_backoff=True)
def reconcile_reviews() -> None:
    """Build what should stand and does not, whatever became of the tasks that should have done it; see whose it is."""
    at = timezone.now()
    give_to_new_reps(reviews_in_work(), DeadlineKind.REVIEW, actor=DRAFTER, at=at)
    month = month_to_review(timezone.localdate(at))
    if not is_at_work(MONTH_JOB, str(month), at) and not REVIEWS.is_stopped(month):
        _send_shares(month, customers_without_review(month, at), expires=UNTIL_NEXT_RUN)
        REVIEWS.note_run(month, at=at)


@shared_task(name="reports.refresh_reviews", autoretry_for=(OperationalError,), retry_backoff=True)
def refresh_reviews() -> None:
    """Bring the drafts of the last months up to the sales that have arrived since."""
    last = month_to_review(timezone.localdate())
    for back in range(REFRESHED_MONTHS):
        _send_shares(last - back, customers_with_draft(last - back))


def _send_shares(month: Month, customer_ids: list[int], *, expires: int | None = None) -> None:
    center_by_customer = dict(customers_to_review(customer_ids).values_list("pk", "center_id"))
    for share in shares_of_work(center_by_customer):
        draft_reviews_of_customers.apply_async_on_commit(
            kwargs={"month": str(month), "customer_ids": share}, expires=expires
        )
