"""What phones left behind goes after a time: photos without a visit, files without a row, old positions (H0, H5.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from visits.models import PhotoPiece, PhotoUpload, VisitPhoto
from visits.services.parking import forget_positions

BECAUSE = "the nightly tidying, whoever sent it"
KEEP_LOOSE = timedelta(days=31)
KEEP_POSITIONS = timedelta(days=90)
# A file is written just before its row: younger ones may still get it.
KEEP_FILES = timedelta(days=1)
FOLDER = "visits"


@dataclass(frozen=True, slots=True)
class Tidied:
    """How much went."""

    loose_photos: int
    pieces: int
    files: int
    positions: int


def tidy_sent(at: datetime) -> Tidied:
    """Delete photos that no visit named for a month, files whose row was never kept, and old parked positions."""
    loose = PhotoUpload.objects.unscoped(because=BECAUSE).filter(visit=None, touched_at__lt=at - KEEP_LOOSE)
    pieces = PhotoPiece.objects.unscoped(because=BECAUSE)
    of_loose = pieces.filter(upload__in=loose).delete()[0]
    of_settled = pieces.filter(upload__photo__isnull=False).delete()[0]
    return Tidied(
        loose_photos=loose.delete()[0],
        pieces=of_loose + of_settled,
        files=_delete_files_without_row(at),
        positions=forget_positions(at - KEEP_POSITIONS),
    )


def _delete_files_without_row(at: datetime) -> int:
    """Compare each month's folder with its rows. One query for each month."""
    deleted = 0
    for folder in _months():
        rows = VisitPhoto.objects.unscoped(because=BECAUSE).filter(file__startswith=f"{folder}/")
        kept = set(rows.values_list("file", flat=True))
        for name in default_storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if path not in kept and default_storage.get_modified_time(path) < at - KEEP_FILES:
                default_storage.delete(path)
                deleted += 1
    return deleted


def _months() -> list[str]:
    try:
        years = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{year}/{month}" for year in years for month in default_storage.listdir(f"{FOLDER}/{year}")[0]]
