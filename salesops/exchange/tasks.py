"""The jobs of imports and exports: fetch the run by its id, call one service."""

from celery import shared_task
from django.utils import timezone

from salesops.exchange.models import ExportRun
from salesops.exchange.services import (
    check_import,
    commit_import,
    exports_to_resume,
    stalled_imports,
    tidy_exports,
    undo_import,
    write_export,
)
from salesops.web.list_files import rows_of_list


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


@shared_task(name="exchange.write_export")
def export(*, export_id: int) -> None:
    """Write a list as a file."""
    write_export(export_id, source=_list_of, clock=timezone.now)


@shared_task(name="exchange.resume_exports")
def resume_exports() -> None:
    """Send again what lost its worker; the settings' schedule calls this every few minutes."""
    for export_id in exports_to_resume(timezone.now()):
        export.delay(export_id=export_id)


@shared_task(name="exchange.tidy_exports")
def tidy() -> None:
    """Delete files that expired."""
    tidy_exports(timezone.now())


def _list_of(ordered: ExportRun):
    return rows_of_list(ordered.path, ordered.query, user=ordered.owner, at=timezone.now())
