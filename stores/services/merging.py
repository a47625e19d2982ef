"""Merging two archives of one shop or one customer, and undoing it (handbook H2.2, H2.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import update_with_history
from stores import rules, steps
from stores.archives import Archive, archive_of
from stores.choices import ArchiveKind
from stores.merging import Pair, Relation, name_of, relation_by_name, relations_to
from stores.models import MergedRows, MergeRecord, SalesRecord
from stores.selectors.merges import rows_of
from stores.services.history import Deed, record_deeds
from stores.services.merged_rows import move_rows, put_rows_back
from stores.services.rollups import move_in_rollups
from stores.services.sales import wait_for_other_imports

BECAUSE = "the service checks who may merge"
SALES = name_of(SalesRecord, "store")


class CannotMerge(DomainError):
    """These two cannot become one now."""


class CannotUndo(DomainError):
    """Something that happened since stands in the way."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which archive goes into which, as the person saw both, and the fields to take from the one that goes."""

    kind: str
    gone_id: int
    kept_id: int
    gone_revision: int
    kept_revision: int
    taken: frozenset[str] = frozenset()


@transaction.atomic
def merge(choice: Choice, *, actor: Actor, at: datetime, reason: str) -> MergeRecord:
    """Move all that belongs to one archive to the other and close the first, or do nothing.

    Both rows are held first, the lower id first, so that of two merges or edits one waits for the other.
    """
    archive = archive_of(choice.kind)
    gone, kept = _held(archive, choice.gone_id, choice.kept_id, actor)
    _check(choice, gone, kept, reason)
    pair = Pair(gone, kept, timezone.localdate(at))
    relations = relations_to(archive.model)
    for relation in relations:
        if relation.refuses and (refusal := relation.refuses(pair)):
            raise CannotMerge(refusal)
    parts = [move_rows(relation, pair) for relation in relations]
    by = {"actor": actor, "at": at, "reason": reason.strip()}
    _trail_moved(relations, parts, pair, **by)
    record = MergeRecord(
        kind=choice.kind,
        center=kept.center,
        gone_id=gone.pk,
        kept_id=kept.pk,
        gone_name=_title(gone),
        kept_name=_title(kept),
        reason=reason.strip(),
        merged_at=at,
        merged_by_id=actor.user_id,
    )
    taken = {name: getattr(gone, name) for name in _allowed(archive, choice.taken)}
    record.kept_changes = _change(kept, taken, steps.MERGE, by)
    record.gone_changes = _change(gone, archive.ended(gone, pair.on), steps.MERGE, by, merged_into=kept)
    record.save(force_insert=True)
    _keep(record, parts)
    moved = {part.relation: part.moved for part in parts}
    move_in_rollups(moved.get(SALES, []), before_id=gone.pk, after_id=kept.pk)
    return record


@transaction.atomic
def undo_merge(record: MergeRecord, *, actor: Actor, at: datetime, reason: str) -> MergeRecord:
    """Put every row back where it was; what came to the surviving archive since stays with it."""
    record = MergeRecord.objects.unscoped(because=BECAUSE).select_for_update(of=("self",)).get(pk=record.pk)
    archive = archive_of(record.kind)
    gone, kept = _held(archive, record.gone_id, record.kept_id, actor)
    _check_undo(record, gone, kept, reason)
    pair = Pair(gone, kept, timezone.localdate(at))
    by = {"actor": actor, "at": at, "reason": reason.strip()}
    for part in record.parts.unscoped(because=BECAUSE).order_by("-pk"):
        relation = relation_by_name(part.relation)
        back = put_rows_back(relation, part, pair)
        if part.relation == SALES:
            move_in_rollups(back, before_id=kept.pk, after_id=gone.pk)
        if relation.has_history:
            _trail(relation, back, kept, gone, **by)
    _change(gone, _before(gone, record.gone_changes), steps.UNDO_MERGE, by, merged_into=None)
    _change(kept, _before(kept, record.kept_changes), steps.UNDO_MERGE, by)
    record.undone_at, record.undone_by_id, record.undo_reason = at, actor.user_id, reason.strip()
    record.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    return record


