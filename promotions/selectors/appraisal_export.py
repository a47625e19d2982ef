"""Appraisals and incentives as a workbook for the payroll (handbook H2.4, H7)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from promotions.appraisal_choices import LINE_NAMES
from promotions.calc.appraisal import LineCode
from promotions.selectors.appraisals import Sheet
from salesops.exchange.writer import ExportColumn

PAY_COLUMNS = (
    ExportColumn(_("promoter code"), 14, "code"),
    ExportColumn(_("name"), 14),
    ExportColumn(_("center"), 14),
    ExportColumn(_("rep"), 12),
    ExportColumn(_("status"), 10),
    ExportColumn(_("units sold"), 10, "number"),
    ExportColumn(_("target (units)"), 10, "integer"),
    *(ExportColumn(LINE_NAMES[code], 12, "number") for code in LineCode),
    ExportColumn(_("score"), 10, "number"),
    ExportColumn(_("for units (CNY)"), 14, "money"),
    ExportColumn(_("for points (CNY)"), 14, "money"),
    ExportColumn(_("incentive (CNY)"), 14, "money"),
)


def pay_rows(sheets: Iterable[Sheet]) -> list[list[object]]:
    return [
        [
            *(sheet.promoter.code, sheet.promoter.name, str(sheet.promoter.center), str(sheet.promoter.rep)),
            sheet.appraisal.get_status_display(),
            *(sheet.units, sheet.appraisal.target_units),
            *(line.points for line in sheet.lines),
            sheet.score,
            *(sheet.incentive.for_units_yuan, sheet.incentive.for_score_yuan, sheet.incentive.total_yuan),
        ]
        for sheet in sheets
    ]
