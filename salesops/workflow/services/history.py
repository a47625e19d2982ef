"""Edits that keep their history and lose nobody's work (handbook H2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent, FieldChange
from salesops.workflow.selectors.recorded import as_recorded, readable

SEEN_BY_NOBODY = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two people disagree: what was first seen, what stands now, what was typed."""

    field: str
    label: str
    theirs: str
    yours: str


class EditedMeanwhile(DomainError):
    """Somebody saved the object after this person opened it; carries the differences to show."""

    def __init__(self, differences: list[Difference], current: models.Model) -> None:
        super().__init__(
            _("Somebody changed this meanwhile. Nothing of yours was saved yet: compare, then save again.")
        )
        self.differences = differences
        self.current = current


@transaction.atomic
def create_with_history(
    obj: models.Model, *, actor: Actor, at: datetime, reason: str = "", step: str = "create"
) -> models.Model:
    """Check and save a new object and write down who made it."""
    obj.full_clean()
    obj.save(force_insert=True)
    AuditEvent.record(obj, step, actor=actor, at=at, reason=reason)
    return obj


@transaction.atomic
def update_with_history(
    obj: models.Model,
    values: Mapping[str, Any],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
    reason: str = "",
    step: str = "edit",
) -> models.Model:
    """Save the changed fields under the revision that the person saw.

    Returns the fresh object; raises EditedMeanwhile when another edit came first. An edit that
    changes nothing leaves no trace.
    """
    current = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
    before = {name: getattr(current, name) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return current
    if current.revision != revision:
        raise EditedMeanwhile(differences_between(current, changed), current)
    recorded_before = {name: as_recorded(current, name) for name in changed}
    for name, value in changed.items():
        setattr(current, name, value)
    current.revision += 1
    current.full_clean()
    current.save(update_fields=[*changed, "revision"])
    record_change(
        current,
        {name: (recorded_before[name], as_recorded(current, name)) for name in changed},
        actor=actor,
        at=at,
        reason=reason,
        step=step,
    )
    return current


@transaction.atomic
def settle(
    row: models.Model, values: Mapping[str, Any], *, place: Mapping[str, Any], revision: int, actor: Actor, at: datetime
) -> models.Model:
    """Change the row of a place, or make it with the first change: until then its place has the defaults.

    `place` are the fields that name it. Who changes the same default second is told (EditedMeanwhile): the
    center's lock lets one ask at a time, and who saw only the defaults saw no revision (zero). Whether the
    actor may is the caller's to decide.
    """
    if row.pk is not None:
        return update_with_history(row, values, revision=revision, actor=actor, at=at)
    Center.objects.select_for_update().get(pk=row.center_id)
    first = type(row)._base_manager.filter(**place).first()
    if first is not None:
        return update_with_history(first, values, revision=SEEN_BY_NOBODY, actor=actor, at=at)
    for name, value in values.items():
        setattr(row, name, value)
    return create_with_history(row, actor=actor, at=at)


def record_change(
    obj: models.Model,
    changes: Mapping[str, tuple[str, str]],
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    step: str = "edit",
) -> AuditEvent:
    """Write an event with its field changes, `{field: (before, after)}`. Two queries."""
    event = AuditEvent.record(obj, step, actor=actor, at=at, reason=reason)
    FieldChange.objects.bulk_create(
        [FieldChange(event=event, field=name, before=old, after=new) for name, (old, new) in changes.items()]
    )
    return event


def differences_between(current: models.Model, typed: Mapping[str, Any]) -> list[Difference]:
    """What stands in a row beside what somebody typed without having seen it."""
    return [
        Difference(
            field=name,
            label=str(current._meta.get_field(name).verbose_name),
            theirs=readable(type(current), name, as_recorded(current, name)),
            yours="" if value is None else str(value),
        )
        for name, value in typed.items()
    ]
