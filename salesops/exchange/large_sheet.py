"""A sheet too large to be held in memory, read row by row (reliability I1).

The quick parser keeps the whole sheet. Above `Limits.streamed_bytes` the slow one reads it as a stream, behind
the few words of the quick one that the child uses.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from salesops.exchange import sheet_process

_PIECE = 1024 * 1024
_LONGEST_TAG = 200
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]{0,100}?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")
_HEAD = 10


class LargeSheet:
    """One worksheet as the child asks it: where it ends, its rows as lists, its merges."""

    def __init__(self, path: str, name: str, entry: str) -> None:
        self._path = path
        self._entry = entry
        self._sheet = load_workbook(path, read_only=True, data_only=True)[name]
        told = self._sheet.max_row or 1
        self._sheet.reset_dimensions()
        head = [row for row, _ in zip(self._sheet.iter_rows(values_only=True), range(_HEAD), strict=False)]
        self._width = max(map(len, head), default=0)
        self.end = (max(told, len(head)) - 1, self._width - 1) if self._width else None

    def iter_rows(self) -> Iterator[list[Any]]:
        """Each row as wide as the widest of the first ones, blanks as empty texts."""
        width = self._width
        for row in self._sheet.iter_rows(values_only=True):
            cells = ["" if cell is None else _plain(cell) for cell in row[:width]]
            yield cells if len(cells) == width else cells + [""] * (width - len(cells))

    @property
    def merged_cell_ranges(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """They stand behind the rows, so the text is looked through once more."""
        ranges = []
        with zipfile.ZipFile(self._path) as archive, archive.open(self._entry) as content:
            tail = b""
            while fresh := content.read(_PIECE):
                piece = tail + fresh
                found = list(_MERGE.finditer(piece))
                ranges += [_corners(one[1].decode()) for one in found]
                tail = piece[max(found[-1].end() if found else 0, len(piece) - _LONGEST_TAG) :]
        return ranges


def _corners(reference: str) -> tuple[tuple[int, int], tuple[int, int]]:
    left, top, right, bottom = range_boundaries(reference)
    return (top - 1, left - 1), (bottom - 1, right - 1)


def _plain(cell: Any) -> Any:
    """Midnight of a day is the day, as the quick parser has it."""
    return cell.date() if isinstance(cell, datetime) and cell.time() == time() else cell


if __name__ == "__main__":
    sheet_process.main(LargeSheet)
