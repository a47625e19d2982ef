"""A dealer's interim summary as a workbook and on paper (handbook H2.4, H8.3, H10.4)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from dealers.selectors.interim import Interim
from dealers.selectors.tracking import Standing
from dealers.selectors.tracking_export import LINES, STANDING, cells_of, lines_of
from salesops.exchange.pdf import BRAND, SOFT, Bars, grid, part, tiles, words
from salesops.exchange.writer import Chart, ExportColumn, Sheet
from salesops.periods.month import Month
from salesops.web.templatetags.web import money, percent, quantity

MOST_BARS = 10
WIDTHS = (58, 24, 24, 24, 24, 24)


def title_of(interim: Interim) -> str:
    plan = interim.week.plan
    return _("Interim summary of %(dealer)s, %(month)s") % {"dealer": plan.customer.name, "month": Month.of(plan.month)}


def sheets_of(interim: Interim) -> list[Sheet]:
    """The workbook of the page. No query."""
    models = ((name, *cells_of(standing)) for name, standing in interim.models)
    supplied = ((week.plan.customer.name, *cells_of(standing)) for week, standing in interim.supplied)
    tasks = ((task.store.name, task.title, str(task.rep), task.due_on) for task in interim.open_tasks)
    todo = (ExportColumn(_("Store"), 28), ExportColumn(_("What to do"), 50), ExportColumn(_("Rep"), 14))
    chart = Chart(_("Planned and sold"), 0, (1, 2))
    return [
        Sheet(_("Overview"), (ExportColumn("", 34), ExportColumn("", 20)), _overview(interim)),
        Sheet(
            _("By model"),
            (ExportColumn(_("Model"), 22), *STANDING),
            models,
            chart=chart,
        ),
        Sheet(_("By store and model"), LINES, lines_of(interim.page)),
        Sheet(_("Customers it supplies"), (ExportColumn(_("Customer"), 28), *STANDING), supplied),
        Sheet(_("Actions"), (*todo, ExportColumn(_("Due on"), 12, "day")), tasks),
    ]


def story_of(interim: Interim) -> Iterator[Flowable]:
    """How it stands, where it is behind and why, what lies and what is owed, what is to do."""
    week, standing = interim.week, interim.standing
    yield words(title_of(interim), 16, colour=BRAND, space=4)
    counted = _("counted until %(day)s") % {"day": f"{week.through_on:%Y-%m-%d}"}
    yield words(f"{week.plan.center} · {week.plan.rep} · {counted}", 9, colour=SOFT, space=10)
    yield tiles(
        (_("Planned"), quantity(standing.planned)),
        (_("Sold so far"), quantity(standing.actual)),
        (_("Pace"), percent(standing.pace)),
        (_("Run rate to month's end"), quantity(standing.run_rate)),
    )
    yield from part(_("By model"))
    yield Bars([(name, one.actual or 0, quantity(one.actual)) for name, one in interim.models[:MOST_BARS]])
    yield Spacer(1, 4 * mm)
    yield grid(_head(_("Model")), [_cells(name, one) for name, one in interim.models], WIDTHS, 1)
    yield from part(_("By store"))
    stores = [_cells(section.store.name, section.standing) for section in interim.page.sections]
    yield grid(_head(_("Store")), stores, WIDTHS, 1)
    if interim.far_behind:
        yield from part(_("Lines far behind"))
        rows = [
            (f"{line.store.name} · {line.model.name}", line.get_cause_display() or "–", line.action or "–")
            for line in interim.far_behind
        ]
        yield grid((_("Store and model"), _("Cause"), _("What is done")), rows, (78, 40, 60), 3)
    yield from part(_("Stock and money"))
    yield grid((_("Account"), ""), [(name, str(value)) for name, value in _business(interim)], (98, 80), 1)
    if interim.supplied:
        yield from part(_("Customers it supplies"))
        rows = [_cells(week.plan.customer.name, one) for week, one in interim.supplied]
        yield grid(_head(_("Customer")), rows, WIDTHS, 1)
    yield from part(_("What to do"))
    rows = [(task.title, task.store.name, f"{task.due_on:%Y-%m-%d}") for task in interim.open_tasks]
    if rows:
        yield grid((_("What to do"), _("Store"), _("Due on")), rows, (88, 60, 30), 2)
    else:
        yield words(_("Nothing beyond the daily business."), 9, colour=SOFT)


def _overview(interim: Interim) -> Iterator[tuple]:
    week = interim.week
    yield _("Customer"), week.plan.customer.name
    yield _("Month"), Month.of(week.plan.month)
    yield _("Counted through"), f"{week.through_on:%Y-%m-%d}"
    yield from zip((column.header for column in STANDING), cells_of(interim.standing), strict=True)
    yield _("Lines far behind"), len(interim.far_behind)
    yield from _business(interim)


def _business(interim: Interim) -> Iterator[tuple]:
    known = interim.business
    yield _("Stock"), quantity(known.stock if known.counted_on else None)
    yield _("Stock cover (days)"), quantity(known.cover)
    yield _("Still to be paid"), money(known.open_yuan)
    yield _("Overdue"), money(known.overdue_yuan)
    yield _("Open conflicts"), known.cases


def _head(first: str) -> tuple[str, ...]:
    return first, _("Planned"), _("Sold so far"), _("Expected by now"), _("Pace"), _("Light")


def _cells(name: str, standing: Standing) -> tuple[str, ...]:
    return (
        *(name, quantity(standing.planned), quantity(standing.actual)),
        *("–" if standing.expected is None else f"{standing.expected:.1f}", percent(standing.pace)),
        str(standing.light.label) if standing.light else _("not reported"),
    )
