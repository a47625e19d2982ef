"""What plans and reviews share: one document for each customer and month, drafted by a job (handbook H1).

Customers are drafted by portions, each in one transaction; where a portion fails, its customers are tried one by
one, so that one's fault, whatever it is, stays its own (jobs J1, J2, J7). Only a database that is away stops a run.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from django.db import OperationalError
from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from salesops.workflow.services import fail_job, finish_job, note_progress, start_job
from stores.models import Customer

logger = logging.getLogger(__name__)

# So many customers are written in one transaction; their progress is noted together.
AT_ONCE = 50
# About a thousand stores: a task is worth its way through the queue.
SHARE = 600


class Outcome(StrEnum):
    CREATED = "created"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Failure:
    """A customer by its code, and why it has no draft or why that was left alone."""

    customer: str
    reason: str


@dataclass(slots=True)
class DraftReport:
    """What became of each customer's draft."""

    month: Month
    customers: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failed: list[Failure] = field(default_factory=list)
    # Whose draft was left alone, as it is a person's by now.
    skipped: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Documents:
    """One kind of monthly document: how its jobs are called, and what of it stands.

    `standing` counts all documents of a month, fast; `owed` those of customers that should have one.
    """

    month_job: str
    customer_job: str
    subject_of: Callable[[Month, str], str]
    failing: Callable[[Month], QuerySet[JobRun]]
    standing: Callable[[Month], int]
    owed: Callable[[Month], int]

    def open_run(self, month: Month, *, total: int, at: datetime) -> JobRun:
        """Begin to build a month's drafts."""
        return start_job(self.month_job, str(month), total=total, at=at)

    def is_stopped(self, month: Month) -> bool:
        """Whether somebody stopped the month's build. One query."""
        return JobRun.objects.filter(job=self.month_job, subject=str(month), state=JobState.STOPPED).exists()

    def note_run(self, month: Month, *, at: datetime) -> None:
        """Count the drafts that stand; when each customer has one or is known to fail, the run is over.

        Parts of a month call it side by side: what is counted are rows, so nobody counts twice. The exact count
        is made only when it may be the last one.
        """
        run = JobRun.objects.filter(job=self.month_job, subject=str(month), state=JobState.RUNNING).first()
        if run is None:
            return
        done, failed = self.standing(month), self.failing(month).count()
        if done + failed >= run.total:
            done = self.owed(month)
        if done + failed < run.total:
            note_progress(run, done=done, at=at)
        elif failed:
            note_progress(run, done=done, at=at)
            fail_job(run, at=at, message=f"{failed} without a draft, see {self.customer_job}")
        else:
            finish_job(run, at=at)

    def note_failure(self, customer_code: str, month: Month, *, reason: str, at: datetime) -> None:
        """List a customer whose draft cannot be built, and count the try."""
        run = start_job(self.customer_job, self.subject_of(month, customer_code), total=1, at=at)
        fail_job(run, at=at, message=reason)


@dataclass(frozen=True, slots=True)
class DraftRun:
    """Who drafts which month when, what became of it so far, and which customers failed before."""

    documents: Documents
    report: DraftReport
    actor: Actor
    at: datetime
    failing: Mapping[str, JobRun]

    @property
    def month(self) -> Month:
        return self.report.month

    def note_outcome(self, customer: Customer, outcome: Outcome, state: str = "") -> None:
        """Count a draft; one that failed before leaves the list. `state` says why one was left alone, where known."""
        self.report.outcomes[outcome] += 1
        if outcome == Outcome.LOCKED:
            self.report.skipped.append(Failure(customer.code, state or "no draft any more"))
        known = self.failing.get(self.documents.subject_of(self.month, customer.code))
        if known is not None:
            finish_job(known, at=self.at)

    def note_failure(self, customer: Customer, mistake: Exception) -> None:
        """List the customer with a reason that says enough to mend it."""
        reason = str(mistake) if isinstance(mistake, DomainError) else f"{type(mistake).__name__}: {mistake}"
        self.documents.note_failure(customer.code, self.month, reason=reason, at=self.at)
        self.report.failed.append(Failure(customer.code, reason))


def shares_of_work(center_by_customer: Mapping[int, int]) -> Iterator[list[int]]:
    """Deal customers out to tasks: small centers together, and a center never to two, for its forecast is made once."""
    share: list[int] = []
    ordered = sorted(center_by_customer, key=lambda customer: (center_by_customer[customer], customer))
    for _center, members in groupby(ordered, key=center_by_customer.__getitem__):
        share += members
        if len(share) >= SHARE:
            yield share
            share = []
    if share:
        yield share


# Writes the drafts of some customers in one transaction and says what became of each, by the customer's key.
Write = Callable[[Sequence[Customer]], Mapping[int, Outcome]]


def begin_run(
    documents: Documents, customers: Sequence[Customer], month: Month, *, actor: Actor, at: datetime, is_whole: bool
) -> DraftRun:
    """Open the run of a whole month, or join the one that is under way with a part of it."""
    if is_whole:
        documents.open_run(month, total=len(customers), at=at)
    report = DraftReport(month, customers=len(customers))
    failing = {failed.subject: failed for failed in documents.failing(month)}
    return DraftRun(documents, report, actor, at, failing)


def draft_in_portions(customers: Sequence[Customer], write: Write, run: DraftRun) -> None:
    """Write all these customers' drafts, and the run's progress beside it; what somebody stops ends after a portion."""
    for place, portion in enumerate(_portions(customers)):
        if place and run.documents.is_stopped(run.month):
            return
        _draft(portion, write, run)
        run.documents.note_run(run.month, at=run.at)


def _portions(customers: Sequence[Customer]) -> Iterator[Sequence[Customer]]:
    return (customers[start : start + AT_ONCE] for start in range(0, len(customers), AT_ONCE))


def _draft(customers: Sequence[Customer], write: Write, run: DraftRun) -> None:
    try:
        outcomes = write(customers)
    except OperationalError:
        raise
    except Exception as mistake:
        if len(customers) == 1:
            logger.exception("draft of customer %s for %s", customers[0].pk, run.month)
            run.note_failure(customers[0], mistake)
            return
        for customer in customers:
            _draft([customer], write, run)
        return
    for customer in customers:
        run.note_outcome(customer, outcomes[customer.pk])
