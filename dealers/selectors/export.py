"""A plan as a workbook: its lines, its account, its actions (handbook H2.4, H8.2)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dealers.choices import LineMethod
from dealers.models import ProfitPlan
from dealers.selectors.plan_page import PlanPage
from salesops.exchange.writer import ExportColumn, Sheet
from salesops.periods.month import Month

LINE_COLUMNS = (
    ExportColumn(_("Store code"), 14, "code"),
    ExportColumn(_("Store"), 28),
    ExportColumn(_("Model code"), 14, "code"),
    ExportColumn(_("Model"), 20),
    ExportColumn(_("Baseline"), 10, "integer"),
    ExportColumn(_("Launch"), 10, "integer"),
    ExportColumn(_("Promotion"), 10, "integer"),
    ExportColumn(_("Promoters"), 10, "integer"),
    ExportColumn(_("Draft"), 10, "integer"),
    ExportColumn(_("Range from"), 10, "integer"),
    ExportColumn(_("Range to"), 10, "integer"),
    ExportColumn(_("Changed to"), 10, "integer"),
    ExportColumn(_("Reason"), 30),
    ExportColumn(_("Planned"), 10, "integer"),
    ExportColumn(_("List price (CNY)"), 14, "money"),
    ExportColumn(_("Supply price (CNY)"), 14, "money"),
    ExportColumn(_("Profit (CNY)"), 14, "money"),
    ExportColumn(_("Made by"), 26),
    ExportColumn(_("Warnings"), 30),
)


def sheets_of(page: PlanPage) -> list[Sheet]:
    """The workbook of a plan that its reader has open. No query but for the actions."""
    return [
        Sheet(_("Plan lines"), LINE_COLUMNS, _line_rows(page)),
        Sheet(_("Profit"), (ExportColumn("", 34), ExportColumn("", 20)), _profit_rows(page)),
        Sheet(
            _("Actions"),
            (ExportColumn(_("Store"), 28), ExportColumn(_("What to do"), 50), ExportColumn(_("Due on"), 12, "day")),
            ((action.store.name, action.text, action.due_on) for action in page.actions),
        ),
    ]


def file_name(plan: ProfitPlan) -> str:
    return f"{Month.of(plan.month)} {plan.customer.code} {plan.customer.name}"


def _line_rows(page: PlanPage) -> Iterator[tuple]:
    for section in page.sections:
        for row in section.rows:
            line = row.line
            yield (
                *(section.sum.store.code, section.sum.store.name, line.model.code, line.model.name),
                *(line.baseline_quantity, line.launch_quantity, line.promotion_quantity, line.promoter_quantity),
                line.drafted_quantity,
                *(line.low_quantity, line.high_quantity, line.typed_quantity, line.typed_reason, line.quantity),
                *(line.list_yuan, line.supply_yuan, row.profit_yuan),
                *(LineMethod(line.method).label, ", ".join(said.words for said in row.said)),
            )


def _profit_rows(page: PlanPage) -> Iterator[tuple]:
    plan, profit = page.head.plan, page.head.figures.profit
    yield _("Customer"), plan.customer.name
    yield _("Month"), plan.month
    yield _("State"), plan.get_status_display()
    yield _("Planned units"), page.head.figures.quantity
    yield _("Revenue (CNY)"), profit.revenue_yuan
    yield _("Rebates (CNY)"), profit.rebates_yuan
    yield _("Support (CNY)"), profit.support_yuan
    yield _("Purchase cost (CNY)"), profit.purchase_cost_yuan
    yield _("The customer's own cost (CNY)"), profit.own_cost_yuan
    yield _("The customer's profit (CNY)"), profit.profit_yuan
    yield _("Margin"), profit.margin
    yield _("Return on stock"), page.head.figures.return_on_stock
    yield _("Planned units whose stock is known"), page.head.figures.stock_share
    yield _("Note for the manager"), plan.note
