"""What plans and reviews share: one document for each customer and month, drafted by a job (handbook H1).

Customers are drafted by portions, each in one transaction; where a portion fails, its customers are tried one by
one, so that one's fault, whatever it is, stays its own (jobs J1, J2, J7). Only a database that is away stops a run.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from time import monotonic

from django.db import OperationalError, transaction
from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Greatest, Least

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
    """One kind of monthly document: how its jobs are called, and of whom it is made.

    A month's run is the sum of its centers' runs: each center says itself how far it is and when it has ended, as rows
    that are set and never added to. So who does a center twice counts it once, and a center nobody ended is found.
    """

    month_job: str
    center_job: str
    customer_job: str
    subject_of: Callable[[Month, str], str]
    failing: Callable[[Month], QuerySet[JobRun]]
    customers: Callable[[Iterable[int] | None], QuerySet[Customer]]

    @transaction.atomic
    def open_run(self, month: Month, *, at: datetime, customers: QuerySet[Customer] | None = None) -> JobRun:
        """Begin to build a month's drafts, or whole centers' beside those of others, whose runs then stay."""
        run = start_job(self.month_job, str(month), total=0, at=at)
        centers = self._centers(month)
        counted = (self.customers(None) if customers is None else customers).order_by().values_list("center_id")
        fresh = {self._center(month, pk): number for pk, number in counted.annotate(number=Count("pk"))}
        if customers is None:
            centers.exclude(subject__in=fresh).delete()
        # Whoever is still at work for a former opening reports to it, and so to nobody.
        centers.filter(state=JobState.WAITING).update(started_at=at)
        JobRun.objects.bulk_create(
            [
                JobRun(job=self.center_job, subject=subject, total=number, state=JobState.WAITING, started_at=at)
                for subject, number in sorted(fresh.items())
            ],
            update_conflicts=True,
            unique_fields=["job", "subject"],
            update_fields=["total", "done", "state", "started_at", "heartbeat_at", "ended_at"],
        )
        run.total = centers.aggregate(total=Sum("total", default=0))["total"]
        run.save(update_fields=["total"])
        return run

    def reopen_failed(self, month: Month) -> None:
        """Let the month's run wait once more for the centers in which some customers have no draft."""
        ended = self._centers(month).filter(state=JobState.DONE, done__lt=F("total"))
        ended.update(state=JobState.WAITING, ended_at=None)

    def months_at_work(self) -> list[Month]:
        """Months whose run has not ended. One query."""
        runs = JobRun.objects.filter(job=self.month_job, state=JobState.RUNNING).order_by("subject")
        return [Month.parse(subject) for subject in runs.values_list("subject", flat=True)]

    def awaited(self, month: Month) -> tuple[datetime | None, list[int]]:
        """When the month's run was opened, and the customers of the centers that it still waits for.

        A center that has no customer any more is waited for no longer.
        """
        run = self._running(month)
        if run is None:
            return None, []
        waiting = self._centers(month).filter(state=JobState.WAITING)
        centers = {int(subject.rpartition(":")[2]) for subject in waiting.values_list("subject", flat=True)}
        customers = dict(self.customers(None).filter(center__in=centers).values_list("pk", "center_id"))
        for center_id in centers.difference(customers.values()):
            self.end_center(month, center_id, done=0, opened_at=run.started_at, at=run.started_at)
        return run.started_at, list(customers)

    def awaits(self, month: Month, center_id: int, opened_at: datetime) -> bool:
        """Whether the run that was opened then still waits for the center. One query."""
        return self._waiting(month, center_id, opened_at).exists()

    def note_center(self, month: Month, center_id: int, *, done: int, opened_at: datetime, at: datetime) -> None:
        """Show how far a center is, in customers; who does it a second time never takes anything back."""
        further = Least(F("total"), Greatest(F("done"), Value(done)))
        self._waiting(month, center_id, opened_at).update(done=further, heartbeat_at=at)

    def end_center(self, month: Month, center_id: int, *, done: int, opened_at: datetime, at: datetime) -> None:
        """Wait no longer for a center, all of whose customers were tried; so many of them have a draft."""
        self._waiting(month, center_id, opened_at).update(
            done=Least(F("total"), Value(done)), state=JobState.DONE, heartbeat_at=at, ended_at=at
        )

    def is_stopped(self, month: Month) -> bool:
        """Whether somebody stopped the month's build. One query."""
        return JobRun.objects.filter(job=self.month_job, subject=str(month), state=JobState.STOPPED).exists()

    def note_run(self, month: Month, *, at: datetime) -> None:
        """Add up what the centers have said; when all of them have ended, the run is over. Three queries at most."""
        run = self._running(month)
        if run is None:
            return
        told = self._centers(month).aggregate(
            done=Sum("done", default=0), waiting=Count("pk", filter=Q(state=JobState.WAITING))
        )
        if told["waiting"]:
            note_progress(run, done=told["done"], at=at)
        elif failed := self.failing(month).count():
            note_progress(run, done=max(0, run.total - failed), at=at)
            fail_job(run, at=at, message=f"{failed} without a draft, see {self.customer_job}")
        else:
            finish_job(run, at=at)

    def _running(self, month: Month) -> JobRun | None:
        return JobRun.objects.filter(job=self.month_job, subject=str(month), state=JobState.RUNNING).first()

    def _centers(self, month: Month) -> QuerySet[JobRun]:
        return JobRun.objects.filter(job=self.center_job, subject__startswith=self._center(month, ""))

    def _waiting(self, month: Month, center_id: int, opened_at: datetime) -> QuerySet[JobRun]:
        runs = JobRun.objects.filter(job=self.center_job, subject=self._center(month, center_id))
        return runs.filter(state=JobState.WAITING, started_at=opened_at)

    @staticmethod
    def _center(month: Month, center_id: int | str) -> str:
        return f"{month}:{center_id}"

    def note_failure(self, customer_code: str, month: Month, *, reason: str, at: datetime) -> None:
        """List a customer whose draft cannot be built, and count the try."""
        run = start_job(self.customer_job, self.subject_of(month, customer_code), total=1, at=at)
        fail_job(run, at=at, message=reason)


