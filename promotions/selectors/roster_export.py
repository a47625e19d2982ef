"""A week's roster as a workbook (handbook H2.4, H7)."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from promotions.selectors.roster import Cell, Roster
from salesops.exchange.writer import ExportColumn


def roster_columns(roster: Roster) -> list[ExportColumn]:
    days = [ExportColumn(date_format(day, "Y-m-d D"), 22) for day in roster.days]
    head = [ExportColumn(_("promoter code"), 14, "code"), ExportColumn(_("name"), 14)]
    return [*head, *days, ExportColumn(_("hours planned"), 10, "number"), ExportColumn(_("To note"), 40)]


def roster_rows(roster: Roster) -> list[list[object]]:
    return [
        [
            line.promoter.code,
            line.promoter.name,
            *(_told(cell) for cell in line.cells),
            round(line.minutes / 60, 2),
            "; ".join([*line.findings, *_day_findings(line.cells)]),
        ]
        for line in roster.lines
    ]


def _told(cell: Cell) -> str:
    shifts = [f"{shift.starts_at:%H:%M}–{shift.ends_at:%H:%M} {shift.store}" for shift in cell.shifts]
    return "; ".join([cell.leave.get_kind_display(), *shifts] if cell.leave else shifts)


def _day_findings(cells: list[Cell]) -> list[str]:
    return [f"{cell.day:%m-%d} {words}" for cell in cells for words in cell.findings]
