"""What a merge would do, and what one did (handbook H2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.text import capfirst

from salesops.accounts.actor import Actor
from salesops.accounts.scoping import ScopedQuerySet
from salesops.workflow.selectors.recorded import as_recorded, readable
from stores.archives import Archive, archive_of
from stores.merging import Clash, Pair, Relation, relation_by_name, relations_to
from stores.models import MergedRows, MergeRecord

BECAUSE = "a merge moves all rows of an archive whose keeper asked for it"


@dataclass(frozen=True, slots=True)
class MovingRows:
    """The rows of one relation: how many follow, how many are joined or set apart on the way, how many stay and why."""

    title: str
    moved: int
    joined: int
    stayed: int
    why: str | Promise = ""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """Fields that are taken together, with both values in words; `takes` is what the program proposes."""

    name: str
    label: str
    kept: str
    gone: str
    takes: bool

    @property
    def differs(self) -> bool:
        return self.kept != self.gone


def survivor_of(archive: Any, actor: Actor) -> Any | None:
    """What a store or customer was merged into, if it was and the actor may see it. At most one query."""
    if archive.merged_into_id is None:
        return None
    return type(archive).objects.visible_to(actor).filter(pk=archive.merged_into_id).first()


def field_choices(archive: Archive, kept: Any, gone: Any) -> list[FieldChoice]:
    """Every choosable field; proposed is the value of the survivor, unless only the other one has any. No query."""
    return [_choice(archive, group, kept, gone) for group in archive.groups]


def fuller_first(archive: Archive, one: Any, other: Any) -> tuple[Any, Any]:
    """Which of two should stay: the one with more fields filled, else the older one."""
    filled = {row.pk: sum(_has(row, name) for name in archive.facts) for row in (one, other)}
    kept = max((one, other), key=lambda row: (filled[row.pk], -row.pk))
    return (one, other) if kept is one else (other, one)


def what_would_move(pair: Pair, kind: str) -> list[MovingRows]:
    """What a merge would do to the rows of all rooms. Three queries for each relation."""
    rows = (_preview(relation, pair) for relation in relations_to(archive_of(kind).model) if not relation.is_derived)
    return [row for row in rows if row.moved or row.joined or row.stayed]


def what_moved(record: MergeRecord, actor: Actor) -> list[MovingRows]:
    """What a merge did. One query."""
    parts = MergedRows.objects.visible_to(actor).filter(record=record).order_by("relation")
    rows = (_done(relation_by_name(part.relation), part) for part in parts)
    return [row for row in rows if row.moved or row.joined or row.stayed]


def rows_of(relation: Relation) -> ScopedQuerySet:
    return relation.model.objects.unscoped(because=BECAUSE)


def going_rows(relation: Relation, pair: Pair) -> QuerySet:
    """The rows that follow unless they clash."""
    rows = rows_of(relation).filter(**{relation.field: pair.gone})
    if not relation.follows:
        return rows.none()
    return rows.exclude(relation.stays) if relation.stays else rows


def clashing_rows(relation: Relation, pair: Pair) -> dict[int, int]:
    """The ids of rows whose key the survivor has, with the id of its row. One query."""
    if not relation.key:
        return {}
    same = {name: OuterRef(name) for name in relation.key}
    others = rows_of(relation).filter(**{relation.field: pair.kept}, **same).order_by("pk")
    rows = going_rows(relation, pair).annotate(other_id=Subquery(others.values("pk")[:1]))
    return dict(rows.filter(other_id__isnull=False).order_by("pk").values_list("pk", "other_id"))


def _preview(relation: Relation, pair: Pair) -> MovingRows:
    clashes = len(clashing_rows(relation, pair))
    going = going_rows(relation, pair).count()
    all_rows = rows_of(relation).filter(**{relation.field: pair.gone}).count()
    joined = 0 if relation.clash is Clash.STAYS else clashes
    moved = going - clashes
    return _moving(relation, moved, joined, all_rows - moved - joined)


def _done(relation: Relation, part: MergedRows) -> MovingRows:
    joined = len(part.changed)
    apart = joined if relation.clash is Clash.SETS_APART else 0
    return _moving(relation, len(part.moved) - apart, joined, part.stayed)


def _moving(relation: Relation, moved: int, joined: int, stayed: int) -> MovingRows:
    """Rows that nobody explains concern the search for twins alone."""
    shown = stayed if relation.why else 0
    return MovingRows(capfirst(str(relation.title)), moved, joined, shown, relation.why)


def _choice(archive: Archive, group: tuple[str, ...], kept: Any, gone: Any) -> FieldChoice:
    fields = [archive.model._meta.get_field(name) for name in group]
    return FieldChoice(
        name=group[0],
        label=" · ".join(capfirst(str(field.verbose_name)) for field in fields),
        kept=_text(kept, group),
        gone=_text(gone, group),
        takes=_any(gone, group) and not _any(kept, group),
    )


def _text(row: Any, group: Iterable[str]) -> str:
    return ", ".join(filter(None, (readable(type(row), name, as_recorded(row, name)) for name in group)))


def _any(row: Any, group: Iterable[str]) -> bool:
    return any(_has(row, name) for name in group)


def _has(row: Any, name: str) -> bool:
    return getattr(row, name) not in (None, "")
