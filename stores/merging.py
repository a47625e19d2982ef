"""The socket for what becomes of a room's rows when two stores or two customers are merged (handbook H2.2).

Every relation to a store or customer, of this room and of upper ones, is decided in `AppConfig.ready`; a merge
refuses to run, and a test fails, while one is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Pair:
    """The archive that goes, the one that stays, and the day."""

    gone: models.Model
    kept: models.Model
    on: date


class Clash(Enum):
    """What becomes of a row whose key the surviving archive has already."""

    STAYS = auto()
    ADDS = auto()
    SETS_APART = auto()


@dataclass(frozen=True, slots=True)
class Relation:
    """How the rows of one foreign key follow.

    One archive has each `key` once. Rows that clash stay, are added up in the fields of `adds`, or are `set_apart` by
    other values. `stays` picks further rows that do not follow, and `why` tells people so. `refuses` gives a sentence
    that stops the merge. A derived relation is made anew from others. Rows with a history of their own get an entry.
    `called` names rows whose model has no words for people.
    """

    model: type[models.Model]
    field: str
    key: tuple[str, ...] = ()
    clash: Clash = Clash.STAYS
    why: str | Promise = ""
    adds: tuple[str, ...] = ()
    set_apart: Callable[[Any, Pair], dict[str, Any]] | None = None
    stays: Q | None = None
    refuses: Callable[[Pair], str] | None = None
    follows: bool = True
    is_derived: bool = False
    has_history: bool = False
    called: str | Promise = ""

    @property
    def name(self) -> str:
        return name_of(self.model, self.field)

    @property
    def title(self) -> str | Promise:
        return self.called or self.model._meta.verbose_name_plural


_relations: dict[str, Relation] = {}


def register(*relations: Relation) -> None:
    """Decide relations; the same one again replaces the former."""
    for relation in relations:
        _relations[relation.name] = relation


def follows(model: type[models.Model], field: str, **options: Any) -> Relation:
    """The rows belong to the place and go with it."""
    return Relation(model, field, **options)


def remains(model: type[models.Model], field: str, why: str | Promise, **options: Any) -> Relation:
    """The rows speak of the archive as it was and stay with it."""
    return Relation(model, field, why=why, follows=False, **options)


def derived(model: type[models.Model], field: str) -> Relation:
    """The rows are made anew for both archives after the move."""
    return Relation(model, field, follows=False, is_derived=True)


def relations_to(model: type[models.Model]) -> list[Relation]:
    """The decided relations to a store or customer, in a fixed order; all must be decided."""
    names = relation_names(model)
    if missing := names - _relations.keys():
        raise ImproperlyConfigured(f"Undecided for merges: {', '.join(sorted(missing))}")
    return [_relations[name] for name in sorted(names)]


def relation_by_name(name: str) -> Relation:
    return _relations[name]


def relation_names(model: type[models.Model]) -> set[str]:
    """Every foreign key to the model, those without a way back included."""
    fields = model._meta.get_fields(include_hidden=True)
    return {name_of(f.related_model, f.field.name) for f in fields if f.auto_created and not f.concrete}


def name_of(model: type[models.Model], field: str) -> str:
    return f"{model._meta.label}.{field}"
