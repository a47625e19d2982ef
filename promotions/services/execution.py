"""Taking the proof that a promotion is carried out, in a visit (handbook H6.2, H5.2)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions.choices import PromotionStatus
from promotions.models import ExecutionCheck, Promotion, PromotionStore
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from visits.choices import VisitStep
from visits.models import Visit, VisitPhoto
from visits.rules import made_visit
from visits.services.photos import MAX_BYTES, encode, write_photo

BECAUSE = "the visit is the actor's own"


class NotToCheck(DomainError):
    """The visit lies outside the promotion's days or stores."""


@transaction.atomic
def record_check(
    promotion: Promotion,
    visit: Visit,
    found: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    photo: IO[bytes] | None = None,
    photo_id: UUID | None = None,
) -> ExecutionCheck:
    """Keep what the visit found; found again in the same visit it takes the place of the former.

    A photo joins the visit's photos, with their marks, under `photo_id`. A visit that was sent whole by a
    phone is over when it arrives, so an ended one takes its proof too; its photo is found by `photo_client_id`,
    now or when it comes.
    """
    visit = Visit.objects.unscoped(because=BECAUSE).select_for_update().select_related("store").get(pk=visit.pk)
    if not made_visit(actor, visit):
        raise PermissionDenied("check")
    _require_in_promotion(promotion, visit)
    checks = ExecutionCheck.objects.unscoped(because=BECAUSE)
    check = checks.filter(promotion=promotion, visit=visit).first()
    if check is None:
        check = ExecutionCheck(promotion=promotion, visit=visit)
    check.store, check.checked_on = visit.store, visit.visited_on
    check.made_at, check.made_by_id = at, actor.user_id
    for name, value in found.items():
        setattr(check, name, value)
    if photo is not None and photo_id is not None:
        content = photo.read(MAX_BYTES + 1)
        sent = hashlib.sha256(content).hexdigest()
        encoded = encode(content)
        check.photo = write_photo(visit, encoded, client_id=photo_id, step=VisitStep.WORK, sent_sha256=sent, at=at)
    elif check.photo_client_id:
        photos = VisitPhoto.objects.unscoped(because=BECAUSE).filter(visit=visit, client_id=check.photo_client_id)
        check.photo = photos.first()
    check.full_clean()
    check.save()
    return check


def tie_photo(photo: VisitPhoto) -> None:
    """Give a photo to the proof that announced it, when it comes after it. One query."""
    checks = ExecutionCheck.objects.unscoped(because=BECAUSE)
    checks.filter(visit_id=photo.visit_id, photo_client_id=photo.client_id).update(photo=photo)


def _require_in_promotion(promotion: Promotion, visit: Visit) -> None:
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion=promotion, store=visit.store_id)
    is_in = promotion.starts_on <= visit.visited_on <= promotion.ends_on
    if promotion.status != PromotionStatus.PUBLISHED or not is_in or not places.exists():
        raise NotToCheck(_("The visit is not one of the promotion's stores and days."))
