"""Small pictures for galleries, made after the photo was taken in (handbook H5.3)."""

import logging
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import OperationalError
from PIL import Image

from visits.models import VisitPhoto
from visits.services.likeness import fingerprint

logger = logging.getLogger(__name__)

BECAUSE = "every photo gets its small picture"
SIDE = 320
AT_ONCE = 500


def make_thumbs() -> int:
    """Make what is missing, and the print where a photo came without one; a photo whose file is gone is passed over.

    One that cannot be read is logged and tried again next time; it holds up no other. Run twice, or side by side,
    each photo has one small picture under the same name.
    """
    made = failed = 0
    photos = VisitPhoto.objects.unscoped(because=BECAUSE).filter(thumb="").order_by("-pk")
    for photo in photos.iterator(100):
        try:
            made += _make_thumb(photo)
        except OperationalError:
            raise
        except Exception:
            logger.exception("small picture of photo %s", photo.pk)
            failed += 1
        # Where the storage is away, every photo fails.
        if AT_ONCE in (made, failed):
            break
    return made


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
