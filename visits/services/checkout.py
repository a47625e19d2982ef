"""Leaving a store, and visits whose end was forgotten (handbook H5.2, H5.3)."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import take_step
from stores.choices import SaleKind
from stores.services.sales import record_stock, sales_of_skus
from visits import steps
from visits.calc.evidence import EvidenceRules, Fix, Grade, Sighting, Signal, judge_length, judge_travel
from visits.choices import PlannedVisitStatus, VisitStatus, VisitStep
from visits.models import PlannedVisit, Visit, VisitCount
from visits.selectors.progress import progress_of
from visits.selectors.standards import standards_of
from visits.services.batches import mark_batches
from visits.services.evidence_rules import rules_of
from visits.services.filling import lock_open
from visits.services.imeis import book_sales
from visits.services.marks import marks_of, sync_marks
from visits.services.mending import mend_by_tasks

logger = logging.getLogger(__name__)

# Nobody stays longer; two clocks that say so disagree about something else.
LONGEST_VISIT = timedelta(hours=16)


class StepsOpen(DomainError):
    """Required steps are neither done nor skipped; names them."""

    def __init__(self, open_steps: list[VisitStep]) -> None:
        names = _(", ").join(str(step.label) for step in open_steps)
        super().__init__(_("Still open: %(steps)s. Do them, or skip them with a reason.") % {"steps": names})
        self.steps = open_steps


@transaction.atomic
def check_out(visit: Visit, *, device_at: datetime | None, summary: str, actor: Actor, at: datetime) -> Visit:
    """Leave the store: judge the visit's length and way, and book what was counted.

    A visit left twice stays as it was left first.
    """
    visit = Visit.objects.unscoped(because="whose visit it is, is checked next").get(pk=visit.pk)
    if visit.status == VisitStatus.CLOSED and visit.done_by_id == actor.user_id:
        return visit
    visit = lock_open(visit, actor)
    open_steps = progress_of(visit).open
    if open_steps:
        raise StepsOpen(open_steps)
    leaving = leaving_of(visit, device_at, at) | {"summary": summary.strip()}
    visit = take_step(steps.CLOSE_VISIT, visit, actor=actor, at=at, also=leaving)
    book(visit, actor=actor, at=at)
    return visit


def close_forgotten_visits(*, before: datetime, actor: Actor, at: datetime) -> int:
    """End the visits that began before a moment and were never left; their minutes stay unknown.

    What was counted in them was counted, and is booked. Each visit is closed by itself; one that cannot be is logged,
    holds up no other and is tried again in the next night.
    """
    because = "the nightly job ends everybody's forgotten visits"
    forgotten = Visit.objects.unscoped(because=because).open().filter(checked_in_at__lt=before).order_by("pk")
    closed = 0
    for visit in forgotten:
        try:
            closed += _close_forgotten(visit, actor, at)
        except OperationalError:
            raise
        except Exception:
            logger.exception("end of forgotten visit %s", visit.pk)
    return closed


def leaving_of(visit: Visit, device_at: datetime | None, at: datetime) -> dict[str, Any]:
    """The fields of a check-out. The stay is measured by the phone's one clock where it has told both ends."""
    stay = _stay(visit, device_at, at)
    minutes = round(stay.total_seconds() / 60)
    return {
        "checked_out_at": max(visit.checked_in_at, min(at, visit.checked_in_at + stay)),
        "checked_out_device_at": device_at,
        "minutes": minutes,
        "marks": visit.marks + marks_of(_signals(visit, minutes)),
    }


def book(visit: Visit, *, actor: Actor, at: datetime) -> None:
    """Write stock and sales into the store's records, and fulfil the calendar's visit.

    Only a visit with a check-out fulfils a planned one. Where a center has its sell-out imported,
    what a visit counts stays with the visit, as the same units would count twice.
    """
    sync_marks(visit, at=at)
    mend_by_tasks(visit, actor=actor, at=at)
    mark_batches(visit, rules_of(visit.store), at=at)
    counts = list(VisitCount.objects.unscoped(because="booked with their visit").filter(visit=visit))
    stock = {count.sku_id: count.stock for count in counts if count.stock is not None}
    sold = {count.sku_id: count.sold for count in counts if count.sold is not None}
    if stock:
        record_stock(stock, store_id=visit.store_id, counted_on=visit.visited_on, at=at)
    if sold and visit.center.counts_visit_sales:
        sales = sales_of_skus(
            sold,
            kind=SaleKind.SELL_OUT,
            store_id=visit.store_id,
            sold_on=visit.visited_on,
            document=str(visit.client_id),
        )
        book_sales(visit, sales, actor=actor, at=at)
    if visit.planned_id and visit.status == VisitStatus.CLOSED:
        planned = PlannedVisit.objects.unscoped(because="the calendar's row of this visit").due()
        planned.filter(pk=visit.planned_id).update(status=PlannedVisitStatus.DONE)


@transaction.atomic
def _close_forgotten(visit: Visit, actor: Actor, at: datetime) -> bool:
    rows = Visit.objects.unscoped(because="read again under a lock").select_for_update()
    if rows.get(pk=visit.pk).status != VisitStatus.OPEN:
        return False
    visit = take_step(steps.FORGET_VISIT, visit, actor=actor, at=at)
    book(visit, actor=actor, at=at)
    return True


def _stay(visit: Visit, device_at: datetime | None, at: datetime) -> timedelta:
    if device_at is not None and visit.checked_in_device_at is not None:
        stay = device_at - visit.checked_in_device_at
        if timedelta(0) <= stay <= LONGEST_VISIT:
            return stay
    return max(timedelta(0), at - visit.checked_in_at)


def _signals(visit: Visit, minutes: int) -> list[Signal]:
    rules = rules_of(visit.store)
    standard = standards_of(visit.store.center)[visit.store.store_class]
    signals = [judge_length(minutes, standard.minutes, rules), _travel_signal(visit, rules)]
    return [signal for signal in signals if signal]


def _travel_signal(visit: Visit, rules: EvidenceRules) -> Signal | None:
    """Judge the way from the day's visit before and to the one after, in whatever order they were sent."""
    visits = Visit.objects.unscoped(because="the same person's ways of the day")
    others = visits.filter(done_by_id=visit.done_by_id, visited_on=visit.visited_on, checkin_lon__isnull=False)
    others = others.exclude(client_id=visit.client_id)
    before = others.filter(checked_in_at__lte=visit.checked_in_at).order_by("-checked_in_at").first()
    after = others.filter(checked_in_at__gt=visit.checked_in_at).order_by("checked_in_at").first()
    ways = [judge_travel(_sighting(one), _sighting(visit), rules) for one in (before, after) if one]
    return max(filter(None, ways), key=lambda signal: signal.grade or Grade.GOOD, default=None)


def _sighting(visit: Visit) -> Sighting | None:
    if visit.checkin_lon is None:
        return None
    point = (float(visit.checkin_lon), float(visit.checkin_lat))
    return Sighting(Fix(point, visit.checkin_accuracy_metres or 0), visit.checked_in_at)
