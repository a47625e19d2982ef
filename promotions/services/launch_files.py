"""Material of a launch: kept privately under a name of ours, handed out to those who see the launch (H6.1)."""

from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import IO
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction

from promotions.choices import LaunchFileKind
from promotions.models import Launch, LaunchFile
from promotions.services.launches import require_marketing
from salesops.accounts.actor import Actor
from salesops.workflow.services import record_change

MAX_BYTES = 50 * 1024 * 1024
NAME_LENGTH = 120
# What a browser may show in its own frame, and what it saves.
TYPES = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".mp4": "video/mp4",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def is_allowed(name: str) -> bool:
    return suffix_of(name) in TYPES


def suffix_of(name: str) -> str:
    return PurePath(name).suffix.lower()


@transaction.atomic
def add_launch_file(
    launch: Launch, file: IO[bytes] | File, *, kind: LaunchFileKind, title: str, actor: Actor, at: datetime
) -> LaunchFile:
    """Keep a file; the launch's history tells of it. If the transaction fails, the file goes again."""
    require_marketing(actor)
    name = PurePath(file.name).name
    row = LaunchFile(
        launch=launch,
        kind=kind,
        title=title,
        name=f"{PurePath(name).stem[: NAME_LENGTH - 8]}{suffix_of(name)}",
        size_bytes=file.size,
        added_at=at,
        added_by_id=actor.user_id,
    )
    row.file.save(f"{uuid4().hex}{suffix_of(name)}", file, save=False)
    try:
        row.save(force_insert=True)
        record_change(launch, {f"file:{row.pk}": ("", title)}, actor=actor, at=at)
    except BaseException:
        row.file.delete(save=False)
        raise
    return row


@transaction.atomic
def remove_launch_file(row: LaunchFile, *, actor: Actor, at: datetime) -> None:
    """Take a file away; its bytes go once that is certain. A second word changes nothing."""
    require_marketing(actor)
    gone, _ = LaunchFile.objects.filter(pk=row.pk).delete()
    if gone:
        record_change(row.launch, {f"file:{row.pk}": (row.title, "")}, actor=actor, at=at)
        transaction.on_commit(partial(row.file.storage.delete, row.file.name))
