"""The machine's part of plans' lines (handbook H1, H8.2; architecture rule 5)."""

from collections.abc import Collection, Mapping, Sequence

from dealers.calc.drafting import RULE_VERSION, DraftLine
from dealers.choices import LineMethod
from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.missing import BECAUSE
from dealers.services.machine_rows import Parts, with_values, write_parts

# What the job writes; every other column of a line is a person's.
MACHINE_FIELDS = (
    *("baseline_quantity", "launch_quantity", "promotion_quantity", "promoter_quantity"),
    *("low_quantity", "high_quantity"),
    *("list_yuan", "supply_yuan", "method", "stock_quantity", "carriage", "inputs"),
)
LINES = Parts(
    document="plan",
    key=("store_id", "model_id"),
    machine=MACHINE_FIELDS,
    untyped={"typed_quantity": None, "typed_reason": "", "amended_quantity": None, "revision": 1},
)
STAYING = (LineMethod.LEFT, LineMethod.ADDED)


def write_draft_lines(drafted: Mapping[ProfitPlan, Sequence[DraftLine]], new: Collection[int]) -> set[int]:
    """Bring the machine's columns up to the drafts; name the plans of which anything changed. Four queries at most.

    A line that left the draft keeps its row with nothing drafted: somebody may have typed there.
    """
    rows = PlanLine.objects.unscoped(because=BECAUSE)
    wanted = {
        plan.pk: {(line.store_id, line.model_id): _values(line) for line in lines} for plan, lines in drafted.items()
    }
    written = write_parts(rows, LINES, wanted, new)
    left = [with_values(row, MACHINE_FIELDS, _left(row)) for row in written.left if row.method not in STAYING]
    if left:
        rows.bulk_update(left, MACHINE_FIELDS, batch_size=500)
    return written.documents | {row.plan_id for row in left}


def _values(line: DraftLine) -> tuple:
    """The machine's columns of a line, in their order."""
    return (
        *(line.baseline, line.launch, line.promotion, line.promoter, line.low, line.high),
        *(line.list_yuan, line.supply_yuan, line.method, line.stock, line.carriage, line.inputs),
    )


def _left(row: PlanLine) -> tuple:
    kept = (row.list_yuan, row.supply_yuan, LineMethod.LEFT, row.stock_quantity, row.carriage)
    return (*[0] * 6, *kept, {"rule": RULE_VERSION})
