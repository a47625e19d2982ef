"""The versions of a plan side by side as a workbook (handbook H2.4, H8.4)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dealers.selectors.amendments import VersionHead, Versions
from salesops.exchange.writer import Chart, ExportColumn, Sheet
from salesops.periods.month import Month


def file_name(beside: Versions) -> str:
    plan = beside.plan
    return f"{Month.of(plan.month)} {plan.customer.code} {plan.customer.name} {_('Versions side by side')}"


def sheets_of(beside: Versions) -> list[Sheet]:
    """The numbers line by line, and what each version comes to and by what it came. No query."""
    numbers = tuple(ExportColumn(name_of(head), 12, "integer") for head in beside.heads)
    lines = (
        ExportColumn(_("Store code"), 14, "code"),
        ExportColumn(_("Store"), 28),
        ExportColumn(_("Model code"), 14, "code"),
        ExportColumn(_("Model"), 20),
        *numbers,
        ExportColumn(_("Difference from the first"), 14, "integer"),
    )
    heads = (
        ExportColumn(_("Version"), 14),
        ExportColumn(_("Units"), 10, "integer"),
        ExportColumn(_("Customer's profit (CNY)"), 18, "money"),
        ExportColumn(_("Kind"), 12),
        ExportColumn(_("Reason"), 50),
        ExportColumn(_("Approved at"), 18),
    )
    return [
        Sheet(_("By store and model"), lines, _lines(beside)),
        Sheet(_("Versions"), heads, _heads(beside), chart=Chart(_("Units by version"), 0, (1,))),
    ]


def name_of(head: VersionHead) -> str:
    return _("Proposed") if head.is_proposed else _("Version %(number)s") % {"number": head.number}


def _lines(beside: Versions) -> Iterator[tuple]:
    for row in beside.rows:
        numbers = [quantity for quantity, _difference in row.numbers]
        yield (
            *(row.store.code, row.store.name, row.model.code, row.model.name),
            *(*numbers, numbers[-1] - numbers[0]),
        )


def _heads(beside: Versions) -> Iterator[tuple]:
    for head in beside.heads:
        change = head.amendment
        said = (change.get_kind_display(), change.reason, change.approved_at) if change else ("", "", None)
        yield (name_of(head), head.quantity, head.profit_yuan, *said)
