"""A plan as its customer sees it: what it earns and what it has to do, without our own reckoning (handbook H8.2)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dealers.calc.material import IncreaseKind
from dealers.calc.profit import Profit, profit_of_sale, sum_of_profits
from dealers.models import PlanAction, PlanLine, ProfitPlan
from dealers.selectors.figures import PlanFigures, figures_from, sale_of
from dealers.selectors.plan_page import numbers_of
from salesops.accounts.actor import Actor
from salesops.exchange.writer import Chart, ExportColumn, Sheet
from salesops.periods.month import Month
from stores.models import HandsetModel, Store


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model in all stores of the customer."""

    model: HandsetModel
    quantity: int
    profit: Profit


@dataclass(frozen=True, slots=True)
class StoreRow:
    store: Store
    model: HandsetModel
    quantity: int


@dataclass(frozen=True, slots=True)
class CustomerSheet:
    plan: ProfitPlan
    figures: PlanFigures
    models: tuple[ModelRow, ...]
    stores: tuple[StoreRow, ...]
    promotions: tuple[str, ...]
    actions: tuple[PlanAction, ...]

    @property
    def title(self) -> str:
        return _("Profit plan of %(customer)s, %(month)s") % {
            "customer": self.plan.customer.name,
            "month": Month.of(self.plan.month),
        }

    def account(self) -> Iterator[tuple[str, Decimal | None]]:
        """The customer's account, as it adds up."""
        profit = self.figures.profit
        yield _("Revenue (CNY)"), profit.revenue_yuan
        yield _("Rebates (CNY)"), profit.rebates_yuan
        yield _("Support (CNY)"), profit.support_yuan
        yield _("Purchase cost (CNY)"), -profit.purchase_cost_yuan
        yield _("The customer's own cost (CNY)"), -profit.own_cost_yuan
        yield _("The customer's profit (CNY)"), profit.profit_yuan


def customer_sheet(plan: ProfitPlan, actor: Actor) -> CustomerSheet:
    """What a plan tells its customer. Two queries."""
    lines = PlanLine.objects.visible_to(actor).filter(plan=plan).select_related("store", "model")
    lines = list(lines.order_by("store__code", "-quantity", "model__code"))
    actions = PlanAction.objects.visible_to(actor).filter(plan=plan).select_related("store").order_by("due_on", "pk")
    by_model: dict[int, list[PlanLine]] = defaultdict(list)
    for line in lines:
        if line.quantity:
            by_model[line.model_id].append(line)
    models = [_model_row(plan, of_model) for of_model in by_model.values()]
    increases = [increase for line in lines for increase in line.inputs.get("promotions") or ()]
    sources = {one["source"] for one in increases if one.get("kind") != IncreaseKind.PROMOTER}
    return CustomerSheet(
        plan=plan,
        figures=figures_from(plan, [numbers_of(line) for line in lines]),
        models=tuple(sorted(models, key=lambda row: -row.quantity)),
        stores=tuple(StoreRow(line.store, line.model, line.quantity) for line in lines if line.quantity),
        promotions=tuple(sorted(sources)),
        actions=tuple(actions),
    )


def sheets_of(sheet: CustomerSheet) -> list[Sheet]:
    """The customer's workbook. No query."""
    return [
        Sheet(_("What you earn"), (ExportColumn("", 34), ExportColumn("", 20, "money")), sheet.account()),
        Sheet(
            _("By model"),
            (
                ExportColumn(_("Model"), 22),
                ExportColumn(_("Units"), 10, "integer"),
                ExportColumn(_("Revenue (CNY)"), 16, "money"),
                ExportColumn(_("Purchase cost (CNY)"), 16, "money"),
                ExportColumn(_("Rebates (CNY)"), 16, "money"),
                ExportColumn(_("Profit (CNY)"), 16, "money"),
            ),
            (
                (
                    *(row.model.name, row.quantity, row.profit.revenue_yuan, row.profit.purchase_cost_yuan),
                    *(row.profit.rebates_yuan, row.profit.profit_yuan),
                )
                for row in sheet.models
            ),
            chart=Chart(_("Units by model"), 0, (1,)),
        ),
        Sheet(
            _("By store"),
            (ExportColumn(_("Store"), 30), ExportColumn(_("Model"), 22), ExportColumn(_("Units"), 10, "integer")),
            ((row.store.name, row.model.name, row.quantity) for row in sheet.stores),
        ),
        Sheet(
            _("What to do"),
            (ExportColumn(_("Store"), 30), ExportColumn(_("What to do"), 50), ExportColumn(_("Due on"), 12, "day")),
            ((action.store.name, action.text, action.due_on) for action in sheet.actions),
        ),
    ]


def _model_row(plan: ProfitPlan, lines: list[PlanLine]) -> ModelRow:
    profit = sum_of_profits(profit_of_sale(sale_of(plan, numbers_of(line))) for line in lines)
    return ModelRow(lines[0].model, sum(line.quantity for line in lines), profit)