@dataclass(frozen=True, slots=True)
class DraftRun:
    """Who drafts which month when, what became of it so far, and which customers failed before.

    `opened_at` is the month's run that whole centers are drafted for; without it nobody waits for them.
    """

    documents: Documents
    report: DraftReport
    actor: Actor
    at: datetime
    failing: Mapping[str, JobRun]
    opened_at: datetime | None
    drafted: Counter[int] = field(default_factory=Counter)
    began: float = field(default_factory=monotonic)

    @property
    def month(self) -> Month:
        return self.report.month

    @property
    def now(self) -> datetime:
        """A long run that noted its beginning again and again would pass for dead."""
        return self.at + timedelta(seconds=monotonic() - self.began)

    def is_wanted(self, center_id: int) -> bool:
        """Whether nobody has ended the center for this opening yet."""
        return self.opened_at is None or self.documents.awaits(self.month, center_id, self.opened_at)

    def note_progress(self, center_id: int) -> None:
        """Show how far the center and with it the month is."""
        self._tell(self.documents.note_center, center_id)

    def end_center(self, center_id: int) -> None:
        """Say that the center's customers were all tried."""
        self._tell(self.documents.end_center, center_id)

    def _tell(self, say: Callable[..., None], center_id: int) -> None:
        if self.opened_at:
            say(self.month, center_id, done=self.drafted[center_id], opened_at=self.opened_at, at=self.now)
        self.documents.note_run(self.month, at=self.now)

    def note_outcome(self, customer: Customer, outcome: Outcome, state: str = "") -> None:
        """Count a draft; one that failed before leaves the list. `state` says why one was left alone, where known."""
        self.report.outcomes[outcome] += 1
        self.drafted[customer.center_id] += 1
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
    documents: Documents,
    customers: Sequence[Customer],
    month: Month,
    *,
    actor: Actor,
    at: datetime,
    is_whole: bool,
    opened_at: datetime | None = None,
) -> DraftRun:
    """Open the run of a whole month, or join the one that was opened then with whole centers, or none."""
    if is_whole:
        opened_at = documents.open_run(month, at=at).started_at
    report = DraftReport(month, customers=len(customers))
    failing = {failed.subject: failed for failed in documents.failing(month)}
    return DraftRun(documents, report, actor, at, failing, opened_at)


def draft_in_portions(center_id: int, customers: Sequence[Customer], write: Write, run: DraftRun) -> None:
    """Write all these customers' drafts, and how far the center is beside it, to its end.

    What somebody stops ends after a portion, and the center is waited for still.
    """
    for place, portion in enumerate(_portions(customers)):
        if place and run.documents.is_stopped(run.month):
            return
        _draft(portion, write, run)
        run.note_progress(center_id)
    run.end_center(center_id)


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
