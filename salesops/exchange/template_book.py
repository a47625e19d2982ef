"""The workbook to fill in: headers, what each column asks for, and the allowed words (handbook H2.4)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesops.exchange import cells
from salesops.exchange.kinds import Column, ImportKind
from salesops.exchange.writer import ExportColumn, Sheet

# Excel takes no longer list of words in a cell's drop-down.
_LONGEST_LIST = 255
_WORDS = {
    cells.Code: gettext_lazy("Text, at most %(max_length)s characters."),
    cells.Text: gettext_lazy("Text, at most %(max_length)s characters."),
    cells.Integer: gettext_lazy("A whole number."),
    cells.Number: gettext_lazy("A number with at most %(places)s decimal places."),
    cells.Day: gettext_lazy("A date such as 2026-11-05."),
    cells.MonthCell: gettext_lazy("A month such as 2026-11."),
    cells.YesNo: gettext_lazy("Yes or no."),
    cells.Phone: gettext_lazy("A phone number of mainland China."),
}


def sample_sheets(kind: ImportKind, on: date) -> list[Sheet]:
    """The same with rows that the demonstration takes on this day."""
    return template_sheets(
        kind, [[_on_day(row.get(column.name), on) for column in kind.columns] for row in kind.sample]
    )


def template_sheets(kind: ImportKind, rows: Sequence[Sequence[object]] = ()) -> list[Sheet]:
    """The sheet to fill in, and one that explains its columns. Required columns carry a star."""
    columns = [
        ExportColumn(f"{column.header}*" if column.is_required else column.header, 16, _look(column))
        for column in kind.columns
    ]
    words = {index: _words(column) for index, column in enumerate(kind.columns)}
    return [
        Sheet(
            kind.title,
            columns,
            rows,
            notes={index: describe(column) for index, column in enumerate(kind.columns)},
            choices={i: offer for i, offer in words.items() if offer and len(",".join(offer)) <= _LONGEST_LIST},
        ),
        Sheet(
            _("Explanation"),
            [
                ExportColumn(_("Column"), 20),
                ExportColumn(_("Required"), 10),
                ExportColumn(_("What belongs there"), 60),
                ExportColumn(_("Example"), 24),
            ],
            [
                [column.header, _("yes") if column.is_required else "", describe(column), column.example]
                for column in kind.columns
            ],
        ),
    ]


def describe(column: Column) -> str:
    """What a column asks for, in one line."""
    if isinstance(column.type, cells.Choice):
        words = _("One of: %(words)s.") % {"words": ", ".join(column.type.words())}
    else:
        limits = {name: getattr(column.type, name, "") for name in ("max_length", "places")}
        words = str(_WORDS.get(type(column.type), "")) % limits
    return " ".join(part for part in (words, str(column.help)) if part)


def _on_day(value: object, on: date) -> object:
    return on + value if isinstance(value, timedelta) else value


def _words(column: Column) -> list[str]:
    if isinstance(column.type, cells.Choice):
        return column.type.words()
    return [_("Yes"), _("No")] if isinstance(column.type, cells.YesNo) else []


def _look(column: Column) -> str:
    """Codes and phones are formatted as text, so that Excel keeps their zeros."""
    return "code" if isinstance(column.type, cells.Code | cells.Phone | cells.Text) else ""
