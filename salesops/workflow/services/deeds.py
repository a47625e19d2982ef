"""The trail of deeds that touch many rows at once (handbook H2.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from salesops.accounts.actor import Actor
from salesops.workflow.models import AuditEvent, FieldChange
from salesops.workflow.services.bulk_rows import insert_rows, reserve_ids


@dataclass(frozen=True, slots=True)
class Deed:
    """One object that was made or changed, with old and new texts by field."""

    obj: models.Model
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def record_deeds(
    deeds: Iterable[Deed],
    step: str,
    *,
    actor: Actor,
    at: datetime,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> None:
    """Write one event for each object, with its field changes. Three queries at most, whatever their number."""
    deeds = list(deeds)
    if not deeds:
        return
    ids = reserve_ids(AuditEvent, len(deeds))
    said = (step, before, after, reason)
    events = ((pk, *_event(deed.obj, said, actor, at)) for pk, deed in zip(ids, deeds, strict=True))
    insert_rows(AuditEvent, _EVENT, events)
    changes = (
        (pk, name, before, after)
        for pk, deed in zip(ids, deeds, strict=True)
        for name, (before, after) in deed.changes.items()
    )
    insert_rows(FieldChange, _CHANGE, changes)


_EVENT = (
    "id",
    "object_type",
    "object_id",
    "step",
    "before",
    "after",
    "reason",
    "actor",
    "on_behalf_of",
    "job",
    "at",
)
_CHANGE = ("event", "field", "before", "after")


def _event(obj: models.Model, said: tuple[str, str, str, str], actor: Actor, at: datetime) -> tuple:
    on_behalf_of = actor.on_behalf_of(getattr(obj, "rep_id", None))
    return obj._meta.label_lower, obj.pk, *said, actor.user_id, on_behalf_of, actor.job, at
