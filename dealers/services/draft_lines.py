"""The machine's part of a plan's lines (handbook H1, H8.2; architecture rule 5)."""

from collections.abc import Sequence

from dealers.calc.drafting import RULE_VERSION, DraftLine
from dealers.choices import LineMethod
from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.missing import BECAUSE

# What the job writes; every other column of a line is a person's.
MACHINE_FIELDS = (
    *("baseline_quantity", "promotion_quantity", "low_quantity", "high_quantity"),
    *("list_yuan", "supply_yuan", "method", "stock_quantity", "inputs"),
)


def write_draft_lines(plan: ProfitPlan, drafted: Sequence[DraftLine]) -> bool:
    """Bring the machine's columns up to the draft; say whether anything changed. Two queries.

    A line that left the draft keeps its row with nothing drafted: somebody may have typed there.
    """
    rows = PlanLine.objects.unscoped(because=BECAUSE).filter(plan=plan)
    standing = {(line.store_id, line.model_id): line for line in rows}
    wanted = [_line(plan, line) for line in drafted]
    changed = [line for line in wanted if _differs(standing.pop((line.store_id, line.model_id), None), line)]
    changed += [_left(line) for line in standing.values() if line.method not in (LineMethod.LEFT, LineMethod.ADDED)]
    PlanLine.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["plan", "store", "model"],
        update_fields=MACHINE_FIELDS,
        batch_size=500,
    )
    return bool(changed)


def _differs(standing: PlanLine | None, wanted: PlanLine) -> bool:
    return standing is None or any(getattr(standing, name) != getattr(wanted, name) for name in MACHINE_FIELDS)


def _line(plan: ProfitPlan, drafted: DraftLine) -> PlanLine:
    return PlanLine(
        plan=plan,
        store_id=drafted.store_id,
        model_id=drafted.model_id,
        baseline_quantity=drafted.baseline,
        promotion_quantity=drafted.promotion,
        low_quantity=drafted.low,
        high_quantity=drafted.high,
        list_yuan=drafted.list_yuan,
        supply_yuan=drafted.supply_yuan,
        method=drafted.method,
        stock_quantity=drafted.stock,
        inputs=drafted.inputs,
    )


def _left(line: PlanLine) -> PlanLine:
    return PlanLine(
        plan_id=line.plan_id,
        store_id=line.store_id,
        model_id=line.model_id,
        baseline_quantity=0,
        promotion_quantity=0,
        low_quantity=0,
        high_quantity=0,
        list_yuan=line.list_yuan,
        supply_yuan=line.supply_yuan,
        method=LineMethod.LEFT,
        stock_quantity=line.stock_quantity,
        inputs={"rule": RULE_VERSION},
    )
