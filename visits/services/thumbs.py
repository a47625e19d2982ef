"""Small pictures for galleries, made after the photo was taken in (handbook H5.3)."""

from collections.abc import Iterator
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from visits.models import VisitPhoto
from visits.services.likeness import fingerprint

BECAUSE = "every photo gets its small picture"
SIDE = 320
AT_ONCE = 500


def make_thumbs() -> int:
    """Make what is missing, and the print where a photo came without one; a photo whose file is gone is passed over.

    Run twice, or side by side, each photo has one small picture under the same name.
    """
    return sum(_make_thumb(photo) for photo in _without_thumb())


def _without_thumb() -> Iterator[VisitPhoto]:
    photos = VisitPhoto.objects.unscoped(because=BECAUSE).filter(thumb="").order_by("-pk")
    return photos[:AT_ONCE].iterator(100)


def _make_thumb(photo: VisitPhoto) -> bool:
    try:
        with photo.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        return False
    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        picture.thumbnail((SIDE, SIDE))
        out = BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=75, optimize=True)
    name = f"thumbs/{photo.received_at:%Y/%m}/{photo.client_id}.jpg"
    storage = photo.thumb.storage
    if not storage.exists(name):
        storage.save(name, ContentFile(out.getvalue()))
    likeness = photo.likeness or fingerprint(content)
    rows = VisitPhoto.objects.unscoped(because=BECAUSE).filter(pk=photo.pk)
    return bool(rows.update(thumb=name, likeness=likeness))
