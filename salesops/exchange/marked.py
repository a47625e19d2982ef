"""The user's own file once more, its rows where they were, with what is wrong written beside them (H2.4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from salesops.exchange.child import OpenSheet
from salesops.exchange.choices import Severity
from salesops.exchange.raw import Raw, SheetError
from salesops.exchange.writer import OPTIONS, safe_text

# The copy is made while the reader waits: of a larger file the marked rows alone come back, and of one that
# takes minutes to read none.
MOST_ROWS = 20_000
MOST_ROWS_READ = {".xlsx": 150_000, ".csv": 1_048_576}
_COLOURS = {Severity.ERROR.value: "#F8D0CF", Severity.KEPT.value: "#FDE3C4", Severity.NOTE.value: "#FFF1C2"}
_TIMES = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm", timedelta: "[h]:mm"}
_WIDTH_OF_WORDS = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """One error or note at a cell, or at a row where `field` is empty."""

    row: int
    field: str
    message: str
    severity: str


def write_marked(target: IO[bytes], sheet: OpenSheet, marks: Iterable[Mark], *, only_marked: bool = False) -> None:
    """Write the parsed cells as what they are, never a formula; memory does not grow with the rows.

    With `only_marked` the rows with something to tell follow each other, each with its number in the file.
    """
    marks_by_row: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        marks_by_row[mark.row].append(mark)
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        page = _MarkedPage(book, sheet.header.places)
        page.write_head(sheet)
        if only_marked:
            page.write_marked_rows(sheet, marks_by_row)
        else:
            page.write_rows(sheet, marks_by_row)


class _MarkedPage:
    """One sheet on its way out, row by row from the top."""

    def __init__(self, book: xlsxwriter.Workbook, places: Mapping[str, int]) -> None:
        self._page: Worksheet = book.add_worksheet()
        self._places = places
        self._words_at = max(places.values()) + 1
        self._head = book.add_format({"bold": True})
        colours = {"": {}} | {severity: {"bg_color": colour} for severity, colour in _COLOURS.items()}
        forms = {None: {}} | {kind: {"num_format": form} for kind, form in _TIMES.items()}
        self._formats = {
            (severity, kind): book.add_format(colour | form)
            for severity, colour in colours.items()
            for kind, form in forms.items()
        }

    def write_head(self, sheet: OpenSheet) -> None:
        self._page.set_column(self._words_at, self._words_at, _WIDTH_OF_WORDS)
        for number, row in enumerate(sheet.head, start=1):
            for place, cell in enumerate(row):
                self._write_cell(number, place, cell, [])
        self._page.write_string(len(sheet.head) - 1, self._words_at, _("Messages"), self._head)

    def write_rows(self, sheet: OpenSheet, marks_by_row: Mapping[int, Sequence[Mark]]) -> None:
        for number, cells in sheet.rows:
            self._write_row(number, cells, marks_by_row.get(number, ()))

    def write_marked_rows(self, sheet: OpenSheet, marks_by_row: Mapping[int, Sequence[Mark]]) -> None:
        last = max(marks_by_row, default=0)
        marked = (row for row in takewhile(lambda row: row[0] <= last, sheet.rows) if row[0] in marks_by_row)
        for number, (former, cells) in enumerate(marked, start=len(sheet.head) + 1):
            self._write_row(number, cells, marks_by_row[former], _("Row %(row)s:") % {"row": former})

    def _write_row(self, number: int, cells: Sequence[Raw], marks: Sequence[Mark], before: str = "") -> None:
        for (name, place), cell in sorted(zip(self._places.items(), cells, strict=True), key=lambda pair: pair[0][1]):
            self._write_cell(number, place, cell, [mark for mark in marks if mark.field == name])
        if marks:
            words = " ".join(filter(None, (before, *(mark.message for mark in marks))))
            severity = min(mark.severity for mark in marks)
            self._page.write_string(number - 1, self._words_at, safe_text(words), self._formats[severity, None])

    def _write_cell(self, number: int, place: int, value: Raw, marks: Sequence[Mark]) -> None:
        severity = min((mark.severity for mark in marks), default="")
        form = self._formats[severity, type(value) if type(value) in _TIMES else None]
        self._write_value((number - 1, place), value, form)
        if marks:
            self._page.write_comment(number - 1, place, safe_text(" ".join(mark.message for mark in marks)))

    def _write_value(self, place: tuple[int, int], value: Raw, form) -> None:
        if isinstance(value, SheetError):
            self._page.write_string(*place, safe_text(value.text), form)
        elif isinstance(value, bool):
            self._page.write_boolean(*place, value, form)
        elif isinstance(value, int | float):
            self._page.write_number(*place, value, form)
        elif isinstance(value, date | time | timedelta):
            self._page.write_datetime(*place, value, form)
        elif value:
            self._page.write_string(*place, safe_text(value), form)
        else:
            self._page.write_blank(*place, None, form)
