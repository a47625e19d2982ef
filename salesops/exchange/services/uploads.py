"""A file comes in, or is put away again (handbook H2.4)."""

import hashlib
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.exchange import kept
from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.reading import check_upload
from salesops.exchange.registry import kind_of
from salesops.exchange.sentences import sentence
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import AuditEvent

_DISCARDABLE = {RunState.UPLOADED, RunState.CHECKING, RunState.CHECKED, RunState.REFUSED, RunState.FAILED}


class FileRefused(DomainError):
    """Nothing can be taken from this file; the sentence says why."""

    def __init__(self, refusal: UnreadableFile, kind_code: str = "") -> None:
        super().__init__(sentence(refusal.code, refusal.params, kind_code))
        self.code = refusal.code


@transaction.atomic
def start_import(kind_code: str, upload: File, *, actor: Actor, at: datetime) -> ImportRun:
    """Keep the file under a name of its own; the check follows as a job.

    Only ending and size are looked at here; the guards belong to the check.
    """
    if kind_of(kind_code) is None:
        raise DomainError(_("This kind of file cannot be imported."))
    name = Path(upload.name or "").name
    try:
        check_upload(name, upload.size)
    except UnreadableFile as refusal:
        raise FileRefused(refusal) from refusal
    run = ImportRun(
        kind=kind_code,
        file_name=name[-255:],
        sha256=_hash_of(upload),
        size_bytes=upload.size,
        started_by_id=actor.user_id,
        job=actor.job,
        created_at=at,
        heartbeat_at=at,
    )
    run.file.save(name, upload, save=False)
    try:
        run.save(force_insert=True)
    except Exception:
        run.file.delete(save=False)
        raise
    AuditEvent.record(run, "upload", actor=actor, at=at)
    return run


@transaction.atomic
def discard_import(run: ImportRun, *, actor: Actor, at: datetime) -> ImportRun:
    """Put a file away that shall not be imported; the run stays as a trace, the file goes.

    A check that runs finds out at its next chunk, and stops.
    """
    locked = ImportRun.objects.unscoped(because="the row was seen; it is read again under a lock")
    run = locked.select_for_update().get(pk=run.pk)
    if run.state not in _DISCARDABLE:
        raise NotPossibleNow(
            _("This is not possible now: the state is “%(state)s”.") % {"state": run.get_state_display()}
        )
    run.state = RunState.DISCARDED
    run.save(update_fields=["state"])
    AuditEvent.record(run, "discard", actor=actor, at=at)
    transaction.on_commit(partial(_remove_file, run))
    return run


def _remove_file(run: ImportRun) -> None:
    kept.forget(Path(run.file.path))
    run.file.storage.delete(run.file.name)


def _hash_of(upload: File) -> str:
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()
