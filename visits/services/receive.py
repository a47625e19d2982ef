"""A whole visit in one piece, as the phone sends it when it has a network again (handbook H5.4)."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.workflow.models import AuditEvent
from stores.models import Sku, Store
from visits import steps
from visits.calc.found import Counted, Measured
from visits.choices import VisitStatus, VisitStep
from visits.models import ImageItem, ImageStandard, Visit, VisitPhoto
from visits.rules import may_visit
from visits.selectors.image import standard_on
from visits.selectors.progress import open_steps, required_steps
from visits.services.checkin import ClientIdTaken, OutsideNeedsReason, new_visit, save_new
from visits.services.checkout import StepsOpen, book, leaving_of
from visits.services.filling import LevelTooHigh, score_of, write_checks, write_counts, write_skips
from visits.services.findings import report_market
from visits.services.mistakes import Mistake, PayloadRefused
from visits.services.payload import VisitSent, read_visit
from visits.services.photos import Encoded, PhotoRefused, encode, write_photo
from visits.services.tasks import add_task


@dataclass(frozen=True, slots=True)
class Checked:
    """What a payload means here: its codes found, its photos decoded."""

    visit: Visit
    counts: dict[int, Counted]
    items: list[ImageItem]
    measured: dict[int, Measured]
    photos: list[Encoded]


def receive_visit(payload: Any, *, actor: Actor, at: datetime) -> Visit:
    """Keep a whole visit, or nothing of it; sent again it is the one that stands.

    Everything is checked first and all mistakes are named. The same id with another content, or from
    another person, is a conflict.
    """
    mistakes: list[Mistake] = []
    sent = read_visit(payload, mistakes)
    if sent is None:
        raise PayloadRefused(mistakes)
    try:
        return _known(sent, actor) or _store(sent, actor, at)
    except IntegrityError:
        # Lost to the same visit, or to another one that took the calendar's place.
        return _known(sent, actor) or _store(sent, actor, at)


def _known(sent: VisitSent, actor: Actor) -> Visit | None:
    visits = Visit.objects.unscoped(because="a client id names one visit of the whole company")
    visit = visits.filter(client_id=sent.client_id).select_related("store").first()
    if visit is None:
        return None
    if visit.done_by_id != actor.user_id:
        raise ClientIdTaken(_("This id belongs to another visit."))
    if visit.content_sha256 != sent.digest:
        raise ClientIdTaken(_("This visit was already sent with another content."))
    return visit


def _store(sent: VisitSent, actor: Actor, at: datetime) -> Visit:
    """Write all in one transaction; files of photos go again if it fails."""
    checked = _check(sent, actor, at)
    with ExitStack() as undo:
        with transaction.atomic():
            visit = _write(sent, checked, actor, at, undo)
        undo.pop_all()
    return visit


def _write(sent: VisitSent, checked: Checked, actor: Actor, at: datetime, undo: ExitStack) -> Visit:
    visit = save_new(checked.visit, actor=actor, at=at)
    AuditEvent.record(
        visit, steps.CLOSE_VISIT.name, actor=actor, at=at, before=VisitStatus.OPEN, after=VisitStatus.CLOSED
    )
    write_counts(visit, checked.counts)
    write_checks(visit, checked.items, checked.measured)
    write_skips(visit, {VisitStep(step): reason for step, reason in sent.skipped.items()})
    for photo, encoded in zip(sent.photos, checked.photos, strict=True):
        row = write_photo(visit, encoded, client_id=photo.client_id, step=VisitStep(photo.step), at=at)
        undo.callback(row.file.delete, save=False)
    for report in sent.market_reports:
        report_market(report.finding, client_id=report.client_id, store=visit.store, visit=visit, actor=actor, at=at)
    for step in sent.next_steps:
        add_task(
            client_id=step.client_id,
            store=visit.store,
            rep_id=visit.rep_id,
            title=step.title,
            due_on=step.due_on,
            source="visit",
            source_url=visit.get_absolute_url(),
            actor=actor,
            at=at,
            visit=visit,
        )
    book(visit, actor=actor, at=at)
    return visit


def _check(sent: VisitSent, actor: Actor, at: datetime) -> Checked:
    """Find everything that the payload names; raise all mistakes together."""
    mistakes: list[Mistake] = []
    store = _store_of(sent, actor, mistakes)
    visit = _visit_of(sent, store, actor, at, mistakes) if store else None
    counts = _counts_of(sent, mistakes)
    items, measured = _image_of(sent, visit, mistakes)
    photos = _photos_of(sent, mistakes)
    if visit is not None:
        _check_steps(sent, visit, items, mistakes)
    if mistakes:
        raise PayloadRefused(mistakes)
    return Checked(visit, counts, items, measured, photos)


def _store_of(sent: VisitSent, actor: Actor, mistakes: list[Mistake]) -> Store | None:
    stores = Store.objects.visible_to(actor).filter(code=sent.store)
    store = stores.select_related("center", "merged_into__center").first()
    if store is not None and store.merged_into:
        # The phone did not know yet: the place is the same, and the visit belongs to the surviving archive.
        store = store.merged_into
    if store is None:
        mistakes.append(Mistake("store", _("unknown store %(code)s") % {"code": sent.store}))
    elif not may_visit(actor, store):
        mistakes.append(Mistake("store", _("%(code)s is not yours to visit") % {"code": sent.store}))
        return None
    return store


def _visit_of(sent: VisitSent, store: Store, actor: Actor, at: datetime, mistakes: list[Mistake]) -> Visit | None:
    """The visit with its check-out, unsaved."""
    try:
        visit = new_visit(
            store,
            client_id=sent.client_id,
            arrival=sent.arrival,
            actor=actor,
            at=at,
            status=VisitStatus.CLOSED,
            content_sha256=sent.digest,
            summary=sent.summary,
        )
    except OutsideNeedsReason as refusal:
        mistakes.append(Mistake("checked_in.outside_reason", str(refusal)))
        return None
    for name, value in leaving_of(visit, sent.checked_out_device_at, at).items():
        setattr(visit, name, value)
    return visit


def _counts_of(sent: VisitSent, mistakes: list[Mistake]) -> dict[int, Counted]:
    ids = dict(Sku.objects.filter(code__in=[row.sku for row in sent.counts]).values_list("code", "pk"))
    counts: dict[int, Counted] = {}
    for place, row in enumerate(sent.counts):
        path = f"counts[{place}].sku"
        if row.sku not in ids:
            mistakes.append(Mistake(path, _("unknown SKU %(code)s") % {"code": row.sku}))
        elif ids[row.sku] in counts:
            mistakes.append(Mistake(path, _("SKU %(code)s stands twice") % {"code": row.sku}))
        else:
            counts[ids[row.sku]] = row.counted
    return counts


def _image_of(
    sent: VisitSent, visit: Visit | None, mistakes: list[Mistake]
) -> tuple[list[ImageItem], dict[int, Measured]]:
    """The standard's items and what was found of them; gives the visit its score."""
    if sent.image is None:
        return [], {}
    version = sent.image.standard_version
    standard = ImageStandard.objects.filter(version=version, is_published=True).first()
    if standard is None:
        mistakes.append(Mistake("image.standard_version", _("unknown version %(version)s") % {"version": version}))
        return [], {}
    items = list(standard.items.order_by("position"))
    measured = _measured_of(sent, items, mistakes)
    try:
        score = score_of(items, measured).score
    except LevelTooHigh as refusal:
        mistakes.append(Mistake("image.items", str(refusal)))
        return items, measured
    if visit is not None:
        visit.image_standard, visit.image_score = standard, score
    return items, measured


