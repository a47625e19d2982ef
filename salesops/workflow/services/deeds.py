"""The trail of deeds that touch many rows at once (handbook H2.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from salesops.accounts.actor import Actor
from salesops.workflow.models import AuditEvent, FieldChange

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Deed:
    """One object that was made or changed, with old and new texts by field."""

    obj: models.Model
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def record_deeds(deeds: Iterable[Deed], step: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Write one event for each object, with its field changes. Two queries for a thousand objects."""
    deeds = list(deeds)
    events = AuditEvent.objects.bulk_create([_event(deed.obj, step, actor, at, reason) for deed in deeds], BATCH)
    changes = [
        FieldChange(event=event, field=name, before=before, after=after)
        for event, deed in zip(events, deeds, strict=True)
        for name, (before, after) in deed.changes.items()
    ]
    FieldChange.objects.bulk_create(changes, BATCH)


def _event(obj: models.Model, step: str, actor: Actor, at: datetime, reason: str) -> AuditEvent:
    return AuditEvent(
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        step=step,
        reason=reason,
        actor_id=actor.user_id,
        on_behalf_of_id=actor.on_behalf_of(getattr(obj, "rep_id", None)),
        job=actor.job,
        at=at,
    )
