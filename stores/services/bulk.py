"""Changing many stores or customers at once, and putting it back (handbook H2.3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import take_step
from salesops.workflow.services.bulk_rows import insert_rows
from stores import rules, steps
from stores.choices import ArchiveKind, BulkStatus
from stores.models import BulkEdit, BulkLine
from stores.selectors.bulk import CHUNK, SUBJECTS, Tally, Verdict, chunks_of, judge_change, judge_undo, values_of
from stores.services.belonging import require_fields
from stores.services.history import Deed, record_deeds

MOST = 5_000
MOST_BY_JOB = 200_000
BY_OBJECT = ("store_id", "customer_id")
_OTHER = {ArchiveKind.STORE: "customer", ArchiveKind.CUSTOMER: "store"}
Note = Callable[[int], None]
# A preview that nobody applied is of no use the day after.
KEPT = timedelta(days=1)


class TooMany(DomainError):
    """More objects than are changed in one go."""


class SomeCannot(DomainError):
    """All or nothing was asked for, and some cannot be changed."""


@transaction.atomic
def prepare_bulk_edit(
    subject: ArchiveKind,
    objects: QuerySet | Sequence[models.Model],
    values: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    reason: str,
) -> BulkEdit:
    """Keep what is to be changed, with the revisions that the preview will show; nothing is changed yet.

    Of more than `MOST` a job makes the preview (`bulk_jobs`).
    """
    require_fields(actor, values, SUBJECTS[subject].bulk_fields(actor))
    seen = _seen(objects)
    if len(seen) > MOST_BY_JOB:
        words = _("More than %(most)s are too many for one go; please narrow the list.")
        raise TooMany(words % {"most": f"{MOST_BY_JOB:,}"})
    edits = BulkEdit.objects.unscoped(because="a person's own previews")
    edits.filter(made_by_id=actor.user_id, status=BulkStatus.PREVIEWED, made_at__lt=at - KEPT).delete()
    kept = {name: value.pk if isinstance(value, models.Model) else value for name, value in values.items()}
    is_long = len(seen) > MOST
    edit = BulkEdit(
        subject=subject,
        values=kept,
        reason=reason.strip(),
        is_long=is_long,
        status=BulkStatus.COUNTING if is_long else BulkStatus.PREVIEWED,
        made_by_id=actor.user_id,
        made_at=at,
    )
    edit.full_clean()
    edit.save(force_insert=True)
    columns = ("edit", f"{subject}", "seen_revision", _OTHER[subject], "former", "made_revision")
    insert_rows(BulkLine, columns, ((edit.pk, pk, revision, None, None, None) for pk, revision in seen))
    return edit


@transaction.atomic
def apply_bulk_edit(
    edit: BulkEdit, *, only_possible: bool, actor: Actor, at: datetime, note: Note | None = None
) -> BulkEdit:
    """Change what the preview showed: all of it or nothing, or, if asked, those that can be.

    Sent again it changes nothing. An object that was edited since the preview counts as one that cannot
    be changed. At most ten queries for 500 objects. `note` is told how many were looked at.
    """
    edit = _held(edit, actor)
    if edit.status not in steps.APPLY_BULK.sources:
        return edit
    values, tally = values_of(edit), Tally()
    for lines in chunks_of(edit, *BY_OBJECT):
        verdicts = judge_change(edit, lines, actor, holds=True)
        _require_all(verdicts, only_possible=only_possible)
        _change(edit, [verdict for verdict in verdicts if verdict.is_possible], values, actor=actor, at=at)
        tally.add(verdicts)
        if note:
            note(tally.numbers.total())
    return take_step(steps.APPLY_BULK, edit, actor=actor, at=at, reason=edit.reason, also=_counted(edit, tally))


@transaction.atomic
def undo_bulk_edit(edit: BulkEdit, *, actor: Actor, at: datetime, note: Note | None = None) -> BulkEdit:
    """Put back what stood before, wherever nobody has changed the object since; sent again it does nothing."""
    edit = _held(edit, actor)
    if edit.status not in steps.UNDO_BULK.sources:
        return edit
    tally = Tally()
    for lines in chunks_of(edit, *BY_OBJECT):
        verdicts = judge_undo(edit, lines, actor, holds=True)
        _put_back(edit, [verdict for verdict in verdicts if verdict.is_possible], actor=actor, at=at)
        tally.add(verdicts)
        if note:
            note(tally.numbers.total())
    return take_step(steps.UNDO_BULK, edit, actor=actor, at=at, reason=edit.reason, also=_counted(edit, tally))


def _seen(objects: QuerySet | Sequence[models.Model]) -> list[tuple[int, int]]:
    """Keys and revisions; of a list of many thousand nothing else is read."""
    if isinstance(objects, QuerySet):
        return list(objects.values_list("pk", "revision")[: MOST_BY_JOB + 1])
    return [(obj.pk, obj.revision) for obj in objects]


def _counted(edit: BulkEdit, tally: Tally) -> dict[str, Any]:
    return {"counted": tally.as_kept()} if edit.is_long else {}


def _held(edit: BulkEdit, actor: Actor) -> BulkEdit:
    if not rules.edits_in_bulk(actor, edit):
        raise PermissionDenied("bulk_edit")
    rows = BulkEdit.objects.unscoped(because="the rule says whose it is")
    return rows.select_for_update().get(pk=edit.pk)


def _require_all(verdicts: Iterable[Verdict], *, only_possible: bool) -> None:
    refused = [verdict for verdict in verdicts if verdict.problem]
    if refused and not only_possible:
        raise SomeCannot(_("Nothing was changed: some cannot be changed. Look at them, or change only the others."))


def _change(edit: BulkEdit, verdicts: list[Verdict], values: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    """One update for all, as all get the same values; history and the way back by object."""
    rows = SUBJECTS[edit.subject].model.objects.unscoped(because="each was judged")
    rows.filter(pk__in=[verdict.obj.pk for verdict in verdicts]).update(**values, revision=F("revision") + 1)
    for verdict in verdicts:
        verdict.line.former, verdict.line.made_revision = verdict.former, verdict.obj.revision + 1
    _save(BulkLine, [verdict.line for verdict in verdicts], ["former", "made_revision"])
    deeds = [Deed(verdict.obj, verdict.changes) for verdict in verdicts]
    record_deeds(deeds, steps.APPLY_BULK.name, actor=actor, at=at, reason=edit.reason)


def _put_back(edit: BulkEdit, verdicts: list[Verdict], *, actor: Actor, at: datetime) -> None:
    for verdict in verdicts:
        verdict.obj.revision += 1
        for name, value in verdict.values.items():
            setattr(verdict.obj, name, value)
    names = {name for verdict in verdicts for name in verdict.values}
    _save(SUBJECTS[edit.subject].model, [verdict.obj for verdict in verdicts], [*sorted(names), "revision"])
    deeds = [Deed(verdict.obj, verdict.changes) for verdict in verdicts]
    record_deeds(deeds, steps.UNDO_BULK.name, actor=actor, at=at, reason=edit.reason)


def _save(model: type[models.Model], objects: list[models.Model], names: list[str]) -> None:
    """One upsert instead of one CASE for each field and row, which is slow for many rows."""
    model.objects.bulk_create(objects, CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=names)
