"""What the weekly tracking of plans is made from: their lines, and what their stores sold by day (handbook H8.3)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from dealers.calc.tracking import Elapsed, month_of_week
from dealers.choices import PlanStatus
from dealers.models import PlanLine, ProfitPlan, TrackingTerms
from dealers.selectors.tracking_terms import tracking_terms_of
from salesops.accounts.models import Center
from salesops.periods import workdays
from salesops.periods.selectors import week_of, workday_overrides
from stores.models import SalesRecord

BECAUSE = "the job tracks the plans of every center"
StoreModel = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CenterWeek:
    """One week of a center by its own calendar: how far the month is, until when to answer, by which lines to judge."""

    week_on: date
    elapsed: Elapsed
    due_on: date
    terms: TrackingTerms


@dataclass(frozen=True, slots=True)
class PlanMaterial:
    """Planned and sold units of one plan by store and model, and the stores that reported any sell-out."""

    planned: Mapping[StoreModel, int]
    sold: Mapping[StoreModel, int]
    reporting: frozenset[int]


def center_week(center: Center, week_on: date) -> CenterWeek | None:
    """The week of a center, or nothing where no working day of the month has passed by then. Two queries."""
    month, week, overrides = month_of_week(week_on), week_of(center), workday_overrides()
    terms = tracking_terms_of(center)
    after = week_on + timedelta(days=7)
    elapsed = Elapsed(
        passed=len(workdays.workdays_in(month.first_day, after, week, overrides)),
        total=len(workdays.workdays_in(month.first_day, month.next_first_day, week, overrides)),
    )
    if not elapsed.passed:
        return None
    return CenterWeek(week_on, elapsed, _nth_workday_from(after, terms.answer_workdays, week, overrides), terms)


def plans_to_track(center: Center, week_on: date) -> list[int]:
    """The approved plans of the week's month, in one order. One query."""
    return list(_plans(center, week_on).order_by("pk").values_list("pk", flat=True))


def tracked_material(plan_ids: Sequence[int], week_on: date) -> dict[int, PlanMaterial]:
    """Lines and sell-out of some plans' stores from the month's first day to the week's Sunday. Two queries.

    A store counts with the plan that names it; it sold what its records say, of models that nobody planned too.
    """
    lines = PlanLine.objects.unscoped(because=BECAUSE).filter(plan__in=plan_ids)
    planned: dict[int, dict[StoreModel, int]] = {plan_id: {} for plan_id in plan_ids}
    plan_by_store: dict[int, int] = {}
    for plan_id, store_id, model_id, quantity in lines.values_list("plan_id", "store_id", "model_id", "quantity"):
        planned[plan_id][store_id, model_id] = quantity
        plan_by_store[store_id] = plan_id
    sold: dict[int, dict[StoreModel, int]] = defaultdict(dict)
    reporting: dict[int, set[int]] = defaultdict(set)
    for store_id, model_id, is_own, units in _sold(list(plan_by_store), week_on):
        plan_id = plan_by_store[store_id]
        reporting[plan_id].add(store_id)
        if is_own:
            sold[plan_id][store_id, model_id] = units
    return {
        plan_id: PlanMaterial(planned[plan_id], sold[plan_id], frozenset(reporting[plan_id])) for plan_id in plan_ids
    }


def _plans(center: Center, week_on: date) -> QuerySet[ProfitPlan]:
    plans = ProfitPlan.objects.unscoped(because=BECAUSE).of_month(month_of_week(week_on))
    return plans.filter(center=center, status=PlanStatus.APPROVED)


def _sold(store_ids: Sequence[int], week_on: date) -> QuerySet[SalesRecord]:
    records = SalesRecord.objects.unscoped(because=BECAUSE).sell_out()
    records = records.filter(
        store__in=store_ids,
        sold_on__gte=month_of_week(week_on).first_day,
        sold_on__lt=week_on + timedelta(days=7),
    )
    names = ("store_id", "sku__model_id", "sku__model__is_own")
    return records.order_by().values_list(*names).annotate(units=Sum("quantity"))


def _nth_workday_from(day: date, n: int, week: workdays.Week, overrides: workdays.Overrides) -> date:
    """The nth working day counted from a day on, that day included; three weeks hold any holiday."""
    days = workdays.workdays_in(day, day + timedelta(days=21), week, overrides)
    return days[min(n, len(days)) - 1] if days else day
