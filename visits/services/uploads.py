"""Photos that come in pieces, before their visit or after it (handbook H5.3, H5.4).

The pieces lie in the database until the photo is whole: a piece that was acknowledged is kept or undone
together with its row, whatever dies on the way, and no half file is ever left behind.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from stores.calc.coordinates import Point
from visits.choices import VisitStep
from visits.models import ImageItem, PhotoPiece, PhotoUpload, Visit, VisitPhoto
from visits.services.checkin import ClientIdTaken
from visits.services.evidence_rules import is_working_time
from visits.services.photos import MAX_BYTES, Encoded, PhotoRefused, encode, write_photo
from visits.services.receipts import lock_sender
from visits.services.sent import PhotoSent

BECAUSE = "the sender's own photo"


class PieceOutOfPlace(DomainError):
    """The piece begins elsewhere than the last one ended; carries where the next one begins."""

    def __init__(self, received_bytes: int) -> None:
        super().__init__(_("The photo goes on at another place."))
        self.received_bytes = received_bytes


class PhotoDamaged(DomainError):
    """All pieces are here, and together they are not the photo that was announced: it begins anew."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What a phone says of a photo with each piece."""

    client_id: UUID
    visit_id: UUID
    sha256: str
    size: int
    step: VisitStep
    taken_at: datetime | None = None
    place: Point | None = None


def take_piece(announced: Announced, *, offset: int, content: bytes, actor: Actor, at: datetime) -> PhotoUpload:
    """Keep the next piece of a photo; the last one makes it whole and gives it to its visit, if that is here.

    A piece that is here already changes nothing. A photo that we cannot read is settled with its refusal.
    """
    if announced.size > MAX_BYTES:
        raise PhotoRefused(_("The photo is too large: 15 MB at most."))
    try:
        return _take(announced, offset, content, actor, at)
    except PhotoDamaged:
        # Said outside the transaction: its pieces go, so that the next sending begins anew.
        _forget_pieces(announced)
        raise


def attach_sent(
    visit: Visit, sent: PhotoSent, *, actor: Actor, at: datetime, item: ImageItem | None = None
) -> VisitPhoto | None:
    """Give a visit a photo that came by itself, or keep a place for it until it comes."""
    uploads = PhotoUpload.objects.unscoped(because=BECAUSE)
    upload = uploads.filter(client_id=sent.client_id).first() or PhotoUpload(
        client_id=sent.client_id, rep_id=actor.user_id, center_id=visit.center_id, created_at=at
    )
    upload.visit, upload.sha256, upload.step = visit, sent.sha256, sent.step
    upload.taken_at, upload.touched_at, upload.item = sent.taken_at or upload.taken_at, at, item
    upload.save()
    return _attach(upload, at)


@transaction.atomic
def _take(announced: Announced, offset: int, content: bytes, actor: Actor, at: datetime) -> PhotoUpload:
    lock_sender(actor)
    upload = _upload_of(announced, actor, at)
    if upload.is_settled:
        return upload
    if offset != upload.received_bytes or offset + len(content) > upload.size:
        raise PieceOutOfPlace(upload.received_bytes)
    if content:
        PhotoPiece.objects.create(upload=upload, offset=offset, content=content)
    upload.received_bytes += len(content)
    upload.touched_at = at
    if upload.received_bytes == upload.size:
        _finish(upload, announced)
    upload.save()
    _attach(upload, at)
    return upload


def _upload_of(announced: Announced, actor: Actor, at: datetime) -> PhotoUpload:
    """The row of this photo, made with its first piece; another photo under its id is a conflict."""
    uploads = PhotoUpload.objects.unscoped(because=BECAUSE)
    visits = Visit.objects.unscoped(because=BECAUSE).filter(client_id=announced.visit_id, done_by_id=actor.user_id)
    upload = uploads.filter(client_id=announced.client_id).first()
    if upload is None:
        if VisitPhoto.objects.unscoped(because=BECAUSE).filter(client_id=announced.client_id).exists():
            raise ClientIdTaken(_("This photo was already sent with another visit."))
        # A visit that stands without naming this photo does not take it: it was sent without it.
        upload = PhotoUpload(
            client_id=announced.client_id,
            rep_id=actor.user_id,
            center_id=actor.center_id,
            sha256=announced.sha256,
            step=announced.step,
            taken_at=announced.taken_at,
            created_at=at,
        )
        if visits.exists():
            upload.refusal = _("The visit was sent without this photo.")
    if upload.rep_id != actor.user_id or upload.sha256 != announced.sha256:
        raise ClientIdTaken(_("This photo was already sent with another content."))
    if upload.size is None:
        upload.size = announced.size
    upload.touched_at = at
    upload.save()
    return upload


def _finish(upload: PhotoUpload, announced: Announced) -> None:
    """Put the pieces together and make the photo anew; what is no photo is settled with its refusal."""
    pieces = PhotoPiece.objects.unscoped(because=BECAUSE).filter(upload=upload).order_by("offset")
    content = b"".join(bytes(piece) for piece in pieces.values_list("content", flat=True))
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise PhotoDamaged(_("The photo was damaged on its way; it is sent again."))
    try:
        encoded = encode(content).told(upload.taken_at, announced.place)
    except PhotoRefused as refusal:
        upload.refusal = str(refusal)[:200]
        return
    upload.content, upload.width, upload.height = encoded.content, encoded.width, encoded.height
    upload.taken_at = encoded.taken_at
    # Until the visit is here, which says how far that is from its store, and whether its day is worked.
    place = encoded.place if _is_in_hours(upload) else None
    upload.place_lon, upload.place_lat = map(_to_six_places, place or (None, None))
    pieces.delete()


def _is_in_hours(upload: PhotoUpload) -> bool:
    """Whether the photo was taken in the center's stated hours, as far as it tells."""
    return upload.taken_at is None or is_working_time(upload.center, upload.taken_at, is_planned=True)


def _to_six_places(degrees: float | None) -> Decimal | None:
    return degrees if degrees is None else Decimal(f"{degrees:.6f}")


def _forget_pieces(announced: Announced) -> None:
    with transaction.atomic():
        uploads = PhotoUpload.objects.unscoped(because=BECAUSE).filter(client_id=announced.client_id)
        PhotoPiece.objects.unscoped(because=BECAUSE).filter(upload__in=uploads).delete()
        uploads.filter(content=None).update(received_bytes=0)


def _attach(upload: PhotoUpload, at: datetime) -> VisitPhoto | None:
    if upload.visit is None or upload.content is None:
        return None
    place = None if upload.place_lon is None else (float(upload.place_lon), float(upload.place_lat))
    encoded = Encoded(bytes(upload.content), upload.width, upload.height, upload.taken_at, place)
    photo = write_photo(
        upload.visit,
        encoded,
        client_id=upload.client_id,
        step=upload.step,
        sent_sha256=upload.sha256,
        at=at,
        item=upload.item,
    )
    upload.photo, upload.content, upload.place_lon, upload.place_lat = photo, None, None, None
    try:
        upload.save()
    except IntegrityError:
        photo.file.delete(save=False)
        raise
    return photo
