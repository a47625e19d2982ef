"""Lists written as files in the background, for the person who asked and nobody else (handbook H2.4)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.exchange.choices import FileKind
from salesops.exchange.csv_writer import write_csv
from salesops.exchange.models import ExportRun
from salesops.exchange.models.exports import private_export_path
from salesops.exchange.selectors.exports import EXPORT_JOB, exports_of, rights_of, runs_of
from salesops.exchange.writer import write_xlsx
from salesops.notices.services import tell
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from salesops.workflow.services import fail_job, finish_job, note_progress, start_job

KEPT = timedelta(days=3)
MOST_AT_WORK = 3
# Often enough to be seen moving, and to be known alive.
_PROGRESS_EVERY = 2_000

Columns = Sequence[object]
Rows = Iterable[Sequence[object]]
Source = Callable[[ExportRun], tuple[Columns, Rows]]


class TooManyAtWork(DomainError):
    """A person waits for as many files as may be written at a time."""


@transaction.atomic
def order_export(
    *, title: str, path: str, query: str, kind: str, row_count: int, language: str, actor: Actor, at: datetime
) -> tuple[ExportRun, bool]:
    """Note what is to be written, and whether that is new: the same list is not written twice at a time."""
    waiting = [export for export, run in runs_of(exports_of(actor, at)) if run.state in _AT_WORK]
    same = [export for export in waiting if (export.path, export.query, export.kind) == (path, query, kind)]
    if same:
        return same[0], False
    if len(waiting) >= MOST_AT_WORK:
        raise TooManyAtWork(_("Your other files are still being written. Please wait for one of them."))
    export = ExportRun.objects.create(
        owner_id=actor.user_id,
        rights=rights_of(actor),
        title=title[:120],
        path=path,
        query=query,
        kind=kind,
        language=language,
        row_count=row_count,
        created_at=at,
        expires_at=at + KEPT,
    )
    JobRun.objects.create(
        job=EXPORT_JOB, subject=str(export.pk), total=row_count, heartbeat_at=at, started_by_id=actor.user_id
    )
    return export, True


def write_export(export_id: int, *, source: Source, clock: Callable[[], datetime]) -> None:
    """Write the file beside its place and put it there whole; done twice, one of the two files stays."""
    export = ExportRun.objects.select_related("owner").filter(pk=export_id, file="").first()
    if export is None:
        return
    run = start_job(EXPORT_JOB, str(export.pk), total=export.row_count, at=clock(), started_by_id=export.owner_id)
    try:
        with translation.override(export.language):
            columns, rows = source(export)
            name = _write(export, columns, _telling(rows, run, clock))
    except (DomainError, PermissionDenied):
        give_up(export, at=clock())
        return
    _settle(export, name, run, at=clock())


def give_up(export: ExportRun, *, at: datetime) -> None:
    """Say that the file will not come."""
    run, _is_new = JobRun.objects.get_or_create(job=EXPORT_JOB, subject=str(export.pk))
    fail_job(run, at=at, message="")
    _tell(export, "export_failed", {"file": export.title}, at=at)


def discard_export(export: ExportRun) -> None:
    """Delete a file and what is known of it; a job that still writes it finds no row and leaves nothing."""
    JobRun.objects.filter(job=EXPORT_JOB, subject=str(export.pk)).delete()
    export.delete()
    if export.file:
        default_storage.delete(export.file.name)


def _write(export: ExportRun, columns: Columns, rows: Rows) -> str:
    """The name of the whole file; a process that is killed leaves a .part, which is nobody's."""
    name = private_export_path(export)
    whole = Path(default_storage.path(name))
    part = whole.with_suffix(f".{export.kind}.part")
    whole.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("w+b") as target:
            if export.kind == FileKind.CSV:
                write_csv(target, columns, rows)
            else:
                write_xlsx(target, export.title, columns, rows)
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)
    return name


def _settle(export: ExportRun, name: str, run: JobRun, *, at: datetime) -> None:
    size = default_storage.size(name)
    if not ExportRun.objects.filter(pk=export.pk, file="").update(file=name, size_bytes=size):
        default_storage.delete(name)
        return
    finish_job(run, at=at)
    until = timezone.localtime(export.expires_at)
    values = {"file": export.title, "rows": f"{export.row_count:,}", "until": f"{until:%Y-%m-%d %H:%M}"}
    _tell(export, "export_ready", values, at=at)


def _tell(export: ExportRun, text_key: str, values: dict, *, at: datetime) -> None:
    url = reverse("exchange:export_list")
    tell([export.owner_id], text_key, values=values, url=url, dedupe_key=f"{text_key} {export.pk}", at=at)


def _telling(rows: Rows, run: JobRun, clock: Callable[[], datetime]) -> Iterator[Sequence[object]]:
    for number, row in enumerate(rows):
        if number and number % _PROGRESS_EVERY == 0:
            note_progress(run, done=number, at=clock())
        yield row


_AT_WORK = (JobState.WAITING, JobState.RUNNING)
