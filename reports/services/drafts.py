"""Drafts of business reviews: gathered and written customer by customer (handbook H1, H9; jobs J1, J2, J7)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction

from dealers.services.machine_rows import DraftSteps, record_drafts, refresh, standing_or_new
from dealers.services.monthly import Documents, DraftReport, Outcome, begin_run, draft_in_portions
from reports.calc.drafting import ReviewDraft, review_draft
from reports.calc.review import RULE_VERSION
from reports.choices import ReviewStatus
from reports.models import BusinessReview
from reports.selectors.material import material_of
from reports.selectors.missing import (
    BECAUSE,
    CENTER_JOB,
    CUSTOMER_JOB,
    MONTH_JOB,
    customers_to_review,
    failing_runs,
    subject_of,
)
from reports.services.draft_parts import write_review_parts
from reports.steps import DRAFT, REDRAFT
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.periods.selectors import CycleDue, cycle_due
from salesops.periods.services import set_deadlines
from stores.models import Customer

REVIEWS = Documents(MONTH_JOB, CENTER_JOB, CUSTOMER_JOB, subject_of, failing_runs, customers_to_review)
DRAFT_STEPS = DraftSteps(ReviewStatus.DRAFT, DRAFT, REDRAFT)


def draft_reviews(
    month: Month,
    *,
    actor: Actor,
    at: datetime,
    customer_ids: Iterable[int] | None = None,
    opened_at: datetime | None = None,
) -> DraftReport:
    """Build or refresh the reviews of a month, all of them or some customers'.

    With the time at which the month's run was opened, the customers are those of whole centers that it waits for.

    Customers are gathered and written by portions. One that fails is listed with its reason, the others
    go on. Only a database that is away stops the run.
    """
    customers = list(customers_to_review(customer_ids))
    run = begin_run(REVIEWS, customers, month, actor=actor, at=at, is_whole=customer_ids is None, opened_at=opened_at)
    for center, group in groupby(customers, key=attrgetter("center")):
        if not run.is_wanted(center.pk):
            continue
        due = cycle_due(month, center)

        def write(portion: Sequence[Customer], due: CycleDue = due) -> Mapping[int, Outcome]:
            return write_reviews(portion, due, actor=actor, at=at)

        draft_in_portions(center.pk, list(group), write, run)
    REVIEWS.note_run(month, at=at)
    return run.report


@transaction.atomic
def write_reviews(customers: Sequence[Customer], due: CycleDue, *, actor: Actor, at: datetime) -> dict[int, Outcome]:
    """Build or refresh these customers' reviews with parts and deadlines, all or nothing; say what became of each.

    There is one review for a customer and month, whoever comes first. A review that left the draft
    state, or was returned to a person, is not touched. A refresh leaves the revision as it is, for
    that guards what people type, and nothing of theirs changes.
    """
    material = material_of(customers, due.month)
    drafts = {customer.pk: review_draft(material.of(customer)) for customer in customers}
    reviews = BusinessReview.objects.unscoped(because=BECAUSE)
    machine = {customer.pk: _review_values(customer, drafts[customer.pk]) for customer in customers}
    standing, new = standing_or_new(reviews, customers, due.month, machine, built_at=at)
    drafted = {key: review for key, review in standing.items() if review.status == ReviewStatus.DRAFT}
    rewritten = write_review_parts({review: drafts[key] for key, review in drafted.items()}, new)
    old = {key: review for key, review in drafted.items() if review.pk not in new}
    moved = refresh(reviews, old, machine, rewritten, lambda _review: {"built_at": at})
    owing = [customer for customer in customers if customer.pk in drafted]
    set_deadlines(_deadline(drafted[customer.pk], customer, due) for customer in owing)
    return record_drafts(standing, new, moved, steps=DRAFT_STEPS, actor=actor, at=at)


def _review_values(customer: Customer, draft: ReviewDraft) -> dict[str, Any]:
    return {
        "center_id": customer.center_id,
        "rep_id": customer.rep_id,
        "planned_profit_yuan": draft.planned_profit_yuan,
        "earned_profit_yuan": draft.earned_profit_yuan,
        "inputs": draft.inputs,
        "rule_version": RULE_VERSION,
    }


def _deadline(review: BusinessReview, customer: Customer, due: CycleDue) -> Deadline:
    return Deadline(
        kind=DeadlineKind.REVIEW,
        month=due.month.first_day,
        subject_id=customer.pk,
        subject=customer.name,
        url=review.get_absolute_url(),
        center_id=customer.center_id,
        rep_id=customer.rep_id,
        due_on=due.review_due,
        is_assumed=due.is_assumed,
    )
