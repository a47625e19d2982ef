"""Drafts of business reviews, built one customer at a time (handbook H1, H9; jobs J1, J2, J7, J8)."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import OperationalError, transaction

from reports.calc.drafting import ReviewDraft, review_draft
from reports.calc.review import RULE_VERSION
from reports.choices import ReviewStatus
from reports.models import BusinessReview
from reports.selectors.material import Material, material_of
from reports.selectors.missing import BECAUSE, customers_to_review, failing_runs, subject_of
from reports.services.draft_parts import write_parts
from reports.services.runs import note_failure, note_mended, note_run, open_run
from reports.steps import DRAFT, REDRAFT
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.periods.selectors import CycleDue, cycle_due
from salesops.periods.services import set_deadlines
from salesops.workflow.models import AuditEvent, JobRun
from stores.models import Customer

logger = logging.getLogger(__name__)

# So many customers' material is held at once; their progress is noted together.
AT_ONCE = 100


class Outcome(StrEnum):
    CREATED = "created"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Failure:
    customer: str
    reason: str


@dataclass(slots=True)
class DraftReport:
    """What became of each customer's review."""

    month: Month
    customers: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failed: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Run:
    """One center's part of a run: its deadline, who failed before, and the report so far."""

    due: CycleDue
    report: DraftReport
    failing: Mapping[str, JobRun]
    actor: Actor
    at: datetime

    def note_outcome(self, customer: Customer, outcome: Outcome) -> None:
        self.report.outcomes[outcome] += 1
        known = self.failing.get(subject_of(self.due.month, customer.code))
        if known is not None:
            note_mended(known, at=self.at)

    def note_failure(self, customer: Customer, mistake: Exception) -> None:
        reason = str(mistake) if isinstance(mistake, DomainError) else f"{type(mistake).__name__}: {mistake}"
        note_failure(customer.code, self.due.month, reason=reason, at=self.at)
        self.report.failed.append(Failure(customer.code, reason))


def draft_reviews(
    month: Month, *, actor: Actor, at: datetime, customer_ids: Iterable[int] | None = None
) -> DraftReport:
    """Build or refresh the reviews of a month, all of them or some customers'.

    Each customer is written in its own transaction. One that fails is listed with its reason, the
    others go on. Only a database that is away stops the run.
    """
    customers = list(customers_to_review(customer_ids))
    if customer_ids is None:
        open_run(month, total=len(customers), at=at)
    report = DraftReport(month, customers=len(customers))
    failing = {run.subject: run for run in failing_runs(month)}
    for center, group in groupby(customers, key=attrgetter("center")):
        run = Run(cycle_due(month, center), report, failing, actor, at)
        for some in _in_portions(list(group)):
            _draft_some(some, run)
            note_run(month, at=at)
    note_run(month, at=at)
    return report


def _in_portions(customers: Sequence[Customer]) -> Iterator[Sequence[Customer]]:
    return (customers[start : start + AT_ONCE] for start in range(0, len(customers), AT_ONCE))


def _draft_some(customers: Sequence[Customer], run: Run) -> None:
    """Gather once and write one by one; where gathering itself fails, each customer is tried alone."""
    try:
        material = material_of(customers, run.due.month)
    except OperationalError:
        raise
    except Exception as mistake:
        logger.exception("material of %d customers for %s", len(customers), run.due.month)
        if len(customers) == 1:
            run.note_failure(customers[0], mistake)
        else:
            for customer in customers:
                _draft_some([customer], run)
        return
    for customer in customers:
        _draft_one(customer, material, run)


def _draft_one(customer: Customer, material: Material, run: Run) -> None:
    try:
        draft = review_draft(material.of(customer))
        outcome = draft_review(customer, run.due, draft, actor=run.actor, at=run.at)
    except OperationalError:
        raise
    except Exception as mistake:  # One customer's fault, whatever it is, stays its own (J7).
        logger.exception("review of customer %s for %s", customer.pk, run.due.month)
        run.note_failure(customer, mistake)
    else:
        run.note_outcome(customer, outcome)


@transaction.atomic
def draft_review(customer: Customer, due: CycleDue, draft: ReviewDraft, *, actor: Actor, at: datetime) -> Outcome:
    """Build or refresh one customer's review, its parts and its deadline, all or nothing.

    There is one review for a customer and month, whoever comes first. A review that left the draft
    state, or was returned to a person, is not touched. A refresh leaves the revision as it is, for
    that guards what people type, and nothing of theirs changes.
    """
    month = due.month
    reviews = BusinessReview.objects.unscoped(because=BECAUSE)
    machine = _review_values(customer, draft)
    review, is_new = reviews.get_or_create(
        customer=customer, month=month.first_day, defaults={**machine, "built_at": at}
    )
    review = reviews.select_for_update().get(pk=review.pk)
    if review.status != ReviewStatus.DRAFT:
        return Outcome.LOCKED
    has_changed = write_parts(review, draft)
    moved = [name for name, value in machine.items() if getattr(review, name) != value]
    if not is_new and (has_changed or moved):
        for name in moved:
            setattr(review, name, machine[name])
        review.built_at = at
        review.save(update_fields=[*moved, "built_at"])
    set_deadlines([_deadline(review, customer, due)])
    return _told(review, is_new=is_new, is_moved=has_changed or bool(moved), actor=actor, at=at)


def _told(review: BusinessReview, *, is_new: bool, is_moved: bool, actor: Actor, at: datetime) -> Outcome:
    if is_new:
        AuditEvent.record(review, DRAFT, actor=actor, at=at, after=ReviewStatus.DRAFT)
        return Outcome.CREATED
    if is_moved:
        AuditEvent.record(review, REDRAFT, actor=actor, at=at, before=ReviewStatus.DRAFT, after=ReviewStatus.DRAFT)
        return Outcome.REFRESHED
    return Outcome.UNCHANGED


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
