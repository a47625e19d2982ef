"""Which reviews should stand and do not, and which may have fallen behind (handbook H1, H9; jobs J3, J7)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from reports.choices import EDITABLE
from reports.models import BusinessReview
from salesops.periods.month import Month
from salesops.workflow.models import JobRun
from salesops.workflow.selectors.runs import failed_runs, resting_subjects
from stores.models import Customer

BECAUSE = "the job drafts the reviews of every center"
MONTH_JOB = gettext_noop("reports.draft_reviews")
CENTER_JOB = "reports.draft_reviews_of_center"
CUSTOMER_JOB = gettext_noop("reports.draft_review")
# Sales of a month trickle in for so long; an older draft is refreshed by hand.
REFRESHED_MONTHS = 3


def month_to_review(on: date) -> Month:
    """The month whose reviews should stand on a day: the one that has just ended."""
    return Month.of(on) - 1


def customers_to_review(customer_ids: Iterable[int] | None = None) -> QuerySet[Customer]:
    """Active customers, by center; all of them or some. One query."""
    customers = Customer.objects.unscoped(because=BECAUSE).active().select_related("center")
    if customer_ids is not None:
        customers = customers.filter(pk__in=list(customer_ids))
    return customers.order_by("center_id", "code")


def reviews_in_work() -> QuerySet[BusinessReview]:
    """Reviews that their reps still have to hand in."""
    return BusinessReview.objects.unscoped(because=BECAUSE).filter(status__in=EDITABLE)


def customers_unreviewed(month: Month) -> QuerySet[Customer]:
    """Customers without a review of the month, whenever they came and however often they failed."""
    reviews = BusinessReview.objects.unscoped(because=BECAUSE).of_month(month).filter(customer=OuterRef("pk"))
    return customers_to_review().filter(~Exists(reviews))


def customers_without_review(month: Month, at: datetime) -> list[int]:
    """Customers that were there before the month ended and have no review of it, but for those that rest.

    Two queries.
    """
    ends_at = timezone.make_aware(datetime.combine(month.next_first_day, time()))
    reviews = BusinessReview.objects.unscoped(because=BECAUSE).of_month(month).filter(customer=OuterRef("pk"))
    missing = customers_to_review().filter(~Exists(reviews), created_at__lt=ends_at)
    resting = resting_subjects(CUSTOMER_JOB, subject_of(month, ""), at)
    return [pk for pk, code in missing.values_list("pk", "code") if subject_of(month, code) not in resting]


def customers_with_draft(month: Month) -> list[int]:
    """Active customers whose review of the month nobody has submitted yet. One query."""
    reviews = BusinessReview.objects.unscoped(because=BECAUSE).of_month(month).drafts()
    return list(customers_to_review().filter(pk__in=reviews.values("customer")).values_list("pk", flat=True))


def failing_runs(month: Month) -> QuerySet[JobRun]:
    """Customers whose review could not be built, with the reason and the number of tries. One query."""
    return failed_runs(CUSTOMER_JOB, subject_of(month, ""))


def subject_of(month: Month, customer_code: str) -> str:
    """How a customer's review is called among the jobs: review:2026-11:K0001."""
    return f"review:{month}:{customer_code}"
