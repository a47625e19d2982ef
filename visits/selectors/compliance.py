"""How visits were done against their plan, with numerators and denominators (handbook H4.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Delegation, User
from salesops.periods.month import Month
from visits.calc.compliance import Compliance, Exclusion, Ratio, compliance_by, measure_compliance
from visits.choices import DropReason
from visits.models import PlannedVisit, Visit
from visits.selectors.compliance_calls import Span, calls_of, until

NORM_PERCENT = Decimal(80)
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
        """The classes in order."""
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
    span = Span(month.first_day, month.last_day)
    calls = calls_of(actor, reps, span, on=on)
    rows = (calls.planned, calls.done, calls.stores(span))
    of_reps = compliance_by(lambda call: call.rep, *rows)
    of_classes = compliance_by(lambda call: (call.rep, call.cls), *rows)
    return [
        RepCompliance(
            rep=rep,
            whole=of_reps.get(rep.pk) or measure_compliance([], [], []),
            by_class={cls: figures for (rep_id, cls), figures in of_classes.items() if rep_id == rep.pk},
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
        PlannedVisit.objects.visible_to(actor).of_month(month).due().filter(until(on), ~Exists(on_leave), rep__in=reps)
    )
    valid = Visit.objects.visible_to(actor).finished()
    kept = Exists(valid.filter(store=OuterRef("store"), rep=OuterRef("rep"), visited_on=OuterRef("planned_on")))
    rows = due.annotate(is_kept=kept).order_by().values_list("rep__center")
    counts = rows.annotate(kept=Count("pk", filter=Q(is_kept=True)), due=Count("pk"))
    return {center_id: Ratio(kept, due) for center_id, kept, due in counts}


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
