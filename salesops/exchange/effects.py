"""What each row of an import did, kept so that it can be undone (handbook H2.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from salesops.exchange.choices import RowAction
from salesops.exchange.models import ImportEffect

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Effect:
    """One object after a row of the file was written, with former raw values by field if it was known before."""

    row: int
    subject: str
    obj: models.Model
    action: RowAction
    former: Mapping[str, Any] = field(default_factory=dict)
    watched: tuple[str, ...] = ()


def record_effects(effects: Iterable[Effect], *, run_id: int) -> None:
    """Keep them; an object that several rows of the file touched keeps its first former values.

    `watched` names the fields of a new object that must still stand at the undo, for objects without a
    revision. One query for a thousand objects.
    """
    first: dict[tuple[str, int], Effect] = {}
    for effect in effects:
        first.setdefault((effect.obj._meta.label_lower, effect.obj.pk), effect)
    ImportEffect.objects.bulk_create(
        [_row(effect, run_id) for effect in first.values()],
        BATCH,
        update_conflicts=True,
        unique_fields=["run", "object_type", "object_id"],
        update_fields=["revision", "after"],
    )


def raw_value(obj: models.Model, name: str) -> Any:
    """A field's value as the table has it: the id of a related row."""
    return getattr(obj, obj._meta.get_field(name).attname)


def _row(effect: Effect, run_id: int) -> ImportEffect:
    obj = effect.obj
    return ImportEffect(
        run_id=run_id,
        row=effect.row,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        action=effect.action,
        subject=effect.subject[:200],
        revision=getattr(obj, "revision", None),
        before=dict(effect.former),
        after={name: raw_value(obj, name) for name in (*effect.former, *effect.watched)},
    )
