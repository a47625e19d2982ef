"""What stands in the way of an undo: later edits, and rows that lean on what the import made (handbook H2.4)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from salesops.exchange.choices import RowAction
from salesops.exchange.dependents import relations_to, rows_pointing
from salesops.exchange.effects import raw_value
from salesops.exchange.models import ImportEffect
from salesops.exchange.problems import Param
from salesops.exchange.undo import Obstacle

BATCH = 500
Models = Sequence[type[models.Model]]


class Obstacles:
    """The rows of one import that must stay, each with its first reason; `parts` go with their owner."""

    def __init__(self, effects: QuerySet[ImportEffect], kinds: Models, parts: Models) -> None:
        self._effects = effects
        self._kinds = kinds
        self._parts = parts
        self._leans: list[tuple[int, Obstacle]] = []
        self.by_row: dict[int, Obstacle] = {}

    def find(self) -> None:
        """A fixed number of queries, and two more for each five hundred objects that were edited since."""
        for model in self._kinds:
            self._find_edited(model)
            self._find_used(model)

    def add(self, effect: ImportEffect, code: str, **params: Param) -> None:
        self.by_row.setdefault(effect.row, _obstacle(effect, code, **params))

    def follow_leans(self) -> None:
        """A row stays, too, when one stays that leans on it."""
        known = -1
        while known != len(self.by_row):
            known = len(self.by_row)
            for row, obstacle in self._leans:
                if row in self.by_row:
                    self.by_row.setdefault(obstacle.row, obstacle)

    def _find_edited(self, model: type[models.Model]) -> None:
        for effects in in_chunks(_perhaps_edited(self._effects, model)):
            objects = model._base_manager.in_bulk([effect.object_id for effect in effects])
            for effect in effects:
                self._judge(effect, objects.get(effect.object_id))

    def _judge(self, effect: ImportEffect, obj: models.Model | None) -> None:
        """A made object that is gone already is as the undo wants it."""
        if obj is None:
            if effect.action == RowAction.CHANGED and not effect.has_removed:
                self.add(effect, "is_gone")
        elif effect.action == RowAction.CREATED and effect.revision is not None:
            self.add(effect, "edited_since")
        elif fields := _edited_fields(effect, obj):
            self.add(effect, "fields_edited_since", object_type=effect.object_type, fields=",".join(fields))

    def _find_used(self, model: type[models.Model]) -> None:
        made = effects_on(self._effects, model, RowAction.CREATED)
        for key in relations_to(model):
            if key.model in self._parts:
                continue
            if key.model in self._kinds:
                self._find_leans(made, key)
            else:
                self._find_strangers(made, key)

    def _find_strangers(self, made: QuerySet[ImportEffect], key: models.ForeignKey) -> None:
        pointing = rows_pointing(key, made.values("object_id"))
        owners = pointing.values_list(key.attname, flat=True).distinct()
        for effect in _of_objects(made, list(owners)):
            self.add(effect, "used_by", models=key.model._meta.label_lower)

    def _find_leans(self, made: QuerySet[ImportEffect], key: models.ForeignKey) -> None:
        """Rows of one import may lean on each other: they go together, or stay together."""
        pointing = rows_pointing(key, made.values("object_id"))
        owner_by_leaner = dict(pointing.values_list("pk", key.attname))
        leaners = {e.object_id: e for e in _of_objects(effects_on(self._effects, key.model), list(owner_by_leaner))}
        owners = {e.object_id: e for e in _of_objects(made, list(set(owner_by_leaner.values())))}
        for pk, owner_id in owner_by_leaner.items():
            leaner = leaners.get(pk)
            if leaner and (leaner.action == RowAction.CREATED or key.name in leaner.before):
                used = _obstacle(owners[owner_id], "used_by", models=key.model._meta.label_lower)
                self._leans.append((leaner.row, used))
            else:
                self.add(owners[owner_id], "used_by", models=key.model._meta.label_lower)


def effects_on(
    effects: QuerySet[ImportEffect], model: type[models.Model], action: RowAction | None = None
) -> QuerySet[ImportEffect]:
    """The effects on objects of one model."""
    effects = effects.filter(object_type=model._meta.label_lower)
    return effects.filter(action=action) if action else effects


def in_chunks(rows: QuerySet) -> Iterator[list]:
    """The rows by key in lists of some hundred, so that memory does not grow with them."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield chunk
        last = chunk[-1].pk


def has_revision(model: type[models.Model]) -> bool:
    return any(field.name == "revision" for field in model._meta.concrete_fields)


def typed(obj: models.Model, name: str, value: Any) -> Any:
    """A value of the record as the field has it; JSON keeps days and amounts as text."""
    column = obj._meta.get_field(name)
    return (column.target_field if column.is_relation else column).to_python(value)


def _perhaps_edited(effects: QuerySet[ImportEffect], model: type[models.Model]) -> QuerySet[ImportEffect]:
    """Objects with a revision tell by it, in the database; the others are all looked at."""
    effects = effects_on(effects, model)
    if not has_revision(model):
        return effects
    now = model._base_manager.filter(pk=OuterRef("object_id")).values("revision")
    return effects.annotate(now=Subquery(now)).filter(Q(now__isnull=True) | ~Q(now=F("revision")))


def _edited_fields(effect: ImportEffect, obj: models.Model) -> list[str]:
    """The fields that the import set and that do not stand as it left them."""
    ours = {name: value for name, value in effect.after.items() if effect.before.get(name, ...) != value}
    return [name for name, value in ours.items() if raw_value(obj, name) != typed(obj, name, value)]


def _of_objects(effects: QuerySet[ImportEffect], ids: list[int]) -> Iterable[ImportEffect]:
    for start in range(0, len(ids), BATCH):
        yield from effects.filter(object_id__in=ids[start : start + BATCH])


def _obstacle(effect: ImportEffect, code: str, **params: Param) -> Obstacle:
    return Obstacle(effect.row, effect.subject, code, params)
