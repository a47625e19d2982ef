"""What was asked of reps in a span and what was done, row by row, for every figure of compliance (handbook H4.5)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, Delegation, User
from salesops.periods.selectors import week_of, workday_overrides
from salesops.periods.workdays import Overrides, workdays_in
from stores.models import Store
from visits.calc.compliance import ActiveStore, DoneCall, Exclusion, PlannedCall
from visits.choices import DropReason, PlannedVisitStatus, VisitStatus
from visits.models import PlannedVisit, Visit, VisitOrder
from visits.selectors.standards import CYCLE_WEEKS, Standards, standards_by_center

EXCLUSIONS = {
    DropReason.HOLIDAY: Exclusion.HOLIDAY,
    DropReason.CLOSED_STORE: Exclusion.CLOSED_STORE,
}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def end(self) -> date:
        """The day after."""
        return self.last + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calls:
    """The rows of several reps' figures in a span; ask it for the stores of a part of that span."""

    planned: list[PlannedCall]
    done: list[DoneCall]
    on: date
    _stores: list[tuple[int, int, str]]
    _centers: Mapping[int, Center]
    _standards: Mapping[int, Standards]
    _overrides: Overrides

    def stores(self, span: Span) -> list[ActiveStore]:
        """The reps' active stores with the visits that their class asks for until now in a span."""
        centers = {center.pk: center for center in self._centers.values()}
        shares = {pk: self._share_of_cycle(center, span) for pk, center in centers.items()}
        found = []
        for pk, rep_id, store_class in self._stores:
            center_id = self._centers[rep_id].pk
            required = int(self._standards[center_id][store_class].visits_per_cycle * shares[center_id])
            found.append(ActiveStore(str(pk), required, rep_id, store_class))
        return found

    def _share_of_cycle(self, center: Center, span: Span) -> Fraction:
        """How many cycles of work the span holds: its working days by those of a plain cycle."""
        week = week_of(center)
        end = min(span.end, max(span.first, self.on))
        days = workdays_in(span.first, end, week, self._overrides)
        return Fraction(len(days), CYCLE_WEEKS * week.working_days)


def calls_of(actor: Actor, reps: Sequence[User], span: Span, *, on: date) -> Calls:
    """What these reps were asked and did in a span, up to yesterday, and today as far as it is done. Six queries."""
    centers = {rep.pk: rep.center for rep in reps}
    stores = Store.objects.visible_to(actor).active().filter(rep__in=reps)
    return Calls(
        planned=_planned_calls(actor, reps, span, on),
        done=_done_calls(actor, reps, span),
        on=on,
        _stores=list(stores.values_list("pk", "rep", "store_class")),
        _centers=centers,
        _standards=standards_by_center(set(centers.values())),
        _overrides=workday_overrides(),
    )


def until(on: date) -> Q:
    """Planned visits of days that are over, and of a day that runs what is done."""
    return Q(planned_on__lt=on) | Q(planned_on=on, status=PlannedVisitStatus.DONE)


def _planned_calls(actor: Actor, reps: Sequence[User], span: Span, on: date) -> list[PlannedCall]:
    """What was asked for until now; leave takes its days out, whoever did the visits. Two queries."""
    rows = PlannedVisit.objects.visible_to(actor).filter(until(on), rep__in=reps)
    rows = rows.filter(planned_on__gte=span.first, planned_on__lte=span.last)
    rows = rows.exclude(dropped_reason=DropReason.HANDED_OVER).order_by("planned_on", "position", "pk")
    leave = _leave(reps, span)
    columns = ("pk", "rep", "store", "store__store_class", "planned_on", "position", "dropped_reason")
    calls = []
    for row in rows.values(*columns, "missed_reason", "moved_reason"):
        is_on_leave = any(start <= row["planned_on"] < end for start, end in leave[row["rep"]])
        excluded = EXCLUSIONS.get(row["dropped_reason"]) or (Exclusion.LEAVE if is_on_leave else None)
        calls.append(
            PlannedCall(
                str(row["store"]),
                row["planned_on"],
                row["position"],
                excluded,
                missed_reason=row["missed_reason"],
                rep=row["rep"],
                cls=row["store__store_class"],
                is_moved=bool(row["moved_reason"]),
                pk=row["pk"],
            )
        )
    return calls


def _leave(reps: Sequence[User], span: Span) -> dict[int, list[tuple[date, date]]]:
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Delegation.objects.filter(rep__in=reps, starts_on__lte=span.last, ends_on__gt=span.first)
    for rep_id, start, end in rows.values_list("rep", "starts_on", "ends_on"):
        spans[rep_id].append((start, end))
    return spans


def _done_calls(actor: Actor, reps: Sequence[User], span: Span) -> list[DoneCall]:
    """What was begun and is over, in the order of check-in. One query."""
    rows = Visit.objects.visible_to(actor).filter(rep__in=reps).exclude(status=VisitStatus.OPEN)
    rows = rows.filter(visited_on__gte=span.first, visited_on__lte=span.last).order_by("checked_in_at", "pk")
    orders = VisitOrder.objects.unscoped(because="the visits were narrowed to what the reader sees")
    rows = rows.annotate(has_order=Exists(orders.filter(visit=OuterRef("pk"))))
    columns = ("pk", "rep", "store", "store__store_class", "visited_on", "status", "minutes", "planned__minutes")
    return [
        DoneCall(
            str(row["store"]),
            row["visited_on"],
            place,
            is_valid=row["status"] == VisitStatus.CLOSED,
            minutes=row["minutes"],
            standard_minutes=row["planned__minutes"] or 0,
            has_sell_in=row["has_order"],
            rep=row["rep"],
            cls=row["store__store_class"],
            pk=row["pk"],
        )
        for place, row in enumerate(rows.values(*columns, "has_order"), start=1)
    ]
