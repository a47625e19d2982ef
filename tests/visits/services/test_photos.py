"""Photos that want to do harm, and photos that tell too much (handbook H5.3; reliability I6)."""

import struct
import zlib
from datetime import datetime
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image

from tests.factories.visits import VisitFactory
from tests.visits.execution.payloads import SENT, picture
from visits.choices import VisitStep
from visits.models import VisitPhoto
from visits.services.checkin import ClientIdTaken
from visits.services.photos import MAX_BYTES, PhotoRefused, add_photo, encode

GPS_IFD, EXIF_IFD, ORIENTATION, TAKEN_AT = 0x8825, 0x8769, 0x0112, 0x9003


def png_claiming(width: int, height: int) -> bytes:
    """A small file that says it is a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"GIF89a" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0" + b"\0" * 100,
        picture()[:200],
        picture(file_format="GIF"),
        picture(file_format="TIFF"),
        png_claiming(8_000, 8_000),
        png_claiming(60_000, 60_000),
        b"\0" * (MAX_BYTES + 1),
    ],
    ids=[
        "empty",
        "text",
        "gif head",
        "svg",
        "pdf",
        "jpeg head",
        "cut",
        "gif",
        "tiff",
        "large",
        "bomb",
        "too many bytes",
    ],
)
def test_a_hostile_file_is_refused(content):
    with pytest.raises(PhotoRefused):
        encode(content)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_anew_as_a_small_jpeg(file_format):
    made = encode(picture((3200, 2400), file_format=file_format))

    assert (made.width, made.height) == (1600, 1200)
    assert made.content.startswith(b"\xff\xd8\xff")


def test_place_and_all_other_exif_are_stripped_and_the_time_is_read():
    exif = Image.Exif()
    exif[0x010F] = "A maker"
    exif.get_ifd(EXIF_IFD)[TAKEN_AT] = "2026:11:23 09:58:00"
    exif.get_ifd(GPS_IFD)[2] = (30.0, 16.0, 48.0)

    made = encode(picture(exif=exif))

    assert made.taken_at == timezone.make_aware(datetime(2026, 11, 23, 9, 58))
    with Image.open(BytesIO(made.content)) as kept:
        assert dict(kept.getexif()) == {}
    assert b"Exif" not in made.content


def test_a_photo_lying_on_its_side_is_set_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6

    made = encode(picture((400, 200), exif=exif))

    assert (made.width, made.height) == (200, 400)


def add(visit, actor, content, client_id):
    return add_photo(visit, client_id=client_id, file=BytesIO(content), step=VisitStep.PHOTO, actor=actor, at=SENT)


@pytest.mark.django_db
def test_a_photo_sent_twice_exists_once_under_our_own_name(cast, open_visit):
    client_id = uuid4()

    first = add(open_visit, cast.actor("rep"), picture(), client_id)

    assert add(open_visit, cast.actor("rep"), picture(), client_id) == first
    assert VisitPhoto.objects.unscoped(because="tests").count() == 1
    assert first.file.name == f"visits/2026/11/{client_id}.jpg"


@pytest.mark.django_db
def test_the_id_of_another_visits_photo_is_refused(cast, shop, open_visit):
    client_id = uuid4()
    other = VisitFactory(store=shop.store, done_by=cast.colleague)
    add(other, cast.actor("colleague"), picture(), client_id)

    with pytest.raises(ClientIdTaken):
        add(open_visit, cast.actor("rep"), picture(), client_id)