def _measured_of(sent: VisitSent, items: list[ImageItem], mistakes: list[Mistake]) -> dict[int, Measured]:
    by_position = {item.position: item for item in items}
    measured: dict[int, Measured] = {}
    for place, row in enumerate(sent.image.items):
        path, item = f"image.items[{place}].position", by_position.get(row.position)
        if item is None:
            mistakes.append(Mistake(path, _("unknown position %(position)s") % {"position": row.position}))
        elif item.pk in measured:
            mistakes.append(Mistake(path, _("position %(position)s stands twice") % {"position": row.position}))
        else:
            measured[item.pk] = row.measured
    return measured


def _photos_of(sent: VisitSent, mistakes: list[Mistake]) -> list[Encoded]:
    ids = [photo.client_id for photo in sent.photos]
    known = VisitPhoto.objects.unscoped(because="a client id names one photo").filter(client_id__in=ids)
    taken = set(known.values_list("client_id", flat=True)) | {key for key, n in Counter(ids).items() if n > 1}
    photos = []
    for place, photo in enumerate(sent.photos):
        if photo.client_id in taken:
            mistakes.append(Mistake(f"photos[{place}].client_id", _("belongs to another photo")))
        try:
            photos.append(encode(photo.content))
        except PhotoRefused as refusal:
            mistakes.append(Mistake(f"photos[{place}].content_base64", str(refusal)))
    return photos


def _check_steps(sent: VisitSent, visit: Visit, items: list[ImageItem], mistakes: list[Mistake]) -> None:
    """The phone asks the same before it lets somebody leave."""
    counted = [row.counted for row in sent.counts]
    found = {
        VisitStep.PHOTO: bool(sent.photos),
        VisitStep.IMAGE: bool(items) and len(sent.image.items) == len(items),
        VisitStep.STOCK: any(count.stock is not None for count in counted),
        VisitStep.SALES: any(count.sold is not None for count in counted),
        VisitStep.NEXT: bool(sent.next_steps),
    }
    has_standard = bool(items) or standard_on(visit.visited_on) is not None
    done = {step for step, is_done in found.items() if is_done}
    still_open = open_steps(required_steps(has_standard), done, sent.skipped)
    mistakes.extend(Mistake("skipped", str(StepsOpen([step]))) for step in still_open)
