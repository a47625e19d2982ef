"""What phones left behind goes after a time: photos without a visit or never whole, files without a row (H0, H5.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import Storage

from visits.models import PhotoPiece, PhotoUpload, VisitPhoto
from visits.models.files import photo_storage

BECAUSE = "the nightly tidying, whoever sent it"
KEEP_LOOSE = timedelta(days=31)
# Pieces are as the camera wrote them, its place included, and a whole photo without its visit keeps that place too: no
# longer than the shortest time a center keeps positions.
KEEP_UNFINISHED = timedelta(days=7)
# A file is written just before its row: younger ones may still get it.
KEEP_FILES = timedelta(days=1)
FOLDERS = (("visits", "file"), ("thumbs", "thumb"))


@dataclass(frozen=True, slots=True)
class Tidied:
    """How much went."""

    loose_photos: int
    pieces: int
    files: int


def tidy_sent(at: datetime) -> Tidied:
    """Delete photos that no visit named for a month, files without a row, and of
    photos that stopped for a week their pieces and places.

    A photo whose pieces went begins anew when its phone sends it again.
    """
    loose = PhotoUpload.objects.unscoped(because=BECAUSE).filter(visit=None, touched_at__lt=at - KEEP_LOOSE)
    pieces = PhotoPiece.objects.unscoped(because=BECAUSE)
    of_loose = pieces.filter(upload__in=loose).delete()[0]
    of_settled = pieces.filter(upload__photo__isnull=False).delete()[0]
    unfinished = PhotoUpload.objects.unscoped(because=BECAUSE).filter(touched_at__lt=at - KEEP_UNFINISHED)
    of_unfinished = pieces.filter(upload__in=unfinished).delete()[0]
    unfinished.update(place_lon=None, place_lat=None)
    unfinished.filter(content=None, photo=None, received_bytes__gt=0).update(received_bytes=0)
    return Tidied(
        loose_photos=loose.delete()[0],
        pieces=of_loose + of_settled + of_unfinished,
        files=_delete_files_without_row(at),
    )


def _delete_files_without_row(at: datetime) -> int:
    """Compare each month's folder with its rows, photos and small pictures. One query for each month and kind."""
    storage = photo_storage()
    folders = [(folder, column) for root, column in FOLDERS for folder in _months(storage, root)]
    return sum(_delete_from(storage, folder, column, at) for folder, column in folders)


def _delete_from(storage: Storage, folder: str, column: str, at: datetime) -> int:
    rows = VisitPhoto.objects.unscoped(because=BECAUSE).filter(**{f"{column}__startswith": f"{folder}/"})
    kept = set(rows.values_list(column, flat=True))
    paths = [path for name in storage.listdir(folder)[1] if (path := f"{folder}/{name}") not in kept]
    old = [path for path in paths if storage.get_modified_time(path) < at - KEEP_FILES]
    for path in old:
        storage.delete(path)
    return len(old)


def _months(storage: Storage, root: str) -> list[str]:
    try:
        years = storage.listdir(root)[0]
    except FileNotFoundError:
        return []
    return [f"{root}/{year}/{month}" for year in years for month in storage.listdir(f"{root}/{year}")[0]]
