"""Bulk edits too long for a request: previewed, made and undone by jobs that tell how far they are (handbook H2.3).

Each job is one transaction, as an import is: killed anywhere it leaves what was before, and is sent again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor, actor_for
from salesops.exchange.progress import last_told, telling, told_in
from salesops.workflow.flow import take_step
from salesops.workflow.models import JobRun
from salesops.workflow.services import finish_job, start_job
from stores import steps
from stores.choices import BULK_AT_WORK, BulkStatus
from stores.models import BulkEdit
from stores.selectors.bulk import Tally, chunks_of, judge_change, line_count
from stores.services.bulk import Note, SomeCannot, apply_bulk_edit, undo_bulk_edit

BULK_JOB = gettext_noop("stores.work_on_bulk_edit")
_PATIENCE = timedelta(minutes=2)
_MOST_ATTEMPTS = 5


@transaction.atomic
def request_bulk_edit(edit: BulkEdit, *, only_possible: bool, actor: Actor, at: datetime) -> BulkEdit:
    """Decide that what the preview showed shall be made; the work follows as a job. One of two wins."""
    edit = take_step(steps.START_BULK, edit, actor=actor, at=at, also={"only_possible": only_possible})
    expect_bulk_job(edit, at=at)
    return edit


@transaction.atomic
def request_bulk_undo(edit: BulkEdit, *, actor: Actor, at: datetime) -> BulkEdit:
    """Decide that a bulk edit shall be undone; the work follows as a job."""
    edit = take_step(steps.START_BULK_UNDO, edit, actor=actor, at=at)
    expect_bulk_job(edit, at=at)
    return edit


def expect_bulk_job(edit: BulkEdit, *, at: datetime) -> None:
    """Note that a job shall come, so that one whose message was lost is missed. One or two queries."""
    JobRun.objects.update_or_create(
        job=BULK_JOB,
        subject=str(edit.pk),
        defaults={"attempts": 0, "heartbeat_at": at, "started_by_id": edit.made_by_id},
    )


def work_on_bulk_edit(edit_id: int, *, clock: Callable[[], datetime]) -> None:
    """Preview, make or undo a long bulk edit, whichever it waits for."""
    edits = BulkEdit.objects.unscoped(because="a job works on the edit that it was given").select_related("made_by")
    edit = edits.filter(pk=edit_id, status__in=BULK_AT_WORK).first()
    if edit is None:
        return
    at = clock()
    actor, total = actor_for(edit.made_by, timezone.localdate(at)), line_count(edit)
    run = start_job(BULK_JOB, str(edit.pk), total=total, at=at, started_by_id=edit.made_by_id)
    with telling(_path_of(edit), total) as progress:
        _do(edit, actor, at, progress.show)
    finish_job(run, at=clock())


def progress_of(edit: BulkEdit) -> tuple[int, int]:
    """How many objects a job has looked at, and of how many; 0 of 0 where none tells."""
    return told_in(_path_of(edit))


def stalled_bulk_edits(at: datetime) -> list[int]:
    """Those at work without a sign of life, to be sent again; what was tried too often is given up."""
    edits = BulkEdit.objects.unscoped(because="a job looks after all edits").select_related("made_by")
    again = []
    for edit in edits.filter(status__in=BULK_AT_WORK).order_by("pk"):
        run = JobRun.objects.filter(job=BULK_JOB, subject=str(edit.pk)).first()
        known = run.heartbeat_at if run else edit.made_at
        if last_told(_path_of(edit), known) >= at - _PATIENCE:
            continue
        if run is None or run.attempts < _MOST_ATTEMPTS:
            again.append(edit.pk)
        else:
            _give_up(edit, at)
    return again


def _do(edit: BulkEdit, actor: Actor, at: datetime, note: Note) -> None:
    """One that shall be made as a whole and meets what cannot be changed is previewed anew, which shows it."""
    if edit.status == BulkStatus.UNDOING:
        undo_bulk_edit(edit, actor=actor, at=at, note=note)
        return
    if edit.status == BulkStatus.APPLYING:
        try:
            apply_bulk_edit(edit, only_possible=edit.only_possible, actor=actor, at=at, note=note)
        except SomeCannot:
            edit = take_step(steps.RECOUNT_BULK, edit, actor=actor, at=at)
        else:
            return
    tally = Tally()
    for lines in chunks_of(edit):
        tally.add(judge_change(edit, lines, actor))
        note(tally.numbers.total())
    take_step(steps.COUNT_BULK, edit, actor=actor, at=at, also={"counted": tally.as_kept()})


def _give_up(edit: BulkEdit, at: datetime) -> None:
    """Nothing of it was done; a preview that never came is of no use."""
    if edit.status == BulkStatus.COUNTING:
        edit.delete()
        return
    step = steps.LEAVE_BULK if edit.status == BulkStatus.APPLYING else steps.LEAVE_BULK_UNDO
    take_step(step, edit, actor=actor_for(edit.made_by, timezone.localdate(at)), at=at)


def _path_of(edit: BulkEdit) -> Path:
    return Path(default_storage.path(f"bulk/{edit.pk}.progress"))
