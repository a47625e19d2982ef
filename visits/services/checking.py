"""What a whole visit names is looked up before anything of it is written (handbook H5.4)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor, actor_for
from salesops.accounts.models import User
from stores.models import Sku, Store, StoreResponsibility
from visits import due
from visits.calc.found import Counted, Measured
from visits.choices import VisitStatus, VisitStep
from visits.models import Checklist, ImageItem, ImageStandard, PhotoUpload, Task, Visit, VisitPhoto
from visits.rules import may_visit
from visits.selectors.checklists import HANDBOOK, Asked, asked_of
from visits.selectors.image import standard_on
from visits.selectors.progress import open_steps
from visits.services.checkin import OLDEST_VISIT, OutsideNeedsReason, new_visit
from visits.services.checkout import StepsOpen, leaving_of
from visits.services.filling import LevelTooHigh, score_of
from visits.services.mistakes import Mistake, PayloadRefused
from visits.services.orders import Ordered
from visits.services.photos import Encoded, PhotoRefused, encode
from visits.services.said import checklist_of, imeis_of, orders_of, prices_of, tasks_of, ticks_of, work_of
from visits.services.sent import PhotoSent, VisitSent


@dataclass(frozen=True, slots=True)
class Checked:
    """What a payload means here: its codes found, its photos decoded."""

    visit: Visit
    counts: dict[int, Counted]
    items: list[ImageItem]
    measured: dict[int, Measured]
    photos: list[Encoded | None]
    tasks: list[tuple[Task, str]]
    ticks: dict[int, str]
    work: list[tuple[str, due.Deed]]
    orders: dict[int, Ordered]
    imeis: dict[str, int]
    prices: dict[int, Decimal]
    actor: Actor


def check_visit(sent: VisitSent, actor: Actor, at: datetime) -> Checked:
    """Find everything that the payload names; raise all mistakes together.

    Fourteen queries, and those of the visit and of other rooms' work.
    """
    mistakes: list[Mistake] = []
    store, then = _store_of(sent, actor, at, mistakes)
    checklist = checklist_of(sent, store, mistakes) if store else None
    visit = _visit_of(sent, store, checklist, then, at, mistakes) if store else None
    counts = _counts_of(sent, mistakes)
    items, measured = _image_of(sent, visit, mistakes)
    photos = _photos_of(sent, actor, mistakes)
    tasks = tasks_of(sent, store, mistakes)
    asked = asked_of(checklist, store) if store else HANDBOOK
    ticks = ticks_of(sent, checklist, mistakes) if store else {}
    work = work_of(sent, store, visit.visited_on, mistakes) if store and visit else []
    orders, imeis, prices = orders_of(sent, mistakes), imeis_of(sent, mistakes), prices_of(sent, mistakes)
    if visit is not None and not sent.is_forgotten:
        _check_steps(sent, visit, asked, ticks, items, mistakes)
    if mistakes:
        raise PayloadRefused(mistakes)
    return Checked(visit, counts, items, measured, photos, tasks, ticks, work, orders, imeis, prices, then)


def _store_of(sent: VisitSent, actor: Actor, at: datetime, mistakes: list[Mistake]) -> tuple[Store | None, Actor]:
    """The store, and the sender with the rights that it has there: those of today, else those of the visit's day."""
    stores = Store.objects.visible_to(actor).filter(code=sent.store)
    store = stores.select_related("center", "merged_into__center").first()
    if store is not None and store.merged_into:
        # The phone did not know yet: the place is the same, and the visit belongs to the surviving archive.
        store = store.merged_into
    if store is not None and may_visit(actor, store):
        return store, actor
    then = _actor_then(sent, actor, at)
    store_then = _store_then(sent, then, at) if then else None
    if store_then is not None:
        return store_then, then
    words = _("unknown store %(code)s") if store is None else _("%(code)s is not yours to visit")
    mistakes.append(Mistake("store", words % {"code": sent.store}))
    return None, actor


def _actor_then(sent: VisitSent, actor: Actor, at: datetime) -> Actor | None:
    """The sender as on the day of the visit; what is told of later than a visit may be is told of today."""
    began_at = sent.arrival.device_at or at
    if not timedelta(0) <= at - began_at <= OLDEST_VISIT:
        return None
    return actor_for(User.objects.get(pk=actor.user_id), timezone.localdate(began_at))


def _store_then(sent: VisitSent, then: Actor, at: datetime) -> Store | None:
    """A store that was handed over meanwhile: the visit counts for who was responsible on its day."""
    day = timezone.localdate(sent.arrival.device_at or at)
    because = "who was responsible on the day of the visit, whoever is now"
    spans = StoreResponsibility.objects.unscoped(because=because).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        store__code=sent.store,
        store__center_id=then.center_id,
        rep_id__in=then.rep_ids,
        starts_on__lte=day,
    )
    span = spans.select_related("store__center").first()
    if span is None:
        return None
    # As it was on that day; this object is not written.
    span.store.rep_id = span.rep_id
    return span.store


