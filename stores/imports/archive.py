"""How rows of customers and stores are compared with the archive and written in bulk (handbook H2.4)."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Any

from django.db import models
from django.db.models.base import ModelState
from django.utils import timezone

from salesops.accounts.models import Center, User
from salesops.exchange.choices import RowAction
from salesops.exchange.effects import Effect, record_effects
from salesops.exchange.kinds import Change, ImportContext, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import Problem
from salesops.workflow.selectors.recorded import as_recorded, readable
from salesops.workflow.services.bulk_rows import insert_objects, update_objects
from stores import rules
from stores.services.history import Deed, record_deeds


@dataclass(slots=True)
class Entry:
    """One object as it would stand, with what the history records; `former` has old values by field."""

    obj: models.Model
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    former: dict[str, Any] = field(default_factory=dict)


class ArchiveSession(ImportSession):
    """One pass over a file of archive rows that are found by their code.

    A subclass names its model and `fields`, loads what rows refer to, resolves codes into objects,
    and checks what must hold between fields.
    """

    model: type[models.Model]
    fields: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def __init__(self, context: ImportContext) -> None:
        self.context = context
        self.today = timezone.localdate(context.at)

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """A fixed number of queries a chunk: the archive's rows, and what the subclass loads."""
        existing = self._existing([row.values["code"] for row in rows])
        self.load(rows, existing)
        outcomes = [self._judge(row, existing.get(row.values["code"])) for row in rows]
        if not self.context.is_writing:
            self.add_notes([outcome for outcome in outcomes if outcome.action == RowAction.CREATED])
        return outcomes

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        created = [outcome.payload for outcome in outcomes if outcome.action == RowAction.CREATED]
        changed = [outcome.payload for outcome in outcomes if outcome.action == RowAction.CHANGED]
        self.insert([entry.obj for entry in created])
        self._update(changed)
        by_whom = {"actor": self.context.actor, "at": self.context.at, "reason": self.context.reason}
        record_deeds([Deed(entry.obj) for entry in created], "create", **by_whom)
        record_deeds([Deed(entry.obj, entry.changes) for entry in changed], "edit", **by_whom)
        record_effects((_effect(outcome) for outcome in outcomes), run_id=self.context.run_id)

    def load(self, rows: Sequence[Row], existing: Mapping[str, models.Model]) -> None:
        """Fetch what the rows of a chunk refer to."""

    @abstractmethod
    def resolve(self, row: Row, obj: models.Model | None) -> tuple[dict[str, Any], list[Problem]]:
        """The row's values by field, with objects for codes."""

    @abstractmethod
    def check(self, obj: models.Model, former: Mapping[str, Any] | None) -> list[Problem]:
        """What is wrong with the object as it would stand; `former` has what changes, and is None for a new one."""

    def add_notes(self, outcomes: Sequence[Outcome]) -> None:
        """Tell what is odd about new objects that may be taken; only the check has somebody to tell it to."""

    def insert(self, objects: list[models.Model]) -> None:
        insert_objects(objects)

    @cached_property
    def may_create_in(self) -> Callable[[int], bool]:
        """Whether new objects may be added to a center, asked once for each of them."""
        return cache(partial(rules.may_create_in_archive, self.context.actor))

    @cached_property
    def center_by_code(self) -> dict[str, Center]:
        return {center.code: center for center in Center.objects.all()}

    @cached_property
    def rep_by_username(self) -> dict[str, User]:
        return {rep.username: rep for rep in User.objects.reps().active()}

    def lookup(self, row: Row, name: str, known: Mapping[str, Any], found: dict[str, Any]) -> list[Problem]:
        """Put the object of a code into `found`; a blank code puts nothing."""
        code = row.values.get(name)
        if code is None:
            return []
        if code not in known:
            return [Problem("unknown_code", {"text": code}, name)]
        found[name] = known[code]
        return []

    def _existing(self, codes: list[str]) -> dict[str, models.Model]:
        rows = self.model.objects.unscoped(because="a code is unique over all centers; rights are checked by row")
        rows = rows.filter(code__in=codes).prefetch_related(*self.related)
        if self.context.is_writing:
            rows = rows.select_for_update()
        return {obj.code: obj for obj in rows}

    def _judge(self, row: Row, obj: models.Model | None) -> Outcome:
        values, problems = self.resolve(row, obj)
        if problems:
            return refused(row, *problems)
        entry = Entry(self._new(values)) if obj is None else _edited(obj, values)
        if obj is not None and not entry.changes:
            return Outcome(row.number, RowAction.UNCHANGED, subject=_subject(obj))
        problems = self.check(entry.obj, None if obj is None else entry.former)
        if problems:
            return refused(row, *problems)
        return Outcome(
            row.number,
            RowAction.CREATED if obj is None else RowAction.CHANGED,
            subject=_subject(entry.obj),
            changes=[self._change(name, *texts) for name, texts in entry.changes.items()],
            payload=entry,
        )

    def _new(self, values: Mapping[str, Any]) -> models.Model:
        """As `model(**values)`, which would ask each field and each relation of each object for its rules."""
        obj = self.model.__new__(self.model)
        obj._state = ModelState()
        obj.__dict__.update(self._defaults)
        obj.__dict__.update(values)
        for name in self._keys.keys() & values.keys():
            related = obj._state.fields_cache[name] = obj.__dict__.pop(name)
            obj.__dict__[self._keys[name]] = related and related.pk
        return obj

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return {field.attname: field.get_default() for field in self.model._meta.concrete_fields}

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Where the keys of related objects stand, by the names of the relations."""
        return {field.name: field.attname for field in self.model._meta.concrete_fields if field.is_relation}

    def _change(self, name: str, before: str, after: str) -> Change:
        texts = (readable(self.model, name, recorded) for recorded in (before, after))
        return Change(name, self.model._meta.get_field(name).verbose_name, *texts)

    def _update(self, entries: list[Entry]) -> None:
        for entry in entries:
            entry.obj.revision += 1
        names = {name for entry in entries for name in entry.changes}
        update_objects([entry.obj for entry in entries], self.model.with_search_text([*sorted(names), "revision"]))


def plain_values(row: Row, model: type[models.Model], names: Sequence[str]) -> dict[str, Any]:
    """The row's own values by field: a blank empties what may be empty, and leaves the rest as it is."""
    values = {}
    for name in names:
        if name not in row.values:
            continue
        value = values[name] = row.values[name]
        if value is not None:
            continue
        column = model._meta.get_field(name)
        if column.null:
            continue
        if column.empty_strings_allowed and column.blank:
            values[name] = ""
        else:
            del values[name]
    return values


def _edited(obj: models.Model, values: Mapping[str, Any]) -> Entry:
    """Set what differs, and note how it stood."""
    entry = Entry(obj)
    for name, value in values.items():
        column = obj._meta.get_field(name)
        new = value.pk if isinstance(value, models.Model) else value
        if getattr(obj, column.attname) == new and not _is_unsaved(value):
            continue
        before, entry.former[name] = as_recorded(obj, name), getattr(obj, column.attname)
        setattr(obj, name, value)
        entry.changes[name] = (before, as_recorded(obj, name))
    return entry


def _is_unsaved(value: Any) -> bool:
    return isinstance(value, models.Model) and value.pk is None


def _effect(outcome: Outcome) -> Effect:
    entry = outcome.payload
    return Effect(outcome.number, outcome.subject, entry.obj, outcome.action, entry.former)


def _subject(obj: models.Model) -> str:
    return f"{obj.code} {obj.name}"
