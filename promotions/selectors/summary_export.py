"""A promotion's summary as a workbook (handbook H2.4, H6.2)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from promotions.models import SummaryPart, SummarySeries
from promotions.selectors.summaries import StoreMoney, SummaryPage, money_of
from salesops.exchange.writer import ExportColumn, Sheet

_UNITS = (
    ExportColumn(_("Baseline"), 10, "number"),
    ExportColumn(_("Uplift in the days"), 12, "number"),
    ExportColumn(_("After the end"), 12, "number"),
    ExportColumn(_("Net uplift"), 10, "number"),
    ExportColumn(_("Net, low"), 10, "number"),
    ExportColumn(_("Net, high"), 10, "number"),
)
_PART_COLUMNS = (
    ExportColumn(_("Measured by"), 18),
    ExportColumn(_("Over"), 18),
    ExportColumn(_("Stores"), 8, "integer"),
    ExportColumn(_("Sold"), 10, "number"),
    *_UNITS,
)
_STORE_COLUMNS = (
    ExportColumn(_("Store code"), 14, "code"),
    ExportColumn(_("Store"), 28),
    ExportColumn(_("Rep"), 12),
    ExportColumn(_("Class"), 8),
    ExportColumn(_("Sold"), 10, "integer"),
    ExportColumn(_("Baseline by comparable stores"), 14, "number"),
    ExportColumn(_("Baseline by the forecast"), 14, "number"),
    *_UNITS[1:],
)
_MONEY = (
    ExportColumn(_("Cost (CNY)"), 12, "money"),
    ExportColumn(_("Cost per extra unit"), 14, "money"),
    ExportColumn(_("Return for each yuan"), 12, "number"),
)


def summary_sheets(page: SummaryPage, *, with_costs: bool) -> list[Sheet]:
    """Parts and stores, as the looker sees them. One query."""
    columns = (*_STORE_COLUMNS, *_MONEY) if with_costs else _STORE_COLUMNS
    return [
        Sheet(_("Effect"), _PART_COLUMNS, _parts(page)),
        Sheet(_("Stores"), columns, _stores(page, with_costs=with_costs)),
    ]


def _parts(page: SummaryPage) -> Iterator[tuple]:
    shown = [part for part in (page.whole, page.other) if part]
    for part in (*shown, *page.series, *page.classes, *page.centers):
        units = (part.baseline, part.uplift, part.after, part.net, part.net_low, part.net_high)
        yield part.get_method_display(), _over(part), part.stores, part.sold, *units


def _over(part: SummaryPart | SummarySeries) -> str:
    if isinstance(part, SummarySeries):
        return _t("Series %(name)s") % {"name": part.series}
    if part.store_class:
        return _t("Class %(name)s") % {"name": part.store_class}
    return str(part.center) if part.center_id else _t("All stores")


def _stores(page: SummaryPage, *, with_costs: bool) -> Iterator[tuple]:
    for row in page.rows:
        store = row.store
        line = (
            *(store.code, store.name, store.rep.name, row.store_class, row.sold, row.by_matched, row.by_forecast),
            *(row.uplift, row.after, row.net, row.net_low, row.net_high),
        )
        yield (*line, *_money(money_of(page, row))) if with_costs else line


def _money(money: StoreMoney | None) -> tuple:
    if money is None:
        return None, None, None
    return money.cost_yuan, money.cost_per_unit_yuan, money.value_by_cost
