"""How visits were done against their plan, with numerators and denominators (handbook H4.5)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, Delegation, User
from salesops.periods.month import Month
from salesops.periods.selectors import week_of, workday_overrides
from salesops.periods.workdays import Overrides, workdays_in
from stores.models import Store
from visits.calc.compliance import (
    ActiveStore,
    Compliance,
    DoneCall,
    Exclusion,
    PlannedCall,
    Ratio,
    compliance_by,
    measure_compliance,
)
from visits.choices import DropReason, PlannedVisitStatus, VisitStatus
from visits.models import PlannedVisit, Visit
from visits.selectors.standards import CYCLE_WEEKS, standards_by_center

NORM_PERCENT = Decimal(80)
EXCLUSIONS = {
    DropReason.HOLIDAY: Exclusion.HOLIDAY,
    DropReason.CLOSED_STORE: Exclusion.CLOSED_STORE,
}

EXCLUSION_LABELS = {
    Exclusion.HOLIDAY: DropReason.HOLIDAY.label,
    Exclusion.CLOSED_STORE: DropReason.CLOSED_STORE.label,
    Exclusion.LEAVE: _("Leave"),
}


@dataclass(frozen=True, slots=True)
class StoreVisits:
    """A store's visits of one month."""

    planned: int = 0
    done_as_planned: int = 0
    done: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class RepCompliance:
    """A rep's month: the whole, and by class."""

    rep: User
    whole: Compliance
    by_class: dict[str, Compliance]

    @property
    def classes(self) -> list[tuple[str, Compliance]]:
        """The classes in order; stores that are no longer the rep's have none."""
        return sorted((name, figures) for name, figures in self.by_class.items() if name)

    @property
    def excluded(self) -> list[tuple[str, int]]:
        """What left the denominator, in words."""
        return [(str(EXCLUSION_LABELS[reason]), count) for reason, count in self.whole.excluded]

    @property
    def is_below_norm(self) -> bool:
        percent = self.whole.as_planned.percent
        return percent is not None and percent < NORM_PERCENT


def visit_figures(store_ids: Iterable[int], month: Month) -> dict[int, StoreVisits]:
    """Each store's visits of a month: planned, done on their day, valid visits, minutes. Two queries.

    For callers that may look at the stores; a store without any visit has zeros.
    """
    ids = list(store_ids)
    because = "the caller may look at these stores"
    valid = Visit.objects.unscoped(because=because).finished().of_month(month).filter(store__in=ids)
    on_its_day = Exists(valid.filter(store=OuterRef("store"), rep=OuterRef("rep"), visited_on=OuterRef("planned_on")))
    due = PlannedVisit.objects.unscoped(because=because).of_month(month).due().filter(store__in=ids).order_by()
    planned = {
        row["store"]: row
        for row in due.annotate(is_kept=on_its_day)
        .values("store")
        .annotate(planned=Count("pk"), kept=Count("pk", filter=Q(is_kept=True)))
    }
    done = {
        row["store"]: row
        for row in valid.order_by().values("store").annotate(done=Count("pk"), minutes_spent=Sum("minutes"))
    }
    return {
        store: StoreVisits(
            planned=planned.get(store, {}).get("planned", 0),
            done_as_planned=planned.get(store, {}).get("kept", 0),
            done=done.get(store, {}).get("done", 0),
            minutes=done.get(store, {}).get("minutes_spent") or 0,
        )
        for store in ids
    }


def compliance_of_reps(actor: Actor, reps: Sequence[User], month: Month, *, on: date) -> list[RepCompliance]:
    """Each rep's month against its plan, up to yesterday, and today as far as it is done. Six queries."""
    planned = _planned_calls(actor, reps, month, on)
    done = _done_calls(actor, reps, month)
    stores, classes = _active_stores(actor, reps, month, on)
    return [
        RepCompliance(
            rep=rep,
            whole=measure_compliance(planned[rep.pk], done[rep.pk], stores[rep.pk]),
            by_class=compliance_by(
                lambda call: classes.get(call.code, ""), planned[rep.pk], done[rep.pk], stores[rep.pk]
            ),
        )
        for rep in reps
    ]


def as_planned_by_center(actor: Actor, reps: QuerySet[User], month: Month, *, on: date) -> dict[int, Ratio]:
    """The visit compliance of these reps by the center's id, counted by the database. One query.

    The same as the sum of `compliance_of_reps`, which would load every visit of the company.
    """
    on_leave = Delegation.objects.filter(
        rep=OuterRef("rep"), starts_on__lte=OuterRef("planned_on"), ends_on__gt=OuterRef("planned_on")
    )
    due = (
        PlannedVisit.objects.visible_to(actor).of_month(month).due().filter(_until(on), ~Exists(on_leave), rep__in=reps)
    )
    valid = Visit.objects.visible_to(actor).finished()
    kept = Exists(valid.filter(store=OuterRef("store"), rep=OuterRef("rep"), visited_on=OuterRef("planned_on")))
    rows = due.annotate(is_kept=kept).order_by().values_list("rep__center")
    counts = rows.annotate(kept=Count("pk", filter=Q(is_kept=True)), due=Count("pk"))
    return {center_id: Ratio(kept, due) for center_id, kept, due in counts}


