"""Versions of the image standard: drafted, published, then never touched again (handbook H5.5)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import create_with_history, record_change
from visits import steps
from visits.models import ImageItem, ImageStandard
from visits.rules import edits_image_standard
from visits.services.photos import encode_file

_OF_STANDARD = ("name", "valid_from", "mend_percent")


class StandardPublished(DomainError):
    """Visits are scored by a published version: it stays as it is."""


class StandardIncomplete(DomainError):
    """A version without items, or one that would hold for days already past."""


@transaction.atomic
def draft_standard(
    source: ImageStandard | None, *, name: str, valid_from: date, actor: Actor, at: datetime, mend_percent: int = 60
) -> ImageStandard:
    """Begin the next version; it takes over the items of the version it is drawn from."""
    _check(actor)
    last = ImageStandard.objects.aggregate(last=Max("version"))["last"] or 0
    draft = ImageStandard(version=last + 1, name=name, valid_from=valid_from, mend_percent=mend_percent)
    create_with_history(draft, actor=actor, at=at)
    if source is not None:
        ImageItem.objects.bulk_create(_copied(item, draft) for item in source.items.order_by("position"))
    return draft


@transaction.atomic
def edit_draft(
    standard: ImageStandard, *, name: str, valid_from: date, actor: Actor, at: datetime, mend_percent: int = 60
) -> ImageStandard:
    """Change name, first day and line of a version that nobody is scored by yet."""
    locked = _lock_draft(standard, actor)
    before = {name: str(getattr(locked, name)) for name in _OF_STANDARD}
    locked.name, locked.valid_from, locked.mend_percent = name, valid_from, mend_percent
    locked.full_clean()
    locked.save(update_fields=_OF_STANDARD)
    after = {name: str(getattr(locked, name)) for name in _OF_STANDARD}
    changes = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    if changes:
        record_change(locked, changes, actor=actor, at=at)
    return locked


@transaction.atomic
def save_item(
    standard: ImageStandard,
    item: ImageItem | None,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    example: IO[bytes] | None = None,
) -> ImageItem:
    """Add an item at the end, or change one, of a version that nobody is scored by yet.

    An example photo is made anew by us like any other, and never overwrites that of an earlier version.
    """
    locked = _lock_draft(standard, actor)
    if item is None:
        last = locked.items.aggregate(last=Max("position"))["last"] or 0
        item = ImageItem(standard=locked, position=last + 1)
    for name, value in values.items():
        setattr(item, name, value)
    item.full_clean(exclude=["example"])
    if example is not None:
        item.example.save(f"examples/{uuid4()}.jpg", ContentFile(encode_file(example).content), save=False)
    item.save()
    AuditEvent.record(locked, steps.EDIT_ITEM, actor=actor, at=at, reason=item.name)
    return item


@transaction.atomic
def remove_item(item: ImageItem, *, actor: Actor, at: datetime) -> None:
    """Take an item out of a version that nobody is scored by yet."""
    locked = _lock_draft(item.standard, actor)
    AuditEvent.record(locked, steps.REMOVE_ITEM, actor=actor, at=at, reason=item.name)
    item.delete()


@transaction.atomic
def publish_standard(standard: ImageStandard, *, actor: Actor, at: datetime) -> ImageStandard:
    """Let a version hold from its first day; what was scored before keeps its version."""
    locked = _lock_draft(standard, actor)
    if not locked.items.exists():
        raise StandardIncomplete(_("A standard needs at least one item."))
    if locked.valid_from < timezone.localdate(at):
        raise StandardIncomplete(_("A standard cannot begin to hold in the past."))
    locked.is_published = True
    locked.save(update_fields=["is_published"])
    AuditEvent.record(locked, steps.PUBLISH_STANDARD, actor=actor, at=at)
    return locked


def _lock_draft(standard: ImageStandard, actor: Actor) -> ImageStandard:
    _check(actor)
    locked = ImageStandard.objects.select_for_update().get(pk=standard.pk)
    if locked.is_published:
        raise StandardPublished(_("A published standard is never changed; draw up a new version."))
    return locked


def _check(actor: Actor) -> None:
    if not edits_image_standard(actor):
        raise PermissionDenied("image_standard")


def _copied(item: ImageItem, standard: ImageStandard) -> ImageItem:
    return ImageItem(
        standard=standard,
        position=item.position,
        name=item.name,
        name_en=item.name_en,
        kind=item.kind,
        weight=item.weight,
        required=item.required,
        only_classes=item.only_classes,
        only_formats=item.only_formats,
        example=item.example.name,
    )
