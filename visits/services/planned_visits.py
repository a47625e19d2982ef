"""Taking one planned visit to another day, and saying why one was missed (handbook H4.4, H4.5)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.periods.selectors import working_days
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.services import record_change
from visits import rules, steps
from visits.choices import MissedReason, PlannedVisitStatus
from visits.models import PlannedVisit
from visits.selectors.unvisited import must_be_visited

BECAUSE = "a planned visit that the caller may see, and the day that it goes to"
FARTHEST = timedelta(weeks=2)


class NotOnThatDay(DomainError):
    """The day takes no such visit."""


@transaction.atomic
def move_planned_visit(visit: PlannedVisit, *, on: date, actor: Actor, at: datetime, reason: str) -> PlannedVisit:
    """Take one visit to another working day, after those that stand there; the plan itself stays as it is.

    It may be moved again, and back; the day of the plan is kept as `moved_from`, and the nightly calendar leaves
    it where it was put.
    """
    held = _held(visit)
    if not rules.moves_planned_visit(actor, held):
        raise PermissionDenied("move")
    if held.status != PlannedVisitStatus.PLANNED or PlannedVisit.objects.unscoped(because=BECAUSE).filter(
        pk=held.pk, visit__isnull=False
    ):
        raise NotPossibleNow(_("This visit is done, missed or dropped: it is not moved any more."))
    _require_day(held, on, timezone.localdate(at))
    before, planned_for = held.planned_on, held.moved_from or held.planned_on
    held.moved_from = None if on == planned_for else planned_for
    held.moved_reason = "" if on == planned_for else reason
    held.position, held.arrive_minute = _last_place(held, on)
    held.planned_on = on
    held.save(update_fields=["planned_on", "moved_from", "moved_reason", "position", "arrive_minute"])
    change = {"planned_on": (before.isoformat(), on.isoformat())}
    record_change(held, change, actor=actor, at=at, reason=reason, step=steps.MOVE_VISIT)
    return held


@transaction.atomic
def explain_missed(
    visit: PlannedVisit, *, missed_reason: MissedReason, note: str, actor: Actor, at: datetime
) -> PlannedVisit:
    """Say why a visit was missed; it stays missed, and stays in the denominator."""
    held = _held(visit)
    if not rules.moves_planned_visit(actor, held):
        raise PermissionDenied("explain")
    if held.status != PlannedVisitStatus.MISSED:
        raise NotPossibleNow(_("This visit is not missed."))
    if (held.missed_reason, held.missed_note) == (missed_reason, note):
        return held
    changes = {"missed_reason": (held.missed_reason, missed_reason), "missed_note": (held.missed_note, note)}
    held.missed_reason, held.missed_note = missed_reason, note
    held.save(update_fields=["missed_reason", "missed_note"])
    record_change(held, changes, actor=actor, at=at, step=steps.EXPLAIN_MISSED)
    return held


def _held(visit: PlannedVisit) -> PlannedVisit:
    """The row, with the rep's calendar held, so that neither a nightly job nor a check-in writes between."""
    User.objects.select_for_update(no_key=True).get(pk=visit.rep_id)
    rows = PlannedVisit.objects.unscoped(because=BECAUSE).select_related("center", "store")
    held = rows.filter(pk=visit.pk, rep=visit.rep_id).first()
    if held is None:
        raise NotPossibleNow(_("This visit is no longer in the calendar. Please look at the day again."))
    return held


def _require_day(visit: PlannedVisit, on: date, today: date) -> None:
    planned_for = visit.moved_from or visit.planned_on
    if on < today or visit.planned_on < today:
        raise NotOnThatDay(_("Days that are over stay as they were."))
    if on == visit.planned_on:
        raise NotOnThatDay(_("The visit is planned for that day already."))
    if abs(on - planned_for) > FARTHEST:
        raise NotOnThatDay(_("A visit is moved by two weeks at most; beyond that, change the route plan."))
    if not working_days(on, on + timedelta(days=1), visit.center):
        raise NotOnThatDay(_("%(day)s is no working day.") % {"day": date_format(on, "SHORT_DATE_FORMAT")})
    if Month.of(on) != Month.of(planned_for) and must_be_visited(visit.store, Month.of(planned_for), today):
        raise NotOnThatDay(
            _("The store has had no visit this month; in the last ten days it may not be left out of it.")
        )
    if _on_day(visit, on).filter(store=visit.store_id).exists():
        raise NotOnThatDay(_("%(store)s is already visited on that day.") % {"store": visit.store})


def _on_day(visit: PlannedVisit, on: date):
    rows = PlannedVisit.objects.unscoped(because=BECAUSE)
    return rows.filter(rep=visit.rep_id, planned_on=on).exclude(pk=visit.pk)


def _last_place(visit: PlannedVisit, on: date) -> tuple[int, int]:
    """After the last visit that stands on the day; without any, at its own time."""
    last = _on_day(visit, on).due().order_by("-arrive_minute", "-position").first()
    position = _on_day(visit, on).aggregate(last=Max("position"))["last"] or 0
    return position + 1, last.arrive_minute + last.minutes if last else visit.arrive_minute
