"""Promoters come and leave: by their own link at the store, or entered by hand with a reason (handbook H7, H5.3).

The evidence is weighed as that of a visit: distance against radius and accuracy, the phone's clock, the way between two
acts. A position is kept in stated working time only, or on a day the person is planned; nothing here refuses anybody.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from promotions import roster_steps as steps
from promotions.models import Attendance, CheckInLink, Promoter, Shift
from promotions.promoter_rules import keeps_promoter
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.sealing import digest
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import record_change
from stores.models import Store
from visits.calc.evidence import Fix, Grade, Sighting, Signal, SignalCode, judge_clock, judge_position, judge_travel
from visits.services.checkin import Position
from visits.services.evidence_rules import is_working_time, rules_of
from visits.services.marks import marks_of

_SECRET_BYTES = 24
_BECAUSE = "the promoter was found by its own link, or seen already"


class StillHere(DomainError):
    """The person is checked in already."""


@dataclass(frozen=True, slots=True)
class Act:
    """What the phone tells when a person comes or leaves."""

    position: Position | None = None
    device_at: datetime | None = None
    outside_reason: str = ""


@transaction.atomic
def make_link(promoter: Promoter, *, actor: Actor, at: datetime) -> str:
    """Give the promoter a way to check in; the former one opens nothing from now on. Returns the secret, once."""
    promoter = Promoter.objects.unscoped(because=_BECAUSE).select_for_update(of=("self",)).get(pk=promoter.pk)
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("make_link")
    if not promoter.is_here:
        raise NotPossibleNow(_("%(name)s has left. Employ the person again first.") % {"name": promoter})
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    made = {"digest": digest(secret), "made_at": at, "made_by_id": actor.user_id}
    CheckInLink.objects.unscoped(because=_BECAUSE).update_or_create(promoter=promoter, defaults=made)
    AuditEvent.record(promoter, steps.NEW_LINK, actor=actor, at=at)
    return secret


@transaction.atomic
def come(promoter: Promoter, store: Store, act: Act, *, at: datetime) -> Attendance:
    """Begin a stay; a second tap is told that the person is here already (StillHere)."""
    signals, kept = _judge(promoter, store, act, at)
    stay = Attendance(
        promoter=promoter,
        store=store,
        work_on=timezone.localdate(at),
        came_at=at,
        came_lon=kept and kept.lon,
        came_lat=kept and kept.lat,
        came_accuracy_metres=kept and kept.accuracy_metres,
        came_distance_metres=signals[0].params.get("distance_metres"),
        outside_reason=act.outside_reason if signals[0].code == SignalCode.OUTSIDE else "",
        marks=marks_of(signals),
    )
    try:
        with transaction.atomic():
            stay.save(force_insert=True)
    except IntegrityError as twice:
        raise StillHere(_("You are checked in already.")) from twice
    return stay


@transaction.atomic
def go(stay: Attendance, act: Act, *, at: datetime) -> Attendance:
    """End a stay."""
    rows = Attendance.objects.unscoped(because=_BECAUSE).select_for_update(of=("self",))
    held = rows.select_related("store__center", "promoter").get(pk=stay.pk)
    if held.left_at is not None:
        raise NotPossibleNow(_("You are checked out already."))
    signals, kept = _judge(held.promoter, held.store, act, at)
    held.left_at = at
    held.left_lon, held.left_lat = kept and kept.lon, kept and kept.lat
    held.left_accuracy_metres = kept and kept.accuracy_metres
    held.left_distance_metres = signals[0].params.get("distance_metres")
    known = {mark["code"] for mark in held.marks}
    held.marks += [mark for mark in marks_of(signals) if mark["code"] not in known]
    held.save()
    return held


@transaction.atomic
def note_attendance(promoter: Promoter, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Attendance:
    """Enter a stay by hand, where the phone could not; it says who did, and why.

    The promoter's lock lets one be entered at a time, so that no two cover the same hours.
    """
    promoter = Promoter.objects.unscoped(because=_BECAUSE).select_for_update(of=("self",)).get(pk=promoter.pk)
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("note_attendance")
    stay = Attendance(**values, promoter=promoter, entered_by_id=actor.user_id)
    if stay.left_at > at:
        raise ValidationError({"left_at": _("This moment lies ahead.")})
    stay.full_clean()
    others = Attendance.objects.unscoped(because=_BECAUSE).filter(promoter=promoter, work_on=stay.work_on)
    if others.filter(came_at__lt=stay.left_at).exclude(left_at__lte=stay.came_at).exists():
        raise StillHere(_("Another stay of that day covers these hours."))
    stay.save(force_insert=True)
    told = f"{timezone.localtime(stay.came_at):%Y-%m-%d %H:%M}–{timezone.localtime(stay.left_at):%H:%M} {stay.store}"
    changes = {f"{steps.ATTENDANCE}:{stay.pk}": ("", told)}
    record_change(promoter, changes, actor=actor, at=at, reason=stay.reason, step=steps.NOTE_ATTENDANCE)
    return stay


def forget_attendance_positions(*, at: datetime) -> dict[str, int]:
    """Delete where promoters stood once it is older than their center keeps it; how many stays, by center code."""
    gone = {}
    for center in Center.objects.order_by("code"):
        last_day = timezone.localdate(at) - timedelta(days=center.position_days)
        rows = Attendance.objects.unscoped(because="positions of every center are deleted on time")
        old = rows.filter(promoter__center=center, work_on__lt=last_day)
        old = old.exclude(came_lon=None, left_lon=None)
        gone[center.code] = old.update(came_lon=None, came_lat=None, left_lon=None, left_lat=None)
    return gone


def _judge(promoter: Promoter, store: Store, act: Act, at: datetime) -> tuple[list[Signal], Position | None]:
    """The signals of an act, the place's first, and the position if it may be kept. Three queries at most."""
    planned = Shift.objects.unscoped(because=_BECAUSE).filter(promoter=promoter, work_on=timezone.localdate(at))
    if not is_working_time(store.center, at, is_planned=planned.exists()):
        return [Signal(SignalCode.OUT_OF_HOURS, Grade.NOTE)], None
    rules = rules_of(store)
    place = None if store.lon is None else (float(store.lon), float(store.lat))
    fix = act.position and act.position.fix
    signals = [
        judge_position(fix, place, rules),
        judge_clock(act.device_at, at, rules) if act.device_at else None,
        judge_travel(_sighting_before(promoter, at), Sighting(fix, at) if fix else None, rules),
    ]
    return [signal for signal in signals if signal is not None], act.position


def _sighting_before(promoter: Promoter, at: datetime) -> Sighting | None:
    rows = Attendance.objects.unscoped(because=_BECAUSE).filter(promoter=promoter, work_on=timezone.localdate(at))
    last = rows.order_by("-came_at").first()
    if last is None:
        return None
    if last.left_lon is not None:
        seen, moment = (last.left_lon, last.left_lat, last.left_accuracy_metres), last.left_at
    elif last.came_lon is not None:
        seen, moment = (last.came_lon, last.came_lat, last.came_accuracy_metres), last.came_at
    else:
        return None
    return Sighting(Fix((float(seen[0]), float(seen[1])), seen[2] or 0), moment)
