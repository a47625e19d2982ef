"""A whole visit in one piece, as the phone sends it when it has a network again (handbook H5.4)."""

from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent
from visits import steps
from visits.choices import VisitStatus, VisitStep
from visits.due import Deed
from visits.models import ImageItem, Receipt, Visit, VisitPhoto
from visits.services.checkin import ClientIdTaken, save_new
from visits.services.checking import Checked, check_visit
from visits.services.checklists import write_ticks
from visits.services.checkout import book
from visits.services.filling import write_checks, write_counts, write_skips
from visits.services.findings import report_market
from visits.services.imeis import write_imeis
from visits.services.minutes import write_seconds
from visits.services.mistakes import Mistake, PayloadRefused
from visits.services.orders import write_orders
from visits.services.parking import note_mended
from visits.services.payload import read_visit
from visits.services.photos import Encoded, write_photo
from visits.services.prices import write_prices
from visits.services.receipts import issue_receipt, lock_sender
from visits.services.sent import PhotoSent, VisitSent
from visits.services.talk import write_said, write_trainings
from visits.services.tasks import add_task, finish_in_visit
from visits.services.uploads import attach_sent


class OtherContent(ClientIdTaken):
    """The sender's visit stands with another content: a conflict, shown and never resolved in silence."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(_("This visit was already sent with another content."))
        self.visit = visit


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
        raise OtherContent(visit)
    if not Receipt.objects.unscoped(because="the visit's own").filter(visit=visit).exists():
        _late_receipt(visit, actor)
    return visit


@transaction.atomic
def _late_receipt(visit: Visit, actor: Actor) -> None:
    """A visit that was taken before there were receipts gets its own when it is sent again."""
    lock_sender(actor)
    if not Receipt.objects.unscoped(because="the visit's own").filter(visit=visit).exists():
        issue_receipt(visit, actor=actor, at=visit.received_at)


def _store(sent: VisitSent, actor: Actor, at: datetime) -> Visit:
    """Write all in one transaction; files of photos go again if it fails."""
    checked = check_visit(sent, actor, at)
    with ExitStack() as undo:
        with transaction.atomic():
            lock_sender(actor, calendar_of=checked.visit.rep_id)
            visit = _write(sent, checked, actor, at, undo)
        undo.pop_all()
    return visit


def _write(sent: VisitSent, checked: Checked, actor: Actor, at: datetime, undo: ExitStack) -> Visit:
    visit = save_new(checked.visit, actor=actor, at=at)
    step = steps.FORGET_VISIT if sent.is_forgotten else steps.CLOSE_VISIT
    AuditEvent.record(visit, step.name, actor=actor, at=at, before=VisitStatus.OPEN, after=visit.status)
    write_counts(visit, checked.counts)
    write_checks(visit, checked.items, checked.measured)
    write_ticks(visit, checked.ticks)
    write_orders(visit, checked.orders)
    write_imeis(visit, checked.imeis)
    write_prices(visit, checked.prices)
    write_said(visit, {VisitStep(row.step): row.words for row in sent.said})
    write_trainings(visit, {row.topic: row.people for row in sent.trained})
    write_skips(visit, {VisitStep(step): reason for step, reason in sent.skipped.items()})
    write_seconds(visit, {VisitStep(step): number for step, number in sent.step_seconds.items()})
    items = {item.position: item for item in checked.items}
    for photo, encoded in zip(sent.photos, checked.photos, strict=True):
        row = _write_photo(visit, photo, encoded, items.get(photo.item), actor, at)
        if row is not None:
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
    for path, deed in checked.work:
        _do(path, deed, visit, checked.actor, at)
    for task, outcome in checked.tasks:
        finish_in_visit(task, visit, outcome=outcome, actor=actor, at=at)
    book(visit, actor=actor, at=at)
    issue_receipt(visit, actor=actor, at=at)
    note_mended(visit, actor=actor, at=at)
    return visit


def _do(path: str, deed: Deed, visit: Visit, actor: Actor, at: datetime) -> None:
    """What another room refuses is a mistake at its place, and nothing of the visit is kept."""
    try:
        deed(visit, actor, at)
    except ValidationError as refusal:
        raise PayloadRefused([Mistake(path, " ".join(refusal.messages))]) from refusal
    except DomainError as refusal:
        raise PayloadRefused([Mistake(path, str(refusal))]) from refusal


def _write_photo(
    visit: Visit, photo: PhotoSent, encoded: Encoded | None, item: ImageItem | None, actor: Actor, at: datetime
) -> VisitPhoto | None:
    """What shows an item of a check that was left out shows the display all the same."""
    if encoded is None:
        return attach_sent(visit, photo, actor=actor, at=at, item=item)
    encoded = encoded.told(photo.taken_at, None)
    step = VisitStep(photo.step)
    return write_photo(visit, encoded, client_id=photo.client_id, step=step, sent_sha256=photo.sha256, at=at, item=item)
