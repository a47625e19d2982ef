"""Drawn stand-ins for photos on each rep's latest visits: a wall, a counter, handsets in a row."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from reports.demo.stream import Stream
from reports.demo.writer.visits import client_id
from reports.demo.writer.written import Written
from visits.choices import VisitStep
from visits.models import Visit, VisitPhoto
from visits.services.photos import encode

_SIDES = (960, 720)
_COUNTER_TOP = 430
_HANDSET = (70, 130)
_WALLS = ((214, 224, 236), (232, 226, 214), (220, 232, 222))
_SCREENS = ((38, 70, 110), (150, 60, 70), (60, 110, 90), (90, 80, 140), (40, 40, 46))


def write_photos(written: Written, visits: Iterable[Visit]) -> None:
    latest = {visit.rep_id: visit for visit in sorted(visits, key=lambda visit: visit.checked_in_at)}
    for visit in latest.values():
        _photo(written, visit)
    written.say(f"{len(latest)} photos")


def _photo(written: Written, visit: Visit) -> VisitPhoto:
    key = f"{visit.store.code}|{visit.visited_on}"
    encoded = encode(_drawn(Stream(written.seed, "photo", key)))
    photo = VisitPhoto(
        client_id=client_id(written.seed, "photo", key),
        visit=visit,
        sha256=hashlib.sha256(encoded.content).hexdigest(),
        step=VisitStep.PHOTO,
        width=encoded.width,
        height=encoded.height,
        taken_at=visit.checked_in_at + timedelta(minutes=2),
        received_at=visit.received_at,
    )
    name = f"visits/{visit.received_at:%Y/%m}/{photo.client_id}.jpg"
    photo.file.save(name, ContentFile(encoded.content), save=False)
    photo.save(force_insert=True)
    return photo


def _drawn(stream: Stream) -> bytes:
    picture = Image.new("RGB", _SIDES, stream.pick(_WALLS))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 60, 900, 150), fill=stream.pick(_SCREENS))
    pen.rectangle((0, _COUNTER_TOP, *_SIDES), fill=(246, 246, 248))
    width, height = _HANDSET
    for place in range(stream.between(3, 7)):
        left = 80 + place * 120
        box = (left, _COUNTER_TOP - height, left + width, _COUNTER_TOP)
        pen.rounded_rectangle(box, radius=10, fill=stream.pick(_SCREENS), outline=(20, 20, 20), width=3)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
