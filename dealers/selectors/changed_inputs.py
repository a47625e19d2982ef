"""The lines of a plan whose sales changed after the draft was built (handbook H8.2; architecture rule 6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Sum

from dealers.calc.changed_inputs import ChangedInput, Place, changed_inputs
from dealers.models import PlanLine, ProfitPlan
from salesops.periods.month import Month
from stores.models import SalesMonth, SalesRecord

BECAUSE = "sales that lines name which the caller may see"


def changed_of_plan(plan: ProfitPlan) -> dict[int, tuple[ChangedInput, ...]]:
    """By line, what became another number since; lines that stand as they were made are not there.

    Two queries, and one more where the draft was made in the course of a month.
    """
    rows = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan)
    return _changed(rows.values_list("pk", "store_id", "model_id", "inputs__months", "inputs__part"))


def changed_of_line(line: PlanLine) -> tuple[ChangedInput, ...]:
    """What one line names that became another number since. Two queries at most."""
    kept = line.inputs.get("months"), line.inputs.get("part")
    return _changed([(line.pk, line.store_id, line.model_id, *kept)]).get(line.pk, ())


def _changed(lines: Iterable[tuple]) -> dict[int, tuple[ChangedInput, ...]]:
    named = [(*key, months or [], part) for *key, months, part in lines if months or part]
    now = _sales_of(
        {store_id for _pk, store_id, *_kept in named},
        {month for *_key, months, _part in named for month, *_units in months},
    )
    begun = _sales_of_begun_month(
        {(store_id, *_days_of(part)) for _pk, store_id, _model, _months, part in named if part}
    )
    found = {
        pk: (
            *changed_inputs(store_id, model_id, months, now),
            *(_changed_part(part, begun.get((store_id, *_days_of(part)), 0)) if part else ()),
        )
        for pk, store_id, model_id, months, part in named
    }
    return {pk: changed for pk, changed in found.items() if changed}


def _changed_part(part: Mapping, now: int) -> tuple[ChangedInput, ...]:
    """The month that was not over: what it had sold in its first days, and what these sold as one knows now."""
    return () if part["units"] == now else (ChangedInput(part["month"], False, part["units"], now, is_part=True),)


def _days_of(part: Mapping) -> tuple[date, date]:
    """The first days of the month that was not over, without the day after them."""
    first = Month.parse(part["month"]).first_day
    return first, first + timedelta(days=part["days"])


def _sales_of(store_ids: set[int], months: set[str]) -> Mapping[Place, int]:
    """Net sell-out of our own models by store and month, in all and by model. One query."""
    if not store_ids:
        return {}
    days = [Month.parse(month).first_day for month in months]
    rows = SalesMonth.objects.unscoped(because=BECAUSE).filter(store__in=store_ids, month__in=days, model__is_own=True)
    now: dict[Place, int] = defaultdict(int)
    for store_id, day, model_id, units in (
        rows.order_by().values_list("store", "month", "model").annotate(units=Sum("sell_out"))
    ):
        month = str(Month.of(day))
        now[store_id, month, model_id] += units
        now[store_id, month, None] += units
    return now


def _sales_of_begun_month(named: set[tuple[int, date, date]]) -> dict[tuple[int, date, date], int]:
    """Net sell-out of our own models by store in the days that are named. One query for each span of days."""
    records = SalesRecord.objects.unscoped(because=BECAUSE).sell_out().filter(sku__model__is_own=True).order_by()
    found: dict[tuple[int, date, date], int] = {}
    for first, end in {(first, end) for _store, first, end in named}:
        stores = [store_id for store_id, *span in named if span == [first, end]]
        rows = records.filter(store__in=stores, sold_on__gte=first, sold_on__lt=end)
        sums = rows.values_list("store").annotate(units=Sum("quantity"))
        found |= {(store_id, first, end): units for store_id, units in sums}
    return found
