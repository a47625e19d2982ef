"""The superior looks through the day's photos (handbook H5.3)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.workflow.flow import ReasonMissing
from salesops.workflow.models import AuditEvent
from visits import rules, steps
from visits.choices import PhotoReview
from visits.models import VisitPhoto
from visits.services.tasks import add_task

A_WEEK = timedelta(days=7)


@transaction.atomic
def pass_photos(photos: Iterable[VisitPhoto], *, actor: Actor, at: datetime) -> int:
    """Say of several photos at once that they are good; those that were looked at already stay as they are."""
    return sum(_review(photo, PhotoReview.GOOD, "", actor, at) for photo in photos)


@transaction.atomic
def fault_photo(photo: VisitPhoto, *, remark: str, actor: Actor, at: datetime) -> bool:
    """Say what is wrong with a photo; the rep gets it as a task at the store."""
    if not remark.strip():
        raise ReasonMissing(_("Please say what is wrong with the photo."))
    if not _review(photo, PhotoReview.POOR, remark.strip(), actor, at):
        return False
    visit = photo.visit
    add_task(
        client_id=uuid5(NAMESPACE_URL, f"photo:{photo.pk}"),
        store=visit.store,
        rep_id=visit.store.rep_id,
        title=_("Photo of %(day)s: %(remark)s") % {"day": visit.visited_on.isoformat(), "remark": remark.strip()[:160]},
        due_on=timezone.localdate(at) + A_WEEK,
        source="photo",
        source_url=visit.get_absolute_url(),
        actor=actor,
        at=at,
    )
    return True


def _review(photo: VisitPhoto, verdict: PhotoReview, remark: str, actor: Actor, at: datetime) -> bool:
    if not rules.reviews_photo(actor, photo):
        raise PermissionDenied("review")
    waiting = VisitPhoto.objects.unscoped(because="the photo was seen already").filter(pk=photo.pk, review="")
    if not waiting.update(review=verdict):
        return False
    AuditEvent.record(photo, steps.REVIEW_PHOTO, actor=actor, at=at, after=verdict, reason=remark)
    return True
