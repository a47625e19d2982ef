"""The customer's sheet of a plan as a document on paper (handbook H8.2)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from dealers.selectors.customer_sheet import CustomerSheet
from salesops.exchange.pdf import BRAND, SOFT, Bars, grid, part, tiles, words
from salesops.web.templatetags.web import money, percent, quantity

MOST_BARS = 10


def story_of(sheet: CustomerSheet) -> Iterator[Flowable]:
    """What the customer earns first, then what it sells, then what it has to do."""
    plan, figures = sheet.plan, sheet.figures
    yield words(sheet.title, 16, colour=BRAND, space=4)
    yield words(f"{plan.center} · {plan.rep} · {plan.get_status_display()}", 9, colour=SOFT, space=10)
    yield tiles(
        (_("Units"), quantity(figures.quantity)),
        (_("Revenue"), money(figures.profit.revenue_yuan)),
        (_("Your profit"), money(figures.profit.profit_yuan)),
        (_("Margin"), percent(figures.profit.margin)),
    )
    yield from part(_("What you earn"))
    yield grid((_("Account"), _("CNY")), [(name, money(value)) for name, value in sheet.account()], (128, 50), 1)
    yield from part(_("What you sell"))
    yield Bars([(row.model.name, row.quantity, quantity(row.quantity)) for row in sheet.models[:MOST_BARS]])
    yield Spacer(1, 4 * mm)
    yield grid(
        (_("Model"), _("Units"), _("Revenue"), _("Purchase cost"), _("Profit")),
        [
            (
                *(row.model.name, quantity(row.quantity), money(row.profit.revenue_yuan)),
                *(money(row.profit.purchase_cost_yuan), money(row.profit.profit_yuan)),
            )
            for row in sheet.models
        ],
        (54, 20, 36, 36, 32),
        1,
    )
    yield from part(_("By store"))
    rows = [(row.store.name, row.model.name, quantity(row.quantity)) for row in sheet.stores]
    yield grid((_("Store"), _("Model"), _("Units")), rows, (88, 60, 30), 2)
    yield from part(_("What to do"))
    yield from _to_do(sheet)


def _to_do(sheet: CustomerSheet) -> Iterator[Flowable]:
    for source in sheet.promotions:
        yield words(_("Take part in: %(source)s") % {"source": source}, 9, space=2)
    if sheet.actions:
        rows = [(action.text, action.store.name, f"{action.due_on:%Y-%m-%d}") for action in sheet.actions]
        yield grid((_("What to do"), _("Store"), _("Due on")), rows, (88, 60, 30), 2)
    elif not sheet.promotions:
        yield words(_("Nothing beyond the daily business."), 9, colour=SOFT)
