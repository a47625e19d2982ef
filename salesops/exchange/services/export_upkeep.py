"""Files of lists that lost their worker, that expired, or that nobody knows (reliability J1, J3)."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from salesops.exchange.models import ExportRun
from salesops.exchange.selectors.exports import MOST_TRIES, expired_exports, silent_exports
from salesops.exchange.services.exporting import discard_export, give_up

FOLDER = "exports"
# A file is put in its place just before its row says so.
_YOUNG = timedelta(days=1)


def exports_to_resume(at: datetime) -> list[int]:
    """What is to be sent to the workers once more; what was tried too often is given up."""
    again = []
    for export, run in silent_exports(at):
        if run.attempts < MOST_TRIES:
            again.append(export.pk)
        else:
            give_up(export, at=at)
    return again


def tidy_exports(at: datetime) -> int:
    """Delete what expired, and files without a row; how much went."""
    expired = list(expired_exports(at))
    for export in expired:
        discard_export(export)
    return len(expired) + _delete_files_without_row(at)


def _delete_files_without_row(at: datetime) -> int:
    kept = set(ExportRun.objects.exclude(file="").values_list("file", flat=True))
    lost = [
        name
        for name in _files_below(FOLDER)
        if name not in kept and default_storage.get_modified_time(name) < at - _YOUNG
    ]
    for name in lost:
        default_storage.delete(name)
    return len(lost)


def _files_below(folder: str) -> list[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    deeper = [name for inner in folders for name in _files_below(f"{folder}/{inner}")]
    return [f"{folder}/{name}" for name in files] + deeper
