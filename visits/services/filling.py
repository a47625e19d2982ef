"""What is filled in during a visit; each step saves by itself (handbook H5.2)."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from visits.calc.found import Counted, Measured
from visits.calc.image import GradedItem, ImageScore, MeasuredItem, score_image
from visits.choices import ItemKind, VisitStatus, VisitStep
from visits.models import ImageCheck, ImageItem, ImageStandard, SkippedStep, Visit, VisitCount
from visits.rules import made_visit

BECAUSE = "the visit is the actor's own"


class VisitClosed(DomainError):
    """A visit that was left takes nothing more."""


class LevelTooHigh(DomainError):
    """A scored item has no such level."""


@transaction.atomic
def save_counts(visit: Visit, counts: Mapping[int, Counted], *, actor: Actor) -> None:
    """Keep what was counted by SKU id; a SKU without any figure is taken out. Five queries."""
    visit = lock_open(visit, actor)
    empty = {sku_id for sku_id, count in counts.items() if count.is_empty}
    VisitCount.objects.unscoped(because=BECAUSE).filter(visit=visit, sku_id__in=empty).delete()
    write_counts(visit, {sku_id: count for sku_id, count in counts.items() if sku_id not in empty})
    if any(count.stock is not None for count in counts.values()):
        unskip(visit, VisitStep.STOCK)
    if any(count.sold is not None for count in counts.values()):
        unskip(visit, VisitStep.SALES)


def write_counts(visit: Visit, counts: Mapping[int, Counted]) -> None:
    """Write figures by SKU id, the last one stands. One query."""
    VisitCount.objects.bulk_create(
        [VisitCount(visit=visit, sku_id=sku_id, stock=c.stock, sold=c.sold) for sku_id, c in sorted(counts.items())],
        update_conflicts=True,
        unique_fields=["visit", "sku"],
        update_fields=["stock", "sold"],
    )


@transaction.atomic
def save_image(
    visit: Visit, standard: ImageStandard, measured: Mapping[int, Measured], *, actor: Actor
) -> Decimal | None:
    """Keep the image checks by item id and score them by this version of the standard.

    Returns the score of 0 to 100 with one decimal, or None while no item was answered.
    """
    visit = lock_open(visit, actor)
    items = list(standard.items.order_by("position"))
    score = score_of(items, measured).score
    ImageCheck.objects.unscoped(because=BECAUSE).filter(visit=visit).delete()
    write_checks(visit, items, measured)
    visit.image_standard, visit.image_score = standard, score
    visit.save(update_fields=["image_standard", "image_score"])
    if any(answer.is_answered for answer in measured.values()):
        unskip(visit, VisitStep.IMAGE)
    return score


def write_checks(visit: Visit, items: list[ImageItem], measured: Mapping[int, Measured]) -> None:
    """Write the answered items. One query."""
    answers = [(item.pk, measured[item.pk]) for item in items if item.pk in measured]
    ImageCheck.objects.bulk_create(
        ImageCheck(visit=visit, item_id=pk, measured=answer.value, not_applicable=answer.not_applicable)
        for pk, answer in answers
        if answer.is_answered
    )


def score_of(items: list[ImageItem], measured: Mapping[int, Measured]) -> ImageScore:
    """Score the answered items; an item without an answer is not yet part of the check."""
    answered = [(item, measured[item.pk]) for item in items if item.pk in measured]
    return score_image(_as_scored(item, answer) for item, answer in answered if answer.is_answered)


@transaction.atomic
def skip_step(visit: Visit, step: VisitStep, reason: str, *, actor: Actor) -> None:
    """Leave a step out, for a reason that the superior can read."""
    visit = lock_open(visit, actor)
    if not reason.strip():
        raise DomainError(_("Please give a reason."))
    write_skips(visit, {step: reason.strip()})


def write_skips(visit: Visit, reasons: Mapping[VisitStep, str]) -> None:
    """Write why steps were left out. One query."""
    SkippedStep.objects.bulk_create(
        [SkippedStep(visit=visit, step=step, reason=reason) for step, reason in reasons.items()],
        update_conflicts=True,
        unique_fields=["visit", "step"],
        update_fields=["reason"],
    )


def unskip(visit: Visit, step: VisitStep) -> None:
    """A step that was done after all is no longer skipped."""
    SkippedStep.objects.unscoped(because=BECAUSE).filter(visit=visit, step=step).delete()


def lock_open(visit: Visit, actor: Actor) -> Visit:
    """Read a visit again under a lock and make sure that it is open and the actor's own."""
    visits = Visit.objects.unscoped(because="whose visit it is, is checked next").select_for_update()
    locked = visits.get(pk=visit.pk)
    if not made_visit(actor, locked):
        raise PermissionDenied("visit")
    if locked.status != VisitStatus.OPEN:
        raise VisitClosed(_("This visit is over; nothing can be added to it."))
    return locked


def fulfilment_of(item: ImageItem, measured: int) -> Decimal:
    """How far one item was fulfilled, from 0 to 1."""
    return _as_scored(item, Measured(measured)).fulfilment


def _as_scored(item: ImageItem, answer: Measured) -> MeasuredItem | GradedItem:
    applies = not answer.not_applicable
    if item.kind == ItemKind.COUNT:
        return MeasuredItem(str(item.pk), item.weight, item.required, answer.value, applies)
    if applies and answer.value > item.required:
        raise LevelTooHigh(_("%(item)s: the highest level is %(level)s.") % {"item": item.name, "level": item.required})
    return GradedItem(str(item.pk), item.weight, item.required, answer.value, applies)