def _held(archive: Archive, gone_id: int, kept_id: int, actor: Actor) -> tuple[models.Model, models.Model]:
    """Both rows under a lock; imports of sales, which touch many stores, wait outside."""
    if archive.kind == ArchiveKind.STORE:
        wait_for_other_imports()
    rows = archive.model.objects.visible_to(actor).filter(pk__in=[gone_id, kept_id])
    found = {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True).order_by("pk")}
    if len(found) != 2:
        raise CannotMerge(_("Choose two different ones that you may see."))
    gone, kept = found[gone_id], found[kept_id]
    if not (rules.may_merge(actor, gone) and rules.may_merge(actor, kept)):
        raise PermissionDenied("merge")
    return gone, kept


def _check(choice: Choice, gone: models.Model, kept: models.Model, reason: str) -> None:
    if not reason.strip():
        raise CannotMerge(_("Please give a reason."))
    for archive in (gone, kept):
        if archive.merged_into_id:
            raise CannotMerge(_("Somebody was faster: %(name)s was merged already.") % {"name": archive})
    if gone.center_id != kept.center_id:
        raise CannotMerge(_("They belong to two centers. Move one to the other's center first."))
    if (gone.revision, kept.revision) != (choice.gone_revision, choice.kept_revision):
        raise CannotMerge(_("It was changed meanwhile. Please look at it again before you decide."))


def _check_undo(record: MergeRecord, gone: models.Model, kept: models.Model, reason: str) -> None:
    if not reason.strip():
        raise CannotUndo(_("Please give a reason."))
    if record.undone_at:
        raise CannotUndo(_("Somebody was faster: this merge was undone already."))
    if kept.merged_into_id:
        raise CannotUndo(_("%(name)s was itself merged into another one since. Undo that first.") % {"name": kept})
    if gone.center_id != kept.center_id:
        raise CannotUndo(_("%(name)s moved to another center since.") % {"name": kept})


def _allowed(archive: Archive, taken: Iterable[str]) -> list[str]:
    names = frozenset(taken)
    if not archive.facts.issuperset(names):
        raise PermissionDenied(", ".join(sorted(names - archive.facts)))
    return [name for group in archive.groups for name in group if name in names]


def _change(obj: models.Model, values: Mapping[str, Any], step: str, by: dict[str, Any], **link: Any) -> dict:
    """Set fields with a trace, even where only the trace is new; give old and new values by field."""
    before = {name: getattr(obj, name) for name in values}
    saved = update_with_history(obj, {**values, **link}, revision=obj.revision, step=step, **by)
    if saved.revision == obj.revision:
        AuditEvent.record(obj, step, **by)
    return {name: [before[name], value] for name, value in values.items() if before[name] != value}


def _before(obj: models.Model, changes: Mapping[str, list]) -> dict[str, Any]:
    """The former values of fields that nobody has changed since."""
    fields = {name: obj._meta.get_field(name) for name in changes}
    return {
        name: fields[name].to_python(old)
        for name, (old, new) in changes.items()
        if getattr(obj, name) == fields[name].to_python(new)
    }


def _keep(record: MergeRecord, parts: Iterable[MergedRows]) -> None:
    done = [part for part in parts if part.moved or part.changed or part.removed or part.stayed]
    for part in done:
        part.record = record
    MergedRows.objects.bulk_create(done)


def _trail_moved(relations: Iterable[Relation], parts: Iterable[MergedRows], pair: Pair, **by: Any) -> None:
    for relation, part in zip(relations, parts, strict=True):
        if relation.has_history:
            _trail(relation, part.moved, pair.gone, pair.kept, **by)


def _trail(relation: Relation, ids: list[int], before: models.Model, after: models.Model, **by: Any) -> None:
    rows = rows_of(relation).filter(pk__in=ids).order_by("pk")
    change = {relation.field: (str(before), str(after))}
    record_deeds([Deed(row, change) for row in rows], "edit", **by)


def _title(obj: models.Model) -> str:
    return f"{obj.code} {obj.name}"
