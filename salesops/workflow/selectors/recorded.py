"""What the history records, in the reader's language, and an archive as it stood on a day (handbook H2.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from salesops.workflow.models import AuditEvent, FieldChange

# Of the archive's related rows the name is recorded, and it may be changed itself.
NAME = "name"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Stood:
    """One field as it stood then and as it stands now, both as recorded."""

    field: str
    then: str
    now: str

    @property
    def is_other(self) -> bool:
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class AsOf:
    """An object's fields before a moment, and what else belonged to it; nothing is known from before it was entered."""

    fields: tuple[Stood, ...]
    entries: tuple[Stood, ...]
    known_since: datetime
    is_known: bool


def as_recorded(obj: models.Model, name: str) -> str:
    """A field's value as the history keeps it: the code of a choice, the name of a related row."""
    value = getattr(obj, name)
    return "" if value is None else str(value)


def readable(model: type[models.Model], name: str, recorded: str) -> str:
    """What was recorded, in the reader's language; a word that is no code of the field stays as it was written."""
    column = _column(model, name)
    if column is None or not recorded:
        return recorded
    if isinstance(column, models.TimeField):
        return recorded.removesuffix(":00")
    if isinstance(column, models.BooleanField):
        return {"True": _("yes"), "False": _("no")}.get(recorded, recorded)
    return str(dict(column.flatchoices).get(recorded, recorded)) if getattr(column, "choices", None) else recorded


def as_of(
    obj: models.Model, names: Iterable[str], before: datetime, *, word: str = "", entries: Mapping[str, str] = NOTHING
) -> AsOf:
    """Take back, the latest first, all that was changed from a moment on. Three queries.

    `entries` are rows that belong to the object, as the history names them (`word:key`), with their texts.
    """
    names = list(names)
    now = {name: as_recorded(obj, name) for name in names}
    changed = _first_values(_changes_of(obj, before))
    then = now | _renamed(obj, names, before) | {name: changed[name] for name in names if name in changed}
    rows = {**entries, **{name: text for name, text in changed.items() if word and name.startswith(f"{word}:")}}
    first = _events_of(obj).order_by("at", "pk").values_list("at", flat=True).first()
    known_since = min(filter(None, (first, getattr(obj, "created_at", None))), default=before)
    return AsOf(
        fields=tuple(Stood(name, then[name], now[name]) for name in names),
        entries=tuple(Stood(name, text, entries.get(name, "")) for name, text in rows.items() if text),
        known_since=known_since,
        is_known=known_since < before,
    )


def _column(model: type[models.Model], name: str) -> models.Field | None:
    return next((column for column in model._meta.concrete_fields if column.name == name), None)


def _events_of(obj: models.Model) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk)


def _changes_of(obj: models.Model, since: datetime) -> QuerySet[FieldChange]:
    changes = FieldChange.objects.filter(event__object_type=obj._meta.label_lower, event__object_id=obj.pk)
    return changes.filter(event__at__gte=since).order_by("event__at", "event_id")


def _first_values(changes: QuerySet[FieldChange]) -> Mapping[str, str]:
    """What each field held before the first of its changes."""
    values: dict[str, str] = {}
    for name, before in changes.values_list("field", "before"):
        values.setdefault(name, before)
    return values


def _renamed(obj: models.Model, names: Iterable[str], since: datetime) -> dict[str, str]:
    """The names that related rows bore then, where they were renamed since. One query."""
    related = {name: getattr(obj, name) for name in names if obj._meta.get_field(name).is_relation}
    by_row = {(row._meta.label_lower, row.pk): name for name, row in related.items() if row}
    if not by_row:
        return {}
    rows = Q()
    for label, key in by_row:
        rows |= Q(event__object_type=label, event__object_id=key)
    changes = FieldChange.objects.filter(rows, field=NAME, event__at__gte=since).order_by("event__at", "event_id")
    values: dict[str, str] = {}
    for label, key, before in changes.values_list("event__object_type", "event__object_id", "before"):
        values.setdefault(by_row[label, key], before)
    return values
