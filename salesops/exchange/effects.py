"""What each row of an import did, kept so that it can be undone (handbook H2.4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models

from salesops.exchange.choices import RowAction
from salesops.exchange.models import REMOVED, ImportEffect
from salesops.workflow.services.bulk_rows import insert_rows

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Effect:
    """One object after a row of the file was written, with former raw values by field if it was known before.

    Of an object that the import took away all former values are told, its key among them.
    """

    row: int
    subject: str
    obj: models.Model
    action: RowAction
    former: Mapping[str, Any] = field(default_factory=dict)
    watched: tuple[str, ...] = ()
    is_removed: bool = False


def record_effects(effects: Iterable[Effect], *, run_id: int) -> None:
    """Keep them; an object that several rows of the file touched keeps its first former values.

    `watched` names the fields of a new object that must still stand at the undo, for objects without a
    revision. Two queries for each model, and two more for objects that an earlier part of the file may have touched.
    """
    first: dict[tuple[str, int], Effect] = {}
    for effect in effects:
        known = first.setdefault((effect.obj._meta.label_lower, effect.obj.pk), effect)
        if effect.is_removed and not known.is_removed:
            first[effect.obj._meta.label_lower, effect.obj.pk] = replace(known, is_removed=True)
    kept = _kept(first, run_id)
    insert_rows(ImportEffect, _COLUMNS, (_row(effect, run_id) for key, effect in first.items() if key not in kept))
    ImportEffect.objects.bulk_create(
        [ImportEffect(**dict(zip(_ATTRIBUTES, _row(first[key], run_id), strict=True))) for key in kept],
        BATCH,
        update_conflicts=True,
        unique_fields=["run", "object_type", "object_id"],
        update_fields=["revision", "after"],
    )


def raw_value(obj: models.Model, name: str) -> Any:
    """A field's value as the table has it: the id of a related row."""
    return getattr(obj, obj._meta.get_field(name).attname)


def _kept(keys: Iterable[tuple[str, int]], run_id: int) -> list[tuple[str, int]]:
    """Those of the objects that this import touched before."""
    ids_by_label: dict[str, list[int]] = defaultdict(list)
    for label, pk in keys:
        ids_by_label[label].append(pk)
    return sorted((label, pk) for label, ids in ids_by_label.items() for pk in _kept_of(label, ids, run_id))


def _kept_of(label: str, ids: Iterable[int], run_id: int) -> Iterable[int]:
    """New objects have keys beyond all that were kept; to look for them would be to read these all, for each chunk."""
    rows = ImportEffect.objects.unscoped(because="an import keeps what it does")
    rows = rows.filter(run_id=run_id, object_type=label)
    last = rows.order_by("-object_id").values_list("object_id", flat=True).first() or 0
    older = [pk for pk in ids if pk <= last]
    return rows.filter(object_id__in=older).values_list("object_id", flat=True) if older else ()


def _row(effect: Effect, run_id: int) -> tuple:
    """In the order of the columns."""
    obj = effect.obj
    names = (*effect.former, *effect.watched)
    after = REMOVED if effect.is_removed else {name: raw_value(obj, name) for name in names}
    revision = getattr(obj, "revision", None)
    what = (obj._meta.label_lower, obj.pk, effect.action.value, effect.subject[:200], revision)
    return run_id, effect.row, *what, dict(effect.former), after


_COLUMNS = ("run", "row", "object_type", "object_id", "action", "subject", "revision", "before", "after")
_ATTRIBUTES = ("run_id", *_COLUMNS[1:])
