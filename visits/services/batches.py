"""Visits that were typed in one after another, after the fact (handbook H5.3)."""

from datetime import datetime, timedelta

from visits.calc.evidence import Entry, EvidenceRules, judge_entries
from visits.models import Visit
from visits.services.marks import add_marks

BECAUSE = "the visits that one person entered"


def mark_batches(visit: Visit, rules: EvidenceRules, *, at: datetime) -> None:
    """Mark this visit and those entered within minutes of it, if together they are a batch. One query without a batch.

    Only a phone that tells when it made its records can be judged.
    """
    if visit.entered_device_at is None:
        return
    span = timedelta(minutes=rules.batch_minutes)
    about = (visit.entered_device_at - span, visit.entered_device_at + span)
    visits = Visit.objects.unscoped(because=BECAUSE).filter(done_by_id=visit.done_by_id)
    near = {str(one.pk): one for one in visits.filter(entered_device_at__range=about)}
    entries = [
        Entry(key, one.checked_in_device_at or one.checked_in_at, one.entered_device_at) for key, one in near.items()
    ]
    for key, signal in judge_entries(entries, rules).items():
        add_marks(visit if key == str(visit.pk) else near[key], [signal], at=at)
