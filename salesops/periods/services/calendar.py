"""Days decided by hand over the public calendar (handbook H1)."""

from datetime import date, datetime

from django.db import transaction

from salesops.accounts.actor import Actor
from salesops.periods.models import WorkdayOverride
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import create_with_history


def decide_day(*, day: date, is_workday: bool, note: str, actor: Actor, at: datetime) -> WorkdayOverride:
    """Make a day a working day or a day off, whatever the calendar says."""
    override = WorkdayOverride(day=day, is_workday=is_workday, note=note)
    return create_with_history(override, actor=actor, at=at, reason=note)


@transaction.atomic
def undecide_day(override: WorkdayOverride, *, actor: Actor, at: datetime) -> None:
    """Let the public calendar speak for the day again."""
    AuditEvent.record(override, "remove", actor=actor, at=at, reason=f"{override.day} {override.note}")
    override.delete()
