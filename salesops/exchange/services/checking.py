"""The dry run: every row judged, nothing written but the report (handbook H2.4)."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from salesops.accounts.actor import Actor, actor_for
from salesops.cycles import not_searched_for_cycles
from salesops.exchange.child import OpenSheet
from salesops.exchange.choices import RunState
from salesops.exchange.judging import judge
from salesops.exchange.kinds import ImportContext, ImportKind
from salesops.exchange.models import ImportChange, ImportIssue, ImportRun
from salesops.exchange.problems import Param, UnreadableFile
from salesops.exchange.reading import open_sheet
from salesops.exchange.registry import kind_of
from salesops.exchange.tally import Tally

Clock = Callable[[], datetime]


class CheckStopped(Exception):
    """The run is no longer being checked."""


def check_import(run_id: int, *, clock: Clock) -> ImportRun:
    """Judge each row of an uploaded file and keep the report.

    Two at once, or a second one after a kill, come to the same: whoever is through first writes
    the report, all of it in one transaction, and the other leaves it. Progress is written from
    outside, chunk by chunk.
    """
    runs = ImportRun.objects.unscoped(because="a job works on the run that it was given")
    at = clock()
    claimed = runs.filter(pk=run_id, state__in=(RunState.UPLOADED, RunState.CHECKING)).update(
        state=RunState.CHECKING, attempts=F("attempts") + 1, heartbeat_at=at, done=0, total=0
    )
    run = runs.select_related("started_by").get(pk=run_id)
    if claimed:
        try:
            with not_searched_for_cycles(), open_sheet(path_of(run), needed_kind(run), keeps=True) as sheet:
                store_report(run, _judge_all(run, sheet, at, clock), at=clock(), sheet_name=sheet.name)
        except UnreadableFile as refusal:
            refuse(run, refusal.code, refusal.params, at=clock())
        except CheckStopped:
            pass
    run.refresh_from_db()
    return run


def _judge_all(run: ImportRun, sheet: OpenSheet, at: datetime, clock: Clock) -> Tally:
    tally = Tally()
    tally.add_header(sheet.header)
    kind = needed_kind(run)
    session = kind.open(ImportContext(actor_of(run, at), at, run.pk))
    for outcomes in judge(sheet, kind, session, timezone.localdate(at)):
        tally.add(outcomes)
        if not _show_progress(run, tally.last_row, sheet.last_row, at=clock()):
            raise CheckStopped
    if not tally.actions:
        raise UnreadableFile("no_rows")
    return tally


def _show_progress(run: ImportRun, done: int, total: int, *, at: datetime) -> bool:
    """False where somebody put the file away meanwhile, or another job was faster."""
    runs = ImportRun.objects.unscoped(because="a job works on the run that it was given")
    still = runs.filter(pk=run.pk, state=RunState.CHECKING)
    return bool(still.update(done=done, total=max(done, total), heartbeat_at=at))


@transaction.atomic
def store_report(
    run: ImportRun,
    tally: Tally,
    *,
    at: datetime,
    sheet_name: str = "",
    message: str = "",
    source: RunState = RunState.CHECKING,
) -> None:
    """Replace the run's report, unless another has taken it further meanwhile."""
    runs = ImportRun.objects.unscoped(because="a job works on the run that it was given")
    taken = runs.filter(pk=run.pk, state=source).update(
        state=RunState.CHECKED,
        sheet_name=sheet_name[:255],
        message_code=message,
        message_params={},
        attempts=0,
        heartbeat_at=at,
        done=F("total"),
        **tally.counts(),
    )
    if not taken:
        return
    because = "the report is the run's own"
    ImportIssue.objects.unscoped(because=because).filter(run=run).delete()
    ImportChange.objects.unscoped(because=because).filter(run=run).delete()
    for row in (*tally.issues, *tally.changes):
        row.run = run
    ImportIssue.objects.bulk_create(tally.issues, batch_size=1_000)
    ImportChange.objects.bulk_create(tally.changes, batch_size=1_000)


def refuse(
    run: ImportRun,
    code: str,
    params: dict[str, Param],
    *,
    at: datetime,
    state: RunState = RunState.REFUSED,
) -> None:
    """Close the run without anything imported, with the reason."""
    runs = ImportRun.objects.unscoped(because="a job works on the run that it was given")
    runs.filter(pk=run.pk, state__in=(RunState.CHECKING, RunState.IMPORTING)).update(
        state=state, message_code=code, message_params=dict(params), heartbeat_at=at
    )


def path_of(run: ImportRun) -> Path:
    path = Path(run.file.path)
    if not path.exists():
        raise UnreadableFile("file_gone")
    return path


def needed_kind(run: ImportRun) -> ImportKind:
    kind = kind_of(run.kind)
    if kind is None:
        raise UnreadableFile("unknown_kind")
    return kind


def actor_of(run: ImportRun, at: datetime) -> Actor:
    """Whoever started the run, with the rights of this moment."""
    if run.started_by is None:
        return Actor.system(run.job)
    return actor_for(run.started_by, timezone.localdate(at))
