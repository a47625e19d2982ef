"""Deadlines come with a draft, are met by a submission, and open again when it is returned (handbook H1)."""

from collections.abc import Iterable
from datetime import datetime

from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month


def set_deadlines(deadlines: Iterable[Deadline]) -> None:
    """Create or refresh what is owed; whether it was met stays as it is. One query a batch."""
    Deadline.objects.bulk_create(
        deadlines,
        update_conflicts=True,
        unique_fields=["kind", "month", "subject_id"],
        update_fields=["subject", "url", "center", "rep", "due_on", "is_assumed"],
        batch_size=500,
    )


def meet_deadline(kind: DeadlineKind, month: Month, subject_id: int, *, at: datetime) -> None:
    """Write down when the duty was done; the first time counts."""
    _of_subject(kind, month, subject_id).filter(met_at__isnull=True).update(met_at=at)


def reopen_deadline(kind: DeadlineKind, month: Month, subject_id: int) -> None:
    """What was returned is owed again, by the old date."""
    _of_subject(kind, month, subject_id).update(met_at=None)


def drop_deadlines(kind: DeadlineKind, subject_ids: Iterable[int]) -> None:
    """What was taken back is not owed any more; what was met stays. One query."""
    deadlines = Deadline.objects.unscoped(because="the service that moves the subjects was allowed to")
    deadlines.open().filter(kind=kind, subject_id__in=list(subject_ids)).delete()


def _of_subject(kind: DeadlineKind, month: Month, subject_id: int):
    deadlines = Deadline.objects.unscoped(because="the service that moves the subject was allowed to")
    return deadlines.of_month(month).filter(kind=kind, subject_id=subject_id)
