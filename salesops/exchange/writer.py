"""Spreadsheets out: rows stream into an .xlsx, and text stays text (handbook H2.4).

A cell that begins with = + - @ is written as a string, so that no spreadsheet program runs it;
numbers, negative ones too, stay numbers.
"""

import math
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone
from django.utils.functional import Promise
from xlsxwriter.worksheet import Worksheet

from salesops.periods.month import Month

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMATS = {
    "text": "@",
    "code": "@",
    "integer": "#,##0",
    "money": "#,##0.00",
    "number": "General",
    "share": "0.0%",
    "day": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "moment": "yyyy-mm-dd hh:mm",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_TEXT = 32_767
_LONGEST_TITLE = 31
_EXACT = 10**15
# More bars than this say less than the rows beside them.
MOST_BARS = 20
# A download of this size needs no file on the disk.
_IN_MEMORY = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column of a sheet; without a `kind` each value is written as what it is."""

    header: str | Promise
    width: int = 14
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of a sheet's first rows, drawn by the spreadsheet itself: a column of names and one or more of numbers."""

    title: str | Promise
    names: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to write; `rows` may be a generator, it is read once."""

    title: str | Promise
    columns: Sequence[ExportColumn | str | Promise]
    rows: Iterable[Sequence[object]]
    notes: dict[int, str] = field(default_factory=dict)
    choices: dict[int, list[str]] = field(default_factory=dict)
    chart: Chart | None = None


def write_workbook(target: str | Path | IO[bytes], sheets: Iterable[Sheet]) -> None:
    """Write the sheets one after the other; memory does not grow with the rows."""
    target = str(target) if isinstance(target, Path) else target
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        head = book.add_format({"bold": True, "bg_color": "#E9EEF6", "bottom": 1, "text_wrap": True})
        titles: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_safe_title(str(sheet.title), titles))
            last = _write_sheet(page, sheet, head, formats)
            if sheet.chart and last:
                _draw(book, page, sheet, sheet.chart, min(last, MOST_BARS))


def write_xlsx(
    target: str | Path | IO[bytes],
    title: str | Promise,
    columns: Sequence[ExportColumn | str | Promise],
    rows: Iterable[Sequence[object]],
) -> None:
    """Write one sheet."""
    write_workbook(target, [Sheet(title, columns, rows)])


def xlsx_response(
    name: str | Promise,
    columns: Sequence[ExportColumn | str | Promise],
    rows: Iterable[Sequence[object]],
    title: str | Promise = "",
) -> FileResponse:
    """The rows as a download called `name`.xlsx."""
    return workbook_response(name, [Sheet(title or name, columns, rows)])


def workbook_response(name: str | Promise, sheets: Iterable[Sheet]) -> FileResponse:
    """Several sheets as one download."""
    return download(name, lambda file: write_workbook(file, sheets))


def download(name: str | Promise, write: Callable[[IO[bytes]], None]) -> FileResponse:
    """A workbook as a download, from a file that is gone when it was sent."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY, suffix=".xlsx")  # noqa: SIM115 - the response closes it
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=safe_file_name(str(name)), content_type=CONTENT_TYPE)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def safe_file_name(name: str, ending: str = ".xlsx") -> str:
    """A name that every system takes; Chinese stays, paths and control characters go."""
    stem = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]+', " ", name.removesuffix(ending))
    stem = re.sub(r"\s+", " ", stem).strip(" .")[:80]
    return f"{stem or 'export'}{ending}"


def _write_sheet(page: Worksheet, sheet: Sheet, head, formats: dict) -> int:
    """Write a sheet; return its last row."""
    columns = [c if isinstance(c, ExportColumn) else ExportColumn(c) for c in sheet.columns]
    page.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width, formats.get(column.kind))
        page.write_string(0, index, safe_text(str(column.header)), head)
    kinds = [column.kind for column in columns]
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for index, value in enumerate(row):
            kind = kinds[index] if index < len(kinds) else ""
            _write_cell(page, (last, index), value, kind, formats)
    if columns:
        page.autofilter(0, 0, last, len(columns) - 1)
    _write_hints(page, sheet)
    return last


def _draw(book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet, chart: Chart, last: int) -> None:
    """Lay the chart beside the columns; the first row is the uppermost bar."""
    bars = book.add_chart({"type": "bar"})
    for column in chart.values:
        bars.add_series(
            {
                "name": [page.name, 0, column],
                "categories": [page.name, 1, chart.names, last, chart.names],
                "values": [page.name, 1, column, last, column],
            }
        )
    bars.set_title({"name": str(chart.title), "name_font": {"size": 12}})
    bars.set_y_axis({"reverse": True})
    bars.set_legend({"position": "bottom"} if len(chart.values) > 1 else {"none": True})
    bars.set_size({"width": 640, "height": 120 + 28 * last})
    page.insert_chart(1, len(sheet.columns) + 1, bars)


def _write_hints(page: Worksheet, sheet: Sheet) -> None:
    """Say beside each header what belongs there, and offer the words that are allowed."""
    for index, note in sheet.notes.items():
        page.data_validation(1, index, 1_048_575, index, {"validate": "any", "input_message": note[:255]})
    for index, words in sheet.choices.items():
        page.data_validation(
            1,
            index,
            1_048_575,
            index,
            {"validate": "list", "source": words, "input_message": sheet.notes.get(index, "")[:255]},
        )


def _write_cell(page: Worksheet, place: tuple[int, int], value: object, kind: str, formats: dict) -> None:
    """Write by the value's own type; the column's kind only says how it looks."""
    if value is None or value == "":
        return
    form = formats.get(kind)
    if isinstance(value, bool):
        page.write_boolean(*place, value)
    elif isinstance(value, int | float | Decimal):
        _write_number(page, place, value, form)
    elif isinstance(value, Month):
        page.write_datetime(*place, value.first_day, formats["month"])
    elif isinstance(value, datetime):
        moment = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        page.write_datetime(*place, moment, formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(*place, value, formats["month" if kind == "month" else "day"])
    else:
        page.write_string(*place, safe_text(str(value)), form)


def _write_number(page: Worksheet, place: tuple[int, int], value: float | Decimal, form) -> None:
    """A number as a number; what a sheet's float cannot hold exactly stays readable as text."""
    if not math.isfinite(value):
        return
    if isinstance(value, int) and abs(value) > _EXACT:
        page.write_string(*place, str(value), form)
    else:
        page.write_number(*place, value, form)


def safe_text(text: str) -> str:
    """What a cell can hold: no control characters, at most Excel's longest text."""
    return _CONTROL.sub("", text)[:_LONGEST_TEXT]


def _safe_title(title: str, taken: set[str]) -> str:
    """A sheet name that Excel accepts and that no other sheet of the book has."""
    base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:_LONGEST_TITLE] or "Sheet"
    name, number = base, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        suffix = f" ({number})"
        name = base[: _LONGEST_TITLE - len(suffix)] + suffix
    taken.add(name.casefold())
    return name
