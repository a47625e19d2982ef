"""A plan's week as a workbook, with the very figures of its page (handbook H2.4, H8.3)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dealers.models import PlanWeek
from dealers.selectors.tracking import Standing, WeekPage
from salesops.exchange.writer import ExportColumn, Sheet
from salesops.periods.month import Month

STANDING = (
    ExportColumn(_("Planned"), 10, "integer"),
    ExportColumn(_("Sold so far"), 12, "integer"),
    ExportColumn(_("Expected by now"), 14, "number"),
    ExportColumn(_("Pace"), 10, "share"),
    ExportColumn(_("Run rate to month's end"), 14, "integer"),
    ExportColumn(_("Light"), 12),
)
LINES = (
    ExportColumn(_("Store code"), 14, "code"),
    ExportColumn(_("Store"), 28),
    ExportColumn(_("Model code"), 14, "code"),
    ExportColumn(_("Model"), 20),
    *STANDING,
    ExportColumn(_("Cause"), 24),
    ExportColumn(_("What exactly"), 30),
    ExportColumn(_("What is done"), 30),
    ExportColumn(_("Done until"), 12, "day"),
)


def sheets_of(page: WeekPage) -> list[Sheet]:
    """No query."""
    return [
        Sheet(_("By store and model"), LINES, lines_of(page)),
        Sheet(_("Weeks"), (ExportColumn(_("Counted through"), 14, "day"), *STANDING), _weeks(page)),
    ]


def file_name(week: PlanWeek) -> str:
    return f"{Month.of(week.plan.month)} {week.plan.customer.code} {week.plan.customer.name} {week.through_on:%m-%d}"


def lines_of(page: WeekPage) -> Iterator[tuple]:
    for section in page.sections:
        for row in section.rows:
            line = row.line
            yield (
                *(section.store.code, section.store.name, line.model.code, line.model.name),
                *cells_of(row.standing),
                *(line.get_cause_display(), line.remark, line.action, line.action_due_on),
            )


def _weeks(page: WeekPage) -> Iterator[tuple]:
    for week, standing in page.weeks:
        yield (week.through_on, *cells_of(standing))


def cells_of(standing: Standing) -> tuple:
    light = standing.light.label if standing.light else _("not reported")
    return (
        *(standing.planned, standing.actual, standing.expected, standing.pace, standing.run_rate),
        str(light),
    )
