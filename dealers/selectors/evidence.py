"""Where a plan's numbers come from (handbook H8.2; architecture rule 6)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from dealers.calc.material import IncreaseKind
from dealers.calc.profit import Profit, Sale, profit_of_sale, sum_of_profits
from dealers.models import PlanLine, ProfitPlan
from dealers.selectors.changed_inputs import changed_of_line
from dealers.selectors.figures import PlanFigures, figures_from, sale_of
from dealers.selectors.plan_page import lines_of, numbers_of
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from salesops.workflow.models import AuditEvent
from salesops.workflow.selectors.history import history_of
from stores.models import HandsetModel


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """What a store sold in one month before, in all and of the line's model."""

    month: Month
    store_units: int
    model_units: int
    url: str
    store_now: int
    model_now: int

    @property
    def is_changed(self) -> bool:
        """Whether the records say something else by now than when the draft was built."""
        return (self.store_now, self.model_now) != (self.store_units, self.model_units)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one line was made from, as it was kept when the draft was built."""

    line: PlanLine
    rule: str
    months: tuple[MonthSeen, ...]
    store: dict[str, Any]
    part: dict[str, Any]
    part_now: int | None
    share: dict[str, Any]
    share_months: tuple[Month, ...]
    promotions: Sequence[dict[str, Any]]
    price: dict[str, Any]
    stock: dict[str, Any]
    changes: Sequence[AuditEvent]

    @property
    def has_changed_inputs(self) -> bool:
        return any(seen.is_changed for seen in self.months) or self.is_part_changed

    @property
    def is_part_changed(self) -> bool:
        return bool(self.part) and self.part_now != self.part["units"]

    @property
    def launch_in_baseline(self) -> int:
        """Units of launches that the forecast expects anyway."""
        named = sum(one["quantity"] for one in self.promotions if one.get("kind") == IncreaseKind.LAUNCH)
        return max(0, named - self.line.launch_quantity)

    @property
    def part_month(self) -> Month | None:
        return Month.parse(self.part["month"]) if self.part else None


@dataclass(frozen=True, slots=True)
class ModelPart:
    """What one model brings in all stores of a plan; the prices are the line's own."""

    model: HandsetModel
    sale: Sale
    profit: Profit


@dataclass(frozen=True, slots=True)
class ProfitEvidence:
    plan: ProfitPlan
    figures: PlanFigures
    parts: tuple[ModelPart, ...]
    stock: dict[str, Any]


def evidence_of(line: PlanLine) -> Evidence:
    """Open one line that the caller may see. Five queries at most."""
    kept = line.inputs
    changed = changed_of_line(line)
    now = {(one.month, one.is_of_model): one.now for one in changed if not one.is_part}
    part = kept.get("part") or {}
    share = kept.get("share") or {}
    return Evidence(
        line=line,
        rule=kept.get("rule", ""),
        months=tuple(
            MonthSeen(
                month=Month.parse(month),
                store_units=store_units,
                model_units=model_units,
                url=_sales_url(line, month),
                store_now=now.get((month, False), store_units),
                model_now=now.get((month, True), model_units),
            )
            for month, store_units, model_units, _row in reversed(kept.get("months") or [])
        ),
        store=kept.get("store") or {},
        part=part,
        part_now=next((one.now for one in changed if one.is_part), part.get("units")),
        share=share,
        share_months=tuple(Month.parse(month) for month in share.get("months", ())),
        promotions=kept.get("promotions") or (),
        price=kept.get("price") or {},
        stock=kept.get("stock") or {},
        changes=list(history_of(line.plan).filter(changes__field=line.trail_name)[:10]),
    )


def profit_evidence_of(plan: ProfitPlan, actor: Actor) -> ProfitEvidence:
    """The customer's profit by models, and what comes on top. One query."""
    lines = lines_of(plan, actor)
    by_model: dict[int, list[PlanLine]] = defaultdict(list)
    for line in lines:
        by_model[line.model_id].append(line)
    parts = [_part(plan, of_model) for of_model in by_model.values()]
    return ProfitEvidence(
        plan=plan,
        figures=figures_from(plan, [numbers_of(line) for line in lines]),
        parts=tuple(sorted(parts, key=lambda part: -part.profit.revenue_yuan)),
        stock=plan.inputs.get("stock") or {},
    )


def _sales_url(line: PlanLine, month: str) -> str:
    """The store's records of that month; whoever does not see the store finds an empty list."""
    return f"{reverse('stores:sale_list')}?{urlencode({'q': line.store.code, 'month': month})}"


def _part(plan: ProfitPlan, lines: Sequence[PlanLine]) -> ModelPart:
    sales = [sale_of(plan, numbers_of(line)) for line in lines]
    first = sales[0]
    return ModelPart(
        model=lines[0].model,
        sale=Sale(sum(s.quantity for s in sales), first.retail_price_yuan, first.supply_price_yuan, first.rebate_rate),
        profit=sum_of_profits(profit_of_sale(sale) for sale in sales),
    )