def _visit_of(
    sent: VisitSent,
    store: Store,
    checklist: Checklist | None,
    actor: Actor,
    at: datetime,
    mistakes: list[Mistake],
) -> Visit | None:
    """The visit with its check-out, unsaved."""
    try:
        visit = new_visit(
            store,
            client_id=sent.client_id,
            arrival=sent.arrival,
            actor=actor,
            at=at,
            status=VisitStatus.NO_CHECKOUT if sent.is_forgotten else VisitStatus.CLOSED,
            content_sha256=sent.digest,
            summary=sent.summary,
            checklist=checklist,
        )
    except OutsideNeedsReason as refusal:
        mistakes.append(Mistake("checked_in.outside_reason", str(refusal)))
        return None
    if sent.is_forgotten:
        return visit
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
    # A phone that does not know for which stores an item is, asks for all of them.
    asked = {
        item.pk: measured[item.pk]
        for item in items
        if item.pk in measured and (visit is None or item.applies_to(visit.store))
    }
    try:
        score = score_of(items, asked).score
    except LevelTooHigh as refusal:
        mistakes.append(Mistake("image.items", str(refusal)))
        return items, asked
    if visit is not None:
        visit.image_standard, visit.image_score = standard, score
    return items, asked


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


def _photos_of(sent: VisitSent, actor: Actor, mistakes: list[Mistake]) -> list[Encoded | None]:
    """The photos that came along, decoded; None for each that comes by itself."""
    ids = [photo.client_id for photo in sent.photos]
    known = VisitPhoto.objects.unscoped(because="a client id names one photo").filter(client_id__in=ids)
    taken = set(known.values_list("client_id", flat=True)) | {key for key, n in Counter(ids).items() if n > 1}
    uploads = PhotoUpload.objects.unscoped(because="a client id names one photo").filter(client_id__in=ids)
    sent_by = {key: (rep_id, sha256) for key, rep_id, sha256 in uploads.values_list("client_id", "rep_id", "sha256")}
    photos = []
    for place, photo in enumerate(sent.photos):
        if photo.client_id in taken or sent_by.get(photo.client_id, (actor.user_id, photo.sha256)) != (
            actor.user_id,
            photo.sha256,
        ):
            mistakes.append(Mistake(f"photos[{place}].client_id", _("belongs to another photo")))
        photos.append(_decoded(photo, f"photos[{place}].content_base64", mistakes))
    return photos


def _decoded(photo: PhotoSent, path: str, mistakes: list[Mistake]) -> Encoded | None:
    if photo.content is None:
        return None
    try:
        return encode(photo.content)
    except PhotoRefused as refusal:
        mistakes.append(Mistake(path, str(refusal)))
        return None


def _unanswered(sent: VisitSent, visit: Visit, items: list[ImageItem]) -> bool:
    """Whether an item that applies to the store lacks its answer; an answer to an unknown one was named before."""
    answered = {row.position for row in sent.image.items}
    is_understood = answered <= {item.position for item in items}
    return is_understood and any(item.position not in answered for item in items if item.applies_to(visit.store))


def _check_steps(
    sent: VisitSent,
    visit: Visit,
    asked: Asked,
    ticks: dict[int, str],
    items: list[ImageItem],
    mistakes: list[Mistake],
) -> None:
    """The phone asks the same before it lets somebody leave."""
    counted = [row.counted for row in sent.counts]
    found = {
        VisitStep.PHOTO: bool(sent.photos),
        VisitStep.IMAGE: bool(items) and not _unanswered(sent, visit, items),
        VisitStep.STOCK: any(count.stock is not None for count in counted),
        VisitStep.SALES: any(count.sold is not None for count in counted),
        VisitStep.NEXT: bool(sent.next_steps),
        VisitStep.MARKET: bool(sent.market_reports),
        VisitStep.ORDER: bool(sent.orders),
        VisitStep.POINTS: asked.are_ticked(ticks),
        VisitStep.TRAIN: bool(sent.trained),
        VisitStep.PRICES: bool(sent.prices),
    }
    found |= {VisitStep(row.step): True for row in sent.said}
    has_standard = bool(items) or standard_on(visit.visited_on) is not None
    done = {step for step, is_done in found.items() if is_done}
    still_open = open_steps(asked.with_standard(has_standard).required, done, sent.skipped)
    mistakes.extend(Mistake("skipped", str(StepsOpen([step]))) for step in still_open)
