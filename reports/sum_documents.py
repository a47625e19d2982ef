"""The review of a center or the company as a workbook and on paper (handbook H2.4, H9)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from reports.calc.review import Comparison
from reports.review_pdf import COMPARED as WIDTHS
from reports.review_pdf import MOST_BARS, cells_of, head_of
from reports.selectors.export import COMPARED, compared_of, fieldwork_told
from reports.selectors.review_sum import CENTERS, REPS, ReviewSum
from salesops.exchange.pdf import BRAND, SOFT, Bars, grid, part, tiles, words
from salesops.exchange.writer import Chart, ExportColumn, Sheet
from salesops.web.templatetags.web import money, percent, quantity

STATES = (
    ExportColumn(gettext_lazy("Lines far below plan"), 12, "integer"),
    ExportColumn(gettext_lazy("Profit as planned (CNY)"), 16, "money"),
    ExportColumn(gettext_lazy("Profit as earned (CNY)"), 16, "money"),
    ExportColumn(gettext_lazy("Reviews"), 10, "integer"),
    ExportColumn(gettext_lazy("Not submitted"), 10, "integer"),
    ExportColumn(gettext_lazy("Waiting"), 10, "integer"),
    ExportColumn(gettext_lazy("Confirmed"), 10, "integer"),
    ExportColumn(gettext_lazy("gone through"), 10, "integer"),
)


def title_of(whole: ReviewSum) -> str:
    if whole.name:
        return _("Business review of %(name)s, %(month)s") % {"name": whole.name, "month": whole.area.month}
    return _("Business reviews together, %(month)s") % {"month": whole.area.month}


def part_name(whole: ReviewSum) -> str:
    """What one part of this level is."""
    return {CENTERS: _("Center"), REPS: _("Rep")}.get(whole.level, _("Customer"))


def sheets_of(whole: ReviewSum) -> list[Sheet]:
    """The workbook of the page, with the very figures that it shows. No query."""
    name = part_name(whole)
    return [
        Sheet(
            name,
            (ExportColumn(name, 28), *COMPARED, *STATES),
            _rows(whole),
            chart=Chart(_("Planned and sold"), 0, (1, 2)),
        ),
        Sheet(_("By model"), (ExportColumn(_("Model"), 22), *COMPARED), _models(whole)),
        Sheet(_("Fieldwork"), (ExportColumn("", 34), ExportColumn("", 16)), fieldwork_told(whole.fieldwork)),
    ]


def story_of(whole: ReviewSum) -> Iterator[Flowable]:
    """All together, then the parts, then the models."""
    yield words(title_of(whole), 16, colour=BRAND, space=4)
    yield words(_states_told(whole), 9, colour=SOFT, space=10)
    yield tiles(
        (_("Sold"), quantity(whole.sold.actual)),
        (_("Planned"), quantity(whole.sold.plan)),
        (_("Achievement"), percent(whole.sold.achievement.value)),
        (_("Customers' profit"), money(whole.earned_profit_yuan)),
    )
    yield words(_("Profit as planned: %(amount)s") % {"amount": money(whole.planned_profit_yuan)}, 9, colour=SOFT)
    yield from part(part_name(whole))
    yield Bars([(row.name, row.sold.actual, quantity(row.sold.actual)) for row in whole.rows[:MOST_BARS]])
    yield Spacer(1, 4 * mm)
    yield grid(head_of(part_name(whole)), [cells_of(row.name, row.sold) for row in whole.rows], WIDTHS, 1)
    yield from part(_("By model"))
    yield grid(head_of(_("Model")), [cells_of(name, sold) for name, sold in whole.models], WIDTHS, 1)


def _states_told(whole: ReviewSum) -> str:
    state = whole.state
    return _("%(reviews)s reviews: %(confirmed)s confirmed, %(waiting)s wait, %(open)s not submitted") % {
        "reviews": state.reviews,
        "confirmed": state.confirmed,
        "waiting": state.waiting,
        "open": state.open,
    }


def _rows(whole: ReviewSum) -> Iterator[tuple]:
    for row in whole.rows:
        state = row.state
        yield (
            *(row.name, *compared_of(row.sold), row.red_lines, row.planned_profit_yuan, row.earned_profit_yuan),
            *(state.reviews, state.open, state.waiting, state.confirmed, state.gone_through),
        )


def _models(whole: ReviewSum) -> Iterator[tuple[str | Comparison, ...]]:
    for name, sold in whole.models:
        yield (name, *compared_of(sold))
