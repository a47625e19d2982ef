"""Beginning a visit (handbook H5.2, H5.3)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import CheckInMode
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent
from stores.models import Store
from visits import steps
from visits.calc.evidence import EvidenceRules, Fix, Grade, Signal, SignalCode, judge_clock, judge_position
from visits.choices import VisitStatus
from visits.models import PlannedVisit, Visit
from visits.rules import may_visit
from visits.selectors.checklists import checklist_of
from visits.selectors.visits import open_visit_of
from visits.services.evidence_rules import is_working_time, rules_of
from visits.services.marks import marks_of, sync_marks
from visits.services.places import propose_from_visit
from visits.services.receipts import lock_sender

# A phone may have been without a network for so long; a visit told of later counts from its arrival here.
OLDEST_VISIT = timedelta(days=31)


class VisitStillOpen(DomainError):
    """One visit is open at a time; carries the open one."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(_("Your visit at %(store)s is still open. Check out there first.") % {"store": visit.store})
        self.visit = visit


class OutsideNeedsReason(DomainError):
    """The phone is not at the store: a check-in is possible, with a reason."""


class OutsideBlocked(DomainError):
    """The center takes no check-in away from the store."""


class ClientIdTaken(DomainError):
    """The same client id came with another content."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where the phone was at an act, in WGS-84, with its own estimate of the error."""

    lon: Decimal
    lat: Decimal
    accuracy_metres: int

    @property
    def fix(self) -> Fix:
        return Fix((float(self.lon), float(self.lat)), self.accuracy_metres)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the phone tells of a check-in.

    `device_at` is its clock then, `sent_device_at` its clock at the sending: hours offline are no wrong
    clock, and a wrong clock is set right by the difference. `entered_device_at` is when the record of the visit
    was made on the phone: a visit that is logged in the store is entered when it happens.
    """

    position: Position | None = None
    device_at: datetime | None = None
    sent_device_at: datetime | None = None
    entered_device_at: datetime | None = None
    outside_reason: str = ""
    outside_note: str = ""


def check_in(store: Store, *, client_id: UUID, arrival: Arrival, actor: Actor, at: datetime) -> Visit:
    """Open a visit; the same client id again gives the same visit."""
    known = _known(client_id, store, actor)
    if known is not None:
        return known
    checklist = checklist_of(store.center_id)
    visit = new_visit(store, client_id=client_id, arrival=arrival, actor=actor, at=at, checklist=checklist)
    is_away = visit.outside_reason and visit.checkin_distance_metres is not None
    if is_away and store.center.checkin_mode == CheckInMode.BLOCK:
        raise OutsideBlocked(
            _("Your center takes no check-in from %(distance)s m away. Go to the door and try again.")
            % {"distance": visit.checkin_distance_metres}
        )
    try:
        return save_new(visit, actor=actor, at=at)
    except IntegrityError:
        known = _known(client_id, store, actor)
        if known is not None:
            return known
        still_open = open_visit_of(actor)
        if still_open is not None:
            raise VisitStillOpen(still_open) from None
        return save_new(visit, actor=actor, at=at)


def new_visit(store: Store, *, client_id: UUID, arrival: Arrival, actor: Actor, at: datetime, **more: Any) -> Visit:
    """Make a visit of an arrival, unsaved; away from the store it needs a reason.

    Outside stated working time the position is neither kept nor judged; a reason that was given stays.
    """
    if not may_visit(actor, store):
        raise PermissionDenied("check_in")
    clock = _clock_signal(arrival, rules_of(store), at)
    began_at = _believed(arrival, clock is not None, at)
    visited_on = timezone.localdate(began_at)
    planned = _planned(store, visited_on)
    is_kept = is_working_time(store.center, began_at, is_planned=planned is not None)
    position = arrival.position if is_kept else None
    place = _place_signal(store, position, is_kept)
    is_outside = place.code == SignalCode.OUTSIDE
    if is_outside and not arrival.outside_reason:
        raise OutsideNeedsReason(_outside_words(place))
    return Visit(
        client_id=client_id,
        store=store,
        center_id=store.center_id,
        rep_id=store.rep_id,
        done_by_id=actor.user_id,
        planned=planned,
        visited_on=visited_on,
        checked_in_at=began_at,
        checked_in_device_at=arrival.device_at,
        entered_device_at=arrival.entered_device_at,
        checkin_lon=position and position.lon,
        checkin_lat=position and position.lat,
        checkin_accuracy_metres=position and position.accuracy_metres,
        checkin_distance_metres=place.params.get("distance_metres"),
        outside_reason=arrival.outside_reason if is_outside or not is_kept else "",
        outside_note=arrival.outside_note if is_outside or not is_kept else "",
        marks=marks_of(filter(None, (place, clock))),
        received_at=at,
        **more,
    )


def save_new(visit: Visit, *, actor: Actor, at: datetime) -> Visit:
    """Write a visit and its check-in; what stands already is the database's to say.

    Which planned visit it is, is asked with the rep's calendar held: one that was moved meanwhile is not this one.
    """
    with transaction.atomic():
        lock_sender(actor, calendar_of=visit.rep_id)
        visit.planned = _planned(visit.store, visit.visited_on)
        visit.save(force_insert=True)
        AuditEvent.record(visit, steps.CHECK_IN, actor=actor, at=at, after=VisitStatus.OPEN)
        sync_marks(visit, at=at)
        propose_from_visit(visit, at=at)
    return visit


def _known(client_id: UUID, store: Store, actor: Actor) -> Visit | None:
    visits = Visit.objects.unscoped(because="a client id names one visit of the whole company")
    visit = visits.filter(client_id=client_id).select_related("store").first()
    if visit is None:
        return None
    if visit.done_by_id != actor.user_id or visit.store_id != store.pk:
        raise ClientIdTaken(_("This visit was already sent with another content."))
    return visit


def _planned(store: Store, visited_on: date) -> PlannedVisit | None:
    """The calendar's visit of that day, if no other visit has taken it."""
    planned = PlannedVisit.objects.unscoped(because="the store was seen already").on_day(visited_on)
    return planned.due().filter(store=store, rep_id=store.rep_id, visit__isnull=True).first()


