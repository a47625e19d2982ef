"""Imports whose job died or never came are found again (reliability J1, J3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.progress import last_sign
from salesops.exchange.services.checking import refuse
from salesops.exchange.services.undoing import leave_imported

_PATIENCE = timedelta(minutes=2)
_MOST_ATTEMPTS = 5
_AT_WORK = (RunState.UPLOADED, RunState.CHECKING, RunState.IMPORTING, RunState.UNDOING)


@dataclass(frozen=True, slots=True)
class Stalled:
    """What is to be sent to the workers once more."""

    to_check: list[int]
    to_import: list[int]
    to_undo: list[int]


def is_silent(run: ImportRun, *, at: datetime) -> bool:
    """Whether the job on a run at work was not heard of for too long."""
    return run.is_at_work and last_sign(run) < at - _PATIENCE


def stalled_imports(*, at: datetime) -> Stalled:
    """Runs at work without a sign of life; those that were tried too often are closed as failed.

    A sign too late is harmless: a run that is being written is locked, and one that is being
    checked gets the same report from whoever is through first.
    """
    runs = ImportRun.objects.unscoped(because="a job looks after all runs")
    silent = runs.filter(state__in=_AT_WORK, heartbeat_at__lt=at - _PATIENCE)
    stalled = Stalled([], [], [])
    again = {RunState.IMPORTING: stalled.to_import, RunState.UNDOING: stalled.to_undo}
    for run in silent.order_by("pk"):
        if not is_silent(run, at=at):
            continue
        if run.attempts < _MOST_ATTEMPTS:
            again.get(run.state, stalled.to_check).append(run.pk)
        elif run.state == RunState.UNDOING:
            leave_imported(run, "undo_stopped", {}, at=at)
        else:
            refuse(run, "stopped", {}, at=at, state=RunState.FAILED)
    return stalled
