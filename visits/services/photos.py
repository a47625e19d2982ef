"""Photos: never trusted, made anew, kept privately (handbook H5.3)."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from math import isfinite
from typing import IO, Self
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from stores.calc.coordinates import Point, haversine_metres
from visits.choices import VisitStep
from visits.due import hand_over_photo
from visits.models import ImageItem, Visit, VisitPhoto
from visits.services.checkin import ClientIdTaken
from visits.services.evidence_rules import is_working_time, rules_of
from visits.services.filling import lock_open, unskip
from visits.services.likeness import fingerprint, signals_of_photo
from visits.services.marks import add_marks

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
LONG_SIDE = 1600
_FORMATS = ("JPEG", "PNG", "WEBP")
_TAKEN_AT = 0x9003
_EXIF_IFD = 0x8769
_GPS_IFD = 0x8825
_LAT_REF, _LAT, _LON_REF, _LON = 1, 2, 3, 4
# What a decoder may raise on a file that was made to break it.
_UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    OverflowError,
    struct.error,
)


class PhotoRefused(DomainError):
    """The file is no photo that we can take."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A photo as we keep it: our own JPEG without EXIF, and the time and place that the EXIF told."""

    content: bytes
    width: int
    height: int
    taken_at: datetime | None
    place: Point | None = None

    def told(self, taken_at: datetime | None, place: Point | None) -> Self:
        """The same with what its phone read from the camera's own file, where it did; else with what was found here."""
        return replace(self, taken_at=taken_at or self.taken_at, place=place or self.place)


def add_photo(
    visit: Visit,
    *,
    client_id: UUID,
    file: IO[bytes],
    step: VisitStep,
    actor: Actor,
    at: datetime,
    item: ImageItem | None = None,
    taken_at: datetime | None = None,
    place: Point | None = None,
) -> VisitPhoto:
    """Keep a photo of a visit under our own name; the same client id again gives the same photo.

    The file is written before its row: a row always has its file. A page that made the picture small tells when and
    where it was taken; else the file itself does.
    """
    known = _known(client_id, visit)
    if known is not None:
        return known
    content = file.read(MAX_BYTES + 1)
    encoded, sent_sha256 = encode(content).told(taken_at, place), hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            lock_open(visit, actor)
            photo = write_photo(
                visit, encoded, client_id=client_id, step=step, sent_sha256=sent_sha256, at=at, item=item
            )
            unskip(visit, VisitStep.PHOTO)
            return photo
    except IntegrityError:
        known = _known(client_id, visit)
        if known is None:
            raise
        return known


def write_photo(
    visit: Visit,
    encoded: Encoded,
    *,
    client_id: UUID,
    step: VisitStep,
    at: datetime,
    sent_sha256: str = "",
    item: ImageItem | None = None,
) -> VisitPhoto:
    """Write the file, then its row, and mark what is odd about it; a row that is refused takes its file along.

    Other rooms whose work it shows are told.
    """
    place = _place_to_judge(visit, encoded)
    photo = VisitPhoto(
        client_id=client_id,
        visit=visit,
        sha256=hashlib.sha256(encoded.content).hexdigest(),
        sent_sha256=sent_sha256,
        step=step,
        width=encoded.width,
        height=encoded.height,
        taken_at=encoded.taken_at,
        likeness=fingerprint(encoded.content),
        item=item,
        distance_metres=_distance(visit, place),
        received_at=at,
    )
    photo.file.save(f"visits/{at:%Y/%m}/{client_id}.jpg", ContentFile(encoded.content), save=False)
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
    except IntegrityError:
        photo.file.delete(save=False)
        raise
    add_marks(visit, signals_of_photo(photo, visit, place, rules_of(visit.store)), at=at)
    hand_over_photo(photo)
    return photo


def encode(content: bytes) -> Encoded:
    """Decode a picture within bounds, turn it upright, shrink it, and encode it anew without EXIF."""
    if len(content) > MAX_BYTES:
        raise PhotoRefused(_("The photo is too large: 15 MB at most."))
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise PhotoRefused(_("The photo has too many pixels: 50 million at most."))
            taken_at, place = _taken_at(picture), _taken_where(picture)
            # Shrunk first: a large JPEG is then never unpacked at its full size.
            picture.thumbnail((LONG_SIDE, LONG_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except _UNREADABLE as error:
        raise PhotoRefused(_("This file is not a photo we can read. Use a JPEG, PNG or WebP.")) from error
    out = BytesIO()
    upright.save(out, "JPEG", quality=80, optimize=True)
    return Encoded(out.getvalue(), upright.width, upright.height, taken_at, place)


def encode_file(file: IO[bytes]) -> Encoded:
    """The same of a file, of which no more is read than may be."""
    return encode(file.read(MAX_BYTES + 1))


def _known(client_id: UUID, visit: Visit) -> VisitPhoto | None:
    photo = VisitPhoto.objects.unscoped(because="a client id names one photo").filter(client_id=client_id).first()
    if photo is not None and photo.visit_id != visit.pk:
        raise ClientIdTaken(_("This photo was already sent with another visit."))
    return photo


def _place_to_judge(visit: Visit, encoded: Encoded) -> Point | None:
    """Where the photo was taken; nothing where it or its visit lies outside stated working time (handbook H0)."""
    if encoded.place is None:
        return None
    center, is_planned = visit.store.center, visit.planned_id is not None
    moments = filter(None, (visit.checked_in_at, encoded.taken_at))
    is_working = all(is_working_time(center, moment, is_planned=is_planned) for moment in moments)
    return encoded.place if is_working else None


def _distance(visit: Visit, place: Point | None) -> int | None:
    """How far from the store a photo was taken; the place itself is not kept."""
    store = visit.store
    if place is None or store.lon is None:
        return None
    return round(haversine_metres(place, (float(store.lon), float(store.lat))))


def _taken_where(picture: Image.Image) -> Point | None:
    """The camera's own place in degrees, if it tells one that is on this earth."""
    told = picture.getexif().get_ifd(_GPS_IFD)
    try:
        lat, lon = (_degrees(told[number]) for number in (_LAT, _LON))
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        return None
    lat = -lat if told.get(_LAT_REF) == "S" else lat
    lon = -lon if told.get(_LON_REF) == "W" else lon
    return _on_earth(lon, lat)


def read_place(told: str) -> Point | None:
    """A place written as degrees "lon,lat" by a phone; what is none counts as not told."""
    try:
        lon, lat = (float(part) for part in told.split(","))
    except ValueError:
        return None
    return _on_earth(lon, lat)


def _on_earth(lon: float, lat: float) -> Point | None:
    is_sane = isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0, 0)
    return (lon, lat) if is_sane else None


def _degrees(parts: Sequence) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600


def _taken_at(picture: Image.Image) -> datetime | None:
    """The camera's own time; it has no zone and is taken as ours."""
    written = picture.getexif().get_ifd(_EXIF_IFD).get(_TAKEN_AT)
    try:
        return timezone.make_aware(datetime.strptime(str(written), "%Y:%m:%d %H:%M:%S"))  # noqa: DTZ007
    except ValueError:
        return None
