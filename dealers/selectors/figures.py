"""What plans come to: quantity, profit, warnings (handbook H8.2, H8.5)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealers.calc.checks import HINTS, Flag, LineNumbers, flags_of_line, flags_of_plan
from dealers.calc.profit import Profit, Sale, Terms, profit_of_customer, sum_of_profits
from dealers.calc.stock import SHARE_THAT_TELLS, known_share
from dealers.models import PlanLine, ProfitPlan

BECAUSE = "lines of plans that the caller may see"
FIELDS = (
    *("plan_id", "quantity", "drafted_quantity", "low_quantity", "high_quantity"),
    *("method", "stock_quantity", "list_yuan", "supply_yuan", "carriage"),
)
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """The account of one plan, its forecast range, and how often each warning and hint was raised."""

    profit: Profit
    quantity: int
    drafted: int
    low: int
    high: int
    flags: Counter[Flag]
    stock_share: Decimal | None

    @property
    def warnings(self) -> int:
        """What has to be looked at before the plan is approved."""
        return self.flags.total() - self.hints

    @property
    def is_below_range(self) -> bool:
        return self.quantity < self.low

    @property
    def is_above_range(self) -> bool:
        return self.quantity > self.high

    @property
    def return_on_stock(self) -> Decimal | None:
        """Unknown while so little of the stock is known that it would flatter."""
        is_telling = self.stock_share is not None and self.stock_share >= SHARE_THAT_TELLS
        return self.profit.return_on_stock if is_telling else None

    @property
    def hints(self) -> int:
        return sum(self.flags[flag] for flag in HINTS)


@dataclass(frozen=True, slots=True)
class Total:
    """Several plans as one: a center's month."""

    plans: int
    quantity: int
    low: int
    high: int
    profit: Profit


def figures_of(plans: Sequence[ProfitPlan]) -> dict[int, PlanFigures]:
    """The figures of each plan by its id. One query."""
    numbers: dict[int, list[LineNumbers]] = defaultdict(list)
    rows = PlanLine.objects.unscoped(because=BECAUSE).filter(plan_id__in=[plan.pk for plan in plans])
    for plan_id, *values in rows.values_list(*FIELDS):
        numbers[plan_id].append(LineNumbers(*values))
    return {plan.pk: figures_from(plan, numbers[plan.pk]) for plan in plans}


def figures_from(plan: ProfitPlan, lines: Sequence[LineNumbers]) -> PlanFigures:
    """The figures of a plan whose lines are at hand. No query."""
    profit = profit_of_customer((sale_of(plan, line) for line in lines), terms_of(plan))
    flags = Counter(flag for line in lines for flag in flags_of_line(line))
    flags.update(flags_of_plan(profit.profit_yuan, lines, (plan.inputs.get("target") or {}).get("units")))
    return PlanFigures(
        profit=profit,
        quantity=sum(line.quantity for line in lines),
        drafted=sum(line.drafted for line in lines),
        low=sum(line.low for line in lines),
        high=sum(line.high for line in lines),
        flags=flags,
        stock_share=known_share(lines),
    )


def sale_of(plan: ProfitPlan, line: LineNumbers) -> Sale:
    return Sale(line.quantity, line.list_yuan, line.supply_yuan, plan.rebate_percent / 100)


def terms_of(plan: ProfitPlan) -> Terms:
    return Terms(plan.support_yuan, plan.own_cost_yuan, plan.average_stock_yuan or NOTHING)


def total_of(figures: Iterable[PlanFigures]) -> Total:
    """Add up plans; the margin and the return follow from the sums."""
    known = list(figures)
    return Total(
        plans=len(known),
        quantity=sum(plan.quantity for plan in known),
        low=sum(plan.low for plan in known),
        high=sum(plan.high for plan in known),
        profit=sum_of_profits(plan.profit for plan in known),
    )
