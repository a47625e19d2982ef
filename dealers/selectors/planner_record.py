"""A planner's own record: its approved plans beside what was sold (handbook H8.5)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from dealers.calc.planner_record import MONTHS, Compared, Record, record_of
from dealers.choices import PlanStatus
from dealers.models import ProfitPlan
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.models import SalesMonth

BECAUSE = "what the customers of plans that the actor sees sold, in stores of other reps too"


@dataclass(frozen=True, slots=True)
class PlanOfRecord:
    """One approved plan of a finished month and what became of it."""

    plan_id: int
    rep_id: int
    customer: str
    month: date
    compared: Compared


@dataclass(frozen=True, slots=True)
class PlannerRecord:
    """A planner's record and the plans it rests on, the latest first."""

    record: Record
    plans: tuple[PlanOfRecord, ...]
    first: Month
    last: Month


def records_of(rep_ids: Collection[int], actor: Actor, month: Month, on: date) -> dict[int, Record]:
    """The records of several planners by the rep, as they stand when a month's plans are judged. Two queries."""
    of_rep: dict[int, list[Compared]] = defaultdict(list)
    for plan in _plans_of(rep_ids, actor, _end(month, on)):
        of_rep[plan.rep_id].append(plan.compared)
    return {rep_id: record_of(of_rep[rep_id]) for rep_id in rep_ids}


def planner_record_of(plan: ProfitPlan, actor: Actor, on: date) -> PlannerRecord:
    """The record of a plan's rep before that plan, with each of the plans in it. Two queries."""
    end = _end(Month.of(plan.month), on)
    plans = _plans_of([plan.rep_id], actor, end)
    return PlannerRecord(record_of(one.compared for one in plans), tuple(plans), end - MONTHS, end - 1)


def _end(month: Month, on: date) -> Month:
    """A plan is not judged by itself or by what came after it, nor by a month that still runs."""
    return min(month, Month.of(on))


def _plans_of(rep_ids: Collection[int], actor: Actor, end: Month) -> list[PlanOfRecord]:
    """Approved plans of the six months before the end, without their stores' reps: the planner answers for the plan."""
    start = end - MONTHS
    plans = ProfitPlan.objects.visible_to(actor).within(start, end)
    plans = plans.filter(rep__in=rep_ids, status=PlanStatus.APPROVED).annotate(units=Sum("lines__quantity"))
    rows = list(
        plans.order_by("-month", "customer__code", "pk").values_list(
            "pk", "rep_id", "customer__name", "month", "customer_id", "units"
        )
    )
    sold = _sold({row[4] for row in rows}, start, end)
    return [
        PlanOfRecord(pk, rep_id, name, month, Compared(units or 0, sold.get((customer_id, month))))
        for pk, rep_id, name, month, customer_id, units in rows
    ]


def _sold(customer_ids: set[int], start: Month, end: Month) -> dict[tuple[int, date], int]:
    """Net sell-out of our own models by customer and month, of months of which anything was reported. One query."""
    rows = SalesMonth.objects.unscoped(because=BECAUSE).within(start, end)
    rows = rows.filter(store__customer__in=customer_ids, model__is_own=True, records__gt=0).order_by()
    sums = rows.values_list("store__customer", "month").annotate(units=Sum("sell_out"))
    return {(customer_id, month): units for customer_id, month, units in sums}
