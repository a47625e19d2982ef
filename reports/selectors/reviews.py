"""Reviews in lists: a rep's month, the manager's inbox, a customer's past (handbook H9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, QuerySet, Subquery

from reports.calc.review import Comparison, sum_of_comparisons
from reports.choices import ReviewStatus
from reports.models import BusinessReview
from reports.selectors.figures import NO_FIGURES, ReviewFigures, figures_of
from reports.selectors.missing import MONTH_JOB, failing_runs, subject_of
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.workflow.models import JobRun
from stores.models import Customer


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review of a list with its figures and its deadline."""

    review: BusinessReview
    figures: ReviewFigures
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """The manager's month by what became of the reviews, and all of them as one."""

    waiting: list[ReviewRow]
    decided: list[ReviewRow]
    owed: list[ReviewRow]
    total: Comparison


@dataclass(frozen=True, slots=True)
class DraftFailure:
    """A customer whose review the job could not build."""

    customer: Customer
    reason: str
    attempts: int


def with_due_day(reviews: QuerySet[BusinessReview], actor: Actor) -> QuerySet[BusinessReview]:
    """Reviews with their deadline's day, and the day it was met."""
    deadlines = Deadline.objects.visible_to(actor).filter(
        kind=DeadlineKind.REVIEW, month=OuterRef("month"), subject_id=OuterRef("customer_id")
    )
    return reviews.annotate(
        due_on=Subquery(deadlines.values("due_on")[:1]),
        met_at=Subquery(deadlines.values("met_at")[:1]),
    )


def latest_month(actor: Actor) -> Month | None:
    """The last month of which the actor has reviews. One query."""
    latest = BusinessReview.objects.visible_to(actor).aggregate(month=Max("month"))["month"]
    return Month.of(latest) if latest else None


def inbox_of(actor: Actor, month: Month, on: date) -> Inbox:
    """What waits, by deadline and then by red lines; what was decided; what is owed. Two queries."""
    reviews = BusinessReview.objects.visible_to(actor).of_month(month).select_related("customer", "rep")
    rows = rows_of(list(with_due_day(reviews, actor).order_by("customer__code")), on)
    rows.sort(key=lambda row: (row.due_on or date.max, -row.figures.red_lines))
    by_status = {status: [row for row in rows if row.review.status == status] for status in ReviewStatus.values}
    return Inbox(
        waiting=by_status[ReviewStatus.SUBMITTED],
        decided=by_status[ReviewStatus.CONFIRMED],
        owed=by_status[ReviewStatus.RETURNED] + by_status[ReviewStatus.DRAFT],
        total=sum_of_comparisons(row.figures.total for row in rows),
    )


def rows_of(reviews: Sequence[BusinessReview], on: date) -> list[ReviewRow]:
    """Reviews that came by `with_due_day`, with their figures. One query."""
    figures = figures_of(reviews)
    return [
        ReviewRow(
            review=review,
            figures=figures.get(review.pk, NO_FIGURES),
            due_on=review.due_on,
            is_overdue=review.due_on is not None and review.met_at is None and review.due_on < on,
        )
        for review in reviews
    ]


def past_reviews(customer_id: int, actor: Actor, on: date, *, limit: int = 12) -> list[ReviewRow]:
    """A customer's last reviews, the newest first. Two queries."""
    reviews = BusinessReview.objects.visible_to(actor).filter(customer=customer_id)
    reviews = reviews.select_related("customer", "rep").order_by("-month")
    return rows_of(list(with_due_day(reviews, actor)[:limit]), on)


def run_of(month: Month) -> JobRun | None:
    """How far the month's reviews are. One query."""
    return JobRun.objects.filter(job=MONTH_JOB, subject=str(month)).first()


def failures_of(month: Month, actor: Actor) -> list[DraftFailure]:
    """Whose review could not be built, of the customers that the actor may see. Two queries."""
    run_by_code = {run.subject.removeprefix(subject_of(month, "")): run for run in failing_runs(month)}
    customers = Customer.objects.visible_to(actor).filter(code__in=run_by_code).order_by("code")
    return [
        DraftFailure(customer, run_by_code[customer.code].message, run_by_code[customer.code].attempts)
        for customer in customers
    ]
