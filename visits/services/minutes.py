"""Measure how long the steps of a visit take (handbook H5.1)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from visits.choices import VisitStep
from visits.models import StepSeconds, Visit

BECAUSE = "the visit is the actor's own"
# Longer without a touch is talking with the owner, not tapping.
LONGEST_PAUSE_SECONDS = 60


@transaction.atomic
def note_seconds(visit: Visit, step: VisitStep, *, at: datetime) -> None:
    """Count the time since the last act of the visit to the step that was saved now. Up to four queries."""
    visits = Visit.objects.unscoped(because=BECAUSE).select_for_update()
    locked = visits.get(pk=visit.pk)
    passed = round((at - (locked.last_act_at or locked.checked_in_at)).total_seconds())
    locked.last_act_at = at
    locked.save(update_fields=["last_act_at"])
    if 0 < passed <= LONGEST_PAUSE_SECONDS:
        row, is_new = StepSeconds.objects.unscoped(because=BECAUSE).get_or_create(
            visit=visit, step=step, defaults={"seconds": passed}
        )
        if not is_new:
            StepSeconds.objects.unscoped(because=BECAUSE).filter(pk=row.pk).update(seconds=F("seconds") + passed)


def write_seconds(visit: Visit, seconds: Mapping[VisitStep, int]) -> None:
    """Keep what a phone measured by itself; sent again, the last stands. One query."""
    StepSeconds.objects.bulk_create(
        [StepSeconds(visit=visit, step=step, seconds=number) for step, number in seconds.items() if number > 0],
        update_conflicts=True,
        unique_fields=["visit", "step"],
        update_fields=["seconds"],
    )
