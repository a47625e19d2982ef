"""From a file on the disk to rows with Excel's numbers, within bounds (handbook H2.4, reliability I1).

`open_sheet` runs the guards, finds the sheet and its header, and gives the rows as a stream. A
refusal at any point, also half-way through the rows, is an UnreadableFile.
"""

import csv
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from salesops.exchange import kept
from salesops.exchange.child import CHUNK, OpenSheet, RawRow, sheet_of, spoken
from salesops.exchange.headers import Header, Wanted, find_header
from salesops.exchange.kinds import ImportKind
from salesops.exchange.limits import LIMITS, MEGABYTE, Limits
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.raw import is_blank
from salesops.exchange.workbook import check_workbook

ENDINGS = (".xlsx", ".csv")
_LAST_ROW = 1_048_576


def check_upload(name: str, size: int, limits: Limits = LIMITS) -> None:
    """What ending and size tell, so that a form can say it at once."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise UnreadableFile("old_excel" if ending == ".xls" else "wrong_ending")
    if size == 0:
        raise UnreadableFile("empty_file")
    if size > limits.file_bytes:
        raise UnreadableFile("file_too_big", limit=limits.file_bytes // MEGABYTE)


@contextmanager
def open_sheet(
    path: Path, kind: ImportKind, limits: Limits = LIMITS, *, is_whole: bool = False, keeps: bool = False
) -> Iterator[OpenSheet]:
    """The sheet of this kind in the file; blank rows are left out, the numbers stay Excel's.

    `is_whole` gives also the columns that the kind does not know, and the rows down to the header. With
    `keeps` what a workbook says is kept, and whoever opens it next need not parse it.
    """
    wanted = {column.name: frozenset(column.spellings()) for column in kind.columns}
    check_upload(path.name, path.stat().st_size, limits)
    if path.suffix.lower() == ".csv":
        source = _open_csv(path, wanted, limits, is_whole=is_whole)
    else:
        order = {
            "wanted": {name: sorted(spellings) for name, spellings in wanted.items()},
            "required": [column.name for column in kind.required],
            "limits": asdict(limits),
            "chunk": CHUNK,
            "is_whole": is_whole,
        }
        source = _open_workbook(path, order, limits, keeps=keeps)
    with source as sheet:
        _check_header(sheet.header, kind)
        yield replace(sheet, rows=_filled(sheet.rows, limits))


@contextmanager
def _open_workbook(path: Path, order: dict[str, Any], limits: Limits, *, keeps: bool) -> Iterator[OpenSheet]:
    """What an earlier reading kept, or what the parser's process says of a workbook that passed the guards."""
    with kept.open_kept(path, order) as known:
        if known:
            yield sheet_of(*known)
            return
    parts = check_workbook(path, limits)
    places = {
        "path": str(path),
        "sheets": [part.index for part in parts],
        "flawed": {part.index: sorted({row for row, _ in part.flaws}) for part in parts},
        "large": {part.index: [part.name, part.entry] for part in parts if part.size > limits.streamed_bytes},
    }
    with spoken(order | places) as said:
        lines = kept.keeping(said, parts, path, order) if keeps else said
        with closing(lines):
            yield sheet_of(lines, parts)


def _check_header(header: Header, kind: ImportKind) -> None:
    if header.doubled:
        raise UnreadableFile("column_twice", columns=", ".join(header.doubled), row=header.index + 1)
    lacking = [column.header for column in kind.required if column.name not in header.places]
    if lacking:
        raise UnreadableFile("column_missing", columns=", ".join(lacking), row=header.index + 1)


def _filled(rows: Iterator[RawRow], limits: Limits) -> Iterator[RawRow]:
    count = 0
    for number, cells in rows:
        if all(map(is_blank, cells)):
            continue
        count += 1
        if count > limits.rows:
            raise UnreadableFile("too_many_rows", limit=limits.rows)
        yield number, cells


@contextmanager
def _open_csv(path: Path, wanted: Wanted, limits: Limits, *, is_whole: bool) -> Iterator[OpenSheet]:
    """Text with commas, semicolons or tabs; a line's number counts as Excel would show it."""
    encoding = _csv_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        start = file.readline()
        file.seek(0)
        lines = _csv_lines(csv.reader(file, delimiter=_delimiter(start), strict=True), limits)
        first = list(islice(lines, limits.header_rows))
        header = find_header(first, wanted)
        if header is None:
            raise UnreadableFile("no_header", rows=limits.header_rows)
        head = first[: header.index + 1] if is_whole else []
        if is_whole:
            header = header.with_all_places(max(len(line) for line in first))
        yield OpenSheet("", header, _csv_rows(first, lines, header), _count_lines(path), head)


def _csv_encoding(path: Path) -> str:
    """The encoding in which the whole file is text: Unicode, or what Chinese Excel writes."""
    with path.open("rb") as file:
        start = file.read(2)
    encodings = ("utf-16",) if start in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        if _is_text(path, encoding):
            return encoding
    raise UnreadableFile("no_text")


def _is_text(path: Path, encoding: str) -> bool:
    """Whether all of the file can be read so, tried in pieces."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            return all("\0" not in piece for piece in iter(lambda: file.read(MEGABYTE), ""))
    except UnicodeDecodeError:
        return False


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _line in file)


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _csv_lines(reader, limits: Limits) -> Iterator[list[str]]:
    while True:
        try:
            line = next(reader, None)
        except csv.Error as fault:
            raise UnreadableFile("broken_csv", row=reader.line_num) from fault
        if line is None:
            return
        if len(line) > limits.columns:
            raise UnreadableFile("too_many_columns", limit=limits.columns, found=len(line))
        if reader.line_num > _LAST_ROW:
            raise UnreadableFile("too_many_rows", limit=_LAST_ROW)
        yield line


def _csv_rows(first: list[list[str]], lines: Iterator[list[str]], header: Header) -> Iterator[RawRow]:
    number = header.index + 1
    places = list(header.places.values())
    width = max(places) + 1
    for source in (first[number:], lines):
        for line in source:
            number += 1
            cells = line if len(line) >= width else line + [""] * (width - len(line))
            yield number, [cells[place] for place in places]
