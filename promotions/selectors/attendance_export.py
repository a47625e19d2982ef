"""The month's sheet as a workbook (handbook H2.4, H7)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from promotions.selectors.attendance import SheetRow
from salesops.exchange.writer import ExportColumn

SHEET_COLUMNS = (
    ExportColumn(_("promoter code"), 14, "code"),
    ExportColumn(_("name"), 14),
    ExportColumn(_("center"), 14),
    ExportColumn(_("rep"), 12),
    ExportColumn(_("days planned"), 10, "integer"),
    ExportColumn(_("days at work"), 10, "integer"),
    ExportColumn(_("times late"), 10, "integer"),
    ExportColumn(_("minutes late"), 10, "integer"),
    ExportColumn(_("times left early"), 10, "integer"),
    ExportColumn(_("days absent"), 10, "integer"),
    ExportColumn(_("not checked out"), 10, "integer"),
    ExportColumn(_("hours planned"), 10, "number"),
    ExportColumn(_("hours worked"), 10, "number"),
    ExportColumn(_("marks"), 8, "integer"),
)


def sheet_rows(rows: Iterable[SheetRow]) -> list[list[object]]:
    return [
        [
            row.promoter.code,
            row.promoter.name,
            str(row.promoter.center),
            str(row.promoter.rep),
            *(row.shifts, row.came, row.late, row.late_minutes, row.early, row.absent, row.open),
            *(row.planned_hours, row.worked_hours, row.marks),
        ]
        for row in rows
    ]
