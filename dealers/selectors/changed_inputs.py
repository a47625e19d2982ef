"""The lines of a plan whose sales changed after the draft was built (handbook H8.2; architecture rule 6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Sum

from dealers.calc.changed_inputs import ChangedInput, Place, changed_inputs
from dealers.models import PlanLine, ProfitPlan
from salesops.periods.month import Month
from stores.models import SalesMonth

BECAUSE = "sales that lines name which the caller may see"


def changed_of_plan(plan: ProfitPlan) -> dict[int, tuple[ChangedInput, ...]]:
    """By line, what became another number since; lines that stand as they were made are not there. Two queries."""
    rows = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan)
    return _changed(rows.values_list("pk", "store_id", "model_id", "inputs__months"))


def changed_of_line(line: PlanLine) -> tuple[ChangedInput, ...]:
    """What one line names that became another number since. One query."""
    return _changed([(line.pk, line.store_id, line.model_id, line.inputs.get("months"))]).get(line.pk, ())


def _changed(lines: Iterable[tuple]) -> dict[int, tuple[ChangedInput, ...]]:
    named = [(pk, store_id, model_id, months) for pk, store_id, model_id, months in lines if months]
    now = _sales_of(
        {store_id for _pk, store_id, _model_id, _months in named},
        {month for _pk, _store_id, _model_id, months in named for month, *_units in months},
    )
    found = {pk: changed_inputs(store_id, model_id, months, now) for pk, store_id, model_id, months in named}
    return {pk: changed for pk, changed in found.items() if changed}


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
