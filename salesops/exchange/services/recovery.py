"""Imports whose job died or never came are found again (reliability J1, J3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.services.checking import refuse

_PATIENCE = timedelta(minutes=2)
_MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Stalled:
    """What is to be sent to the workers once more."""

    to_check: list[int]
    to_import: list[int]


def stalled_imports(*, at: datetime) -> Stalled:
    """Runs at work without a sign of life; those that were tried too often are closed as failed.

    A sign too late is harmless: a run that is being written is locked, and one that is being
    checked gets the same report from whoever is through first.
    """
    runs = ImportRun.objects.unscoped(because="a job looks after all runs")
    silent = runs.filter(
        state__in=(RunState.UPLOADED, RunState.CHECKING, RunState.IMPORTING), heartbeat_at__lt=at - _PATIENCE
    )
    to_check: list[int] = []
    to_import: list[int] = []
    for run in silent.order_by("pk"):
        if run.attempts >= _MOST_ATTEMPTS:
            refuse(run, "stopped", {}, at=at, state=RunState.FAILED)
        elif run.state == RunState.IMPORTING:
            to_import.append(run.pk)
        else:
            to_check.append(run.pk)
    return Stalled(to_check, to_import)
