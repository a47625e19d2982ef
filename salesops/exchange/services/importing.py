"""The writing: one transaction for the whole file, so that it is in or it is not (handbook H2.4)."""

from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor
from salesops.cycles import not_searched_for_cycles
from salesops.errors import DomainError
from salesops.exchange import kept
from salesops.exchange.child import OpenSheet
from salesops.exchange.choices import RowAction, RunState
from salesops.exchange.judging import judge
from salesops.exchange.kinds import ImportContext
from salesops.exchange.models import ImportRun
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.progress import Progress, StopWished, heed_stop, is_writing, telling_progress, wish_stop
from salesops.exchange.reading import open_sheet
from salesops.exchange.services.checking import (
    Clock,
    actor_of,
    needed_kind,
    path_of,
    refuse,
    store_report,
)
from salesops.exchange.tally import Tally
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import AuditEvent

# As the history calls it.
STOP = gettext_noop("stop import")


class RowsRefused(Exception):
    """Rows turned out wrong while writing; carries what was found, after all was undone."""

    def __init__(self, tally: Tally) -> None:
        super().__init__("rows refused")
        self.tally = tally


@transaction.atomic
def request_import(run: ImportRun, *, good_rows_only: bool, actor: Actor, at: datetime, reason: str = "") -> ImportRun:
    """Decide that a checked file shall be imported; the writing follows as a job. One of two wins."""
    runs = ImportRun.objects.unscoped(because="the row was seen; it is read again under a lock")
    run = runs.select_for_update().get(pk=run.pk)
    if run.state != RunState.CHECKED:
        raise NotPossibleNow(
            _("This is not possible now: the state is “%(state)s”.") % {"state": run.get_state_display()}
        )
    if run.error_count and not good_rows_only:
        raise DomainError(_("The file has rows with errors. Mend them, or import the good rows only."))
    run.state = RunState.IMPORTING
    run.good_rows_only = good_rows_only
    run.reason = reason.strip()[:200]
    run.attempts = run.done = 0
    run.message_code = ""
    run.heartbeat_at = at
    told = ["state", "good_rows_only", "reason", "attempts", "done", "message_code", "heartbeat_at"]
    run.save(update_fields=told)
    AuditEvent.record(run, "import good rows" if good_rows_only else "import", actor=actor, at=at, reason=run.reason)
    return run


def commit_import(run_id: int, *, clock: Clock) -> ImportRun:
    """Write the file's rows, all in one transaction; a kill on the way leaves nothing.

    The rows are judged again on what stands now. Of two jobs on one run the second finds the row
    locked and leaves; one that comes later finds the run imported.
    """
    runs = ImportRun.objects.unscoped(because="a job works on the run that it was given")
    run = runs.select_related("started_by").get(pk=run_id)
    if not _claim(run_id, at=clock()):
        return run
    try:
        with (
            not_searched_for_cycles(),
            open_sheet(path_of(run), needed_kind(run)) as sheet,
            telling_progress(run, sheet.last_row) as progress,
        ):
            _write(run, sheet, progress, at=clock())
    except UnreadableFile as refusal:
        refuse(run, refusal.code, refusal.params, at=clock(), state=RunState.FAILED)
    except StopWished as wish:
        give_up_import(run, actor=wish.actor, at=clock())
    except RowsRefused as refusal:
        store_report(
            run,
            refusal.tally,
            at=clock(),
            sheet_name=run.sheet_name,
            message="row_errors",
            source=RunState.IMPORTING,
        )
    except IntegrityError:
        refuse(run, "clash", {}, at=clock(), state=RunState.FAILED)
    except DomainError as refusal:
        refuse(run, "said", {"text": str(refusal)[:500]}, at=clock(), state=RunState.FAILED)
    run.refresh_from_db()
    if run.state == RunState.IMPORTED:
        kept.forget(Path(run.file.path))
    return run


def stop_import(run: ImportRun, *, actor: Actor, at: datetime) -> None:
    """Let an import that is being written, or waits for it, be nothing; a job at work is asked to roll back."""
    if run.state != RunState.IMPORTING:
        raise NotPossibleNow(
            _("This is not possible now: the state is “%(state)s”.") % {"state": run.get_state_display()}
        )
    if is_writing(run):
        wish_stop(run, actor)
    else:
        give_up_import(run, actor=actor, at=at)


@transaction.atomic
def give_up_import(run: ImportRun, *, actor: Actor, at: datetime) -> None:
    """Back to the checked file, from where it can be imported again; nothing is in."""
    runs = ImportRun.objects.unscoped(because="the run was seen, or its job gives it back")
    given_up = runs.filter(pk=run.pk, state=RunState.IMPORTING).update(
        state=RunState.CHECKED, message_code="import_stopped", message_params={}, attempts=0, heartbeat_at=at
    )
    if given_up:
        AuditEvent.record(run, STOP, actor=actor, at=at)


@transaction.atomic
def _claim(run_id: int, *, at: datetime) -> bool:
    """Count the try, unless the run is done or somebody is writing it now."""
    runs = ImportRun.objects.unscoped(because="a job works on the run that it was given")
    waiting = runs.select_for_update(skip_locked=True).filter(pk=run_id, state=RunState.IMPORTING)
    if waiting.first() is None:
        return False
    runs.filter(pk=run_id).update(attempts=F("attempts") + 1, heartbeat_at=at)
    return True


@transaction.atomic
def _write(run: ImportRun, sheet: OpenSheet, progress: Progress, *, at: datetime) -> None:
    runs = ImportRun.objects.unscoped(because="a job works on the run that it was given")
    locked = runs.select_for_update(skip_locked=True).filter(pk=run.pk, state=RunState.IMPORTING)
    if locked.first() is None:
        return
    tally = Tally()
    kind = needed_kind(run)
    session = kind.open(ImportContext(actor_of(run, at), at, run.pk, is_writing=True, reason=run.told_reason))
    for outcomes in judge(sheet, kind, session, timezone.localdate(at)):
        tally.add(outcomes)
        progress.show(tally.last_row)
        heed_stop(run)
        if run.good_rows_only or not tally.has_errors:
            session.apply([o for o in outcomes if o.action in (RowAction.CREATED, RowAction.CHANGED)])
    if tally.has_errors and not run.good_rows_only:
        raise RowsRefused(tally)
    session.finish()
    heed_stop(run)
    runs.filter(pk=run.pk).update(
        state=RunState.IMPORTED,
        imported_at=at,
        heartbeat_at=at,
        attempts=0,
        done=F("total"),
        **(tally.counts() | {"note_count": F("note_count")}),
    )
