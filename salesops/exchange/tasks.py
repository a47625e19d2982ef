"""The jobs of imports: fetch the run by its id, call one service."""

from celery import shared_task
from django.utils import timezone

from salesops.exchange.services import check_import, commit_import, stalled_imports, undo_import


@shared_task(name="exchange.check_import")
def check(*, run_id: int) -> None:
    """Judge the rows of an uploaded file."""
    check_import(run_id, clock=timezone.now)


@shared_task(name="exchange.commit_import")
def commit(*, run_id: int) -> None:
    """Write the rows of a checked file."""
    commit_import(run_id, clock=timezone.now)


@shared_task(name="exchange.undo_import")
def undo(*, run_id: int) -> None:
    """Take back what an import wrote."""
    undo_import(run_id, clock=timezone.now)


@shared_task(name="exchange.resume_imports")
def resume() -> None:
    """Send again what lost its worker; the settings' schedule calls this every few minutes."""
    stalled = stalled_imports(at=timezone.now())
    for run_id in stalled.to_check:
        check.delay(run_id=run_id)
    for run_id in stalled.to_import:
        commit.delay(run_id=run_id)
    for run_id in stalled.to_undo:
        undo.delay(run_id=run_id)