def _place_signal(store: Store, position: Position | None, is_kept: bool) -> Signal:
    """Outside working time no position is judged; where the center blocks, one outside is an alarm."""
    if not is_kept:
        return Signal(SignalCode.OUT_OF_HOURS, Grade.NOTE)
    place = None if store.lon is None else (float(store.lon), float(store.lat))
    signal = judge_position(position and position.fix, place, rules_of(store))
    if signal.code == SignalCode.OUTSIDE and store.center.checkin_mode == CheckInMode.BLOCK:
        return replace(signal, grade=Grade.ALARM)
    return signal


def _clock_signal(arrival: Arrival, rules: EvidenceRules, at: datetime) -> Signal | None:
    clock_at = arrival.sent_device_at or arrival.device_at
    return judge_clock(clock_at, at, rules) if clock_at else None


def _outside_words(place: Signal) -> str:
    params = place.params
    return _(
        "You are %(distance)s m from the store (accuracy %(accuracy)s m). "
        "Go to the door and try again, or choose a reason."
    ) % {"distance": params["distance_metres"], "accuracy": params["accuracy_metres"]}


def _believed(arrival: Arrival, is_skewed: bool, at: datetime) -> datetime:
    """When the visit began: the phone's time, set right where its clock was wrong at the sending."""
    if arrival.device_at is None:
        return at
    told = arrival.device_at
    if is_skewed and arrival.sent_device_at:
        told += at - arrival.sent_device_at
    return told if timedelta(0) <= at - told <= OLDEST_VISIT else at
