"""Tracking and material as workbooks (handbook H2.4, H6.2)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from promotions.selectors.materials import MaterialRow
from promotions.selectors.tracking import Tracking
from salesops.exchange.writer import ExportColumn, Sheet

_COUNTED = (_("Needed"), pgettext_lazy("material", "Sent"), _("Received"), _("Used"), _("Left"))
_STORE_COLUMNS = (
    ExportColumn(_("Store code"), 14, "code"),
    ExportColumn(_("Store"), 28),
    ExportColumn(_("Rep"), 12),
    ExportColumn(_("Extra units expected"), 12, "integer"),
    ExportColumn(_("Usual"), 10, "number"),
    ExportColumn(_("Goal"), 10, "number"),
    ExportColumn(_("Expected so far"), 12, "number"),
    ExportColumn(_("Sold"), 10, "integer"),
    ExportColumn(_("Achievement"), 12, "share"),
    ExportColumn(_("Carried out"), 16),
    ExportColumn(_("Checked on"), 12, "day"),
)
_DAY_COLUMNS = (
    ExportColumn(_("Day"), 12, "day"),
    ExportColumn(_("Sold"), 10, "integer"),
    ExportColumn(_("Usual"), 10, "number"),
    ExportColumn(_("Goal"), 10, "number"),
)
_MATERIAL_COLUMNS = (
    ExportColumn(_("Store code"), 14, "code"),
    ExportColumn(_("Store"), 28),
    ExportColumn(pgettext_lazy("promotion", "Material"), 20),
    *(ExportColumn(label, 10, "integer") for label in _COUNTED),
    ExportColumn(_("Lacks"), 10, "integer"),
)


def tracking_sheets(tracking: Tracking) -> list[Sheet]:
    """Stores and days. No query."""
    stores = (
        (
            *(row.store.code, row.store.name, row.store.rep.name, row.units.extra_units),
            *(row.units.usual, row.units.goal, row.units.expected, row.units.sold, row.units.achievement),
            *(row.executed.label if row.executed else "", row.place.checked_on),
        )
        for row in tracking.rows
    )
    days = ((day.day, day.sold, day.usual, day.goal) for day in tracking.track.by_day)
    return [Sheet(_("Stores"), _STORE_COLUMNS, stores), Sheet(_("Days"), _DAY_COLUMNS, days)]


def material_sheet(rows: Iterable[MaterialRow]) -> Sheet:
    """Every item × store. No query."""
    lines = (
        (
            *(row.store.code, row.store.name, row.item.name, row.item.per_store),
            *(row.sent, row.received, row.used, row.left, row.lacks),
        )
        for row in rows
    )
    return Sheet(pgettext_lazy("promotion", "Material"), _MATERIAL_COLUMNS, lines)