def missed_in(actor: Actor, measured: Compliance) -> list[tuple[date, Store]]:
    """What counts as missed in a measured span, the latest first. One query."""
    ids = {int(call.code) for call in measured.missed}
    stores = Store.objects.visible_to(actor).in_bulk(ids)
    seen = [(call.on, stores[int(call.code)]) for call in measured.missed if int(call.code) in stores]
    return sorted(seen, key=lambda line: (line[0], line[1].code), reverse=True)


def sum_of(parts: Iterable[Compliance]) -> dict[str, Ratio]:
    """The ratios of several reps taken together, by name."""
    parts = list(parts)
    names = [field.name for field in fields(Compliance) if field.type is Ratio]
    return {
        name: Ratio(
            sum(getattr(part, name).numerator for part in parts),
            sum(getattr(part, name).denominator for part in parts),
        )
        for name in names
    }


def _planned_calls(actor: Actor, reps: Sequence[User], month: Month, on: date) -> dict[int, list[PlannedCall]]:
    """What was asked for until now; leave takes its days out, whoever did the visits. Two queries."""
    rows = PlannedVisit.objects.visible_to(actor).of_month(month).filter(_until(on), rep__in=reps)
    rows = rows.exclude(dropped_reason=DropReason.HANDED_OVER).order_by("planned_on", "position")
    leave = _leave(reps, month)
    calls: dict[int, list[PlannedCall]] = defaultdict(list)
    for row in rows.values("rep", "store", "planned_on", "position", "dropped_reason"):
        is_on_leave = any(start <= row["planned_on"] < end for start, end in leave[row["rep"]])
        excluded = EXCLUSIONS.get(row["dropped_reason"]) or (Exclusion.LEAVE if is_on_leave else None)
        calls[row["rep"]].append(PlannedCall(str(row["store"]), row["planned_on"], row["position"], excluded))
    return calls


def _until(on: date) -> Q:
    """Days that are over, and of a day that runs what is done."""
    return Q(planned_on__lt=on) | Q(planned_on=on, status=PlannedVisitStatus.DONE)


def _leave(reps: Sequence[User], month: Month) -> dict[int, list[tuple[date, date]]]:
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Delegation.objects.filter(rep__in=reps, starts_on__lt=month.next_first_day, ends_on__gt=month.first_day)
    for rep_id, start, end in rows.values_list("rep", "starts_on", "ends_on"):
        spans[rep_id].append((start, end))
    return spans


def _done_calls(actor: Actor, reps: Sequence[User], month: Month) -> dict[int, list[DoneCall]]:
    """What was begun and is over, in the order of check-in. One query."""
    rows = Visit.objects.visible_to(actor).of_month(month).filter(rep__in=reps).exclude(status=VisitStatus.OPEN)
    calls: dict[int, list[DoneCall]] = defaultdict(list)
    columns = ("rep", "store", "visited_on", "status", "minutes", "planned__minutes")
    for place, row in enumerate(rows.order_by("checked_in_at", "pk").values(*columns), start=1):
        calls[row["rep"]].append(
            DoneCall(
                str(row["store"]),
                row["visited_on"],
                place,
                is_valid=row["status"] == VisitStatus.CLOSED,
                minutes=row["minutes"],
                standard_minutes=row["planned__minutes"] or 0,
            )
        )
    return calls


def _active_stores(
    actor: Actor, reps: Sequence[User], month: Month, on: date
) -> tuple[dict[int, list[ActiveStore]], dict[str, str]]:
    """The reps' active stores with the visits asked so far, and each store's class. Three queries."""
    standards = standards_by_center({rep.center for rep in reps})
    overrides = workday_overrides()
    shares = {center: _share_of_cycle(center, month, on, overrides) for center in {rep.center for rep in reps}}
    center_of = {rep.pk: rep.center for rep in reps}
    stores: dict[int, list[ActiveStore]] = defaultdict(list)
    classes = {}
    rows = Store.objects.visible_to(actor).active().filter(rep__in=reps)
    for pk, rep_id, store_class in rows.values_list("pk", "rep", "store_class"):
        center = center_of[rep_id]
        required = int(standards[center.pk][store_class].visits_per_cycle * shares[center])
        stores[rep_id].append(ActiveStore(str(pk), required))
        classes[str(pk)] = store_class
    return stores, classes


def _share_of_cycle(center: Center, month: Month, on: date, overrides: Overrides) -> Fraction:
    """How many cycles of work the span holds: its working days by those of a plain cycle."""
    week = week_of(center)
    end = min(month.next_first_day, max(month.first_day, on))
    days = workdays_in(month.first_day, end, week, overrides)
    return Fraction(len(days), CYCLE_WEEKS * week.working_days)
