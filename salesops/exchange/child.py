"""Runs the parser's process, and turns what it says into rows, with what the parser hides: flawed and merged cells."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from salesops.exchange.flaws import Flaws
from salesops.exchange.headers import Header
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.raw import Raw, SheetError
from salesops.exchange.workbook import SheetPart

RawRow = tuple[int, Sequence[Raw]]
"""Excel's number of a row, and its cells in the order of `Header.places`."""

CHUNK = 2_000
# The lines with which the process ends.
LAST_WORD = ('{"end"', '{"refusal"')
_ROOT = Path(__file__).resolve().parent.parent.parent
_log = logging.getLogger(__name__)
_FROM_TAG = {
    "too_long": lambda length: SheetError("far_too_long", length),
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=float(seconds)),
}


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet whose header is known and whose rows are still to come.

    `head` holds the rows down to the header, if the whole sheet was asked for.
    """

    name: str
    header: Header
    rows: Iterator[RawRow]
    last_row: int = 0
    head: Sequence[Sequence[Raw]] = ()


@contextmanager
def spoken(order: Mapping[str, Any]) -> Iterator[Iterator[str]]:
    """Start the process, give its lines, and end it whatever happens meanwhile."""
    module = "large_sheet" if order["large"] else "sheet_process"
    with subprocess.Popen(
        [sys.executable, "-m", f"salesops.exchange.{module}"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps(order) + "\n")
                process.stdin.flush()
            yield _lines(process)
        finally:
            process.kill()


def sheet_of(lines: Iterator[str], parts: Sequence[SheetPart]) -> OpenSheet:
    """The sheet that the process chose and described in its first line."""
    messages = _messages(lines)
    first = next(messages)
    part = next(part for part in parts if part.index == first["sheet"])
    header = Header(first["header"], first["places"], tuple(first["unknown"]), tuple(first["doubled"]))
    merges = Merges(first["merges"], header)
    head = [[_value(cell) for cell in row] for row in first.get("head", ())]
    return OpenSheet(part.name, header, _rows(messages, header, part.flaws, merges), first["last_row"], head)


def _lines(process: subprocess.Popen) -> Iterator[str]:
    """What the process says; one that falls silent before its last word asked for too much."""
    for line in process.stdout:
        yield line
        if line.startswith(LAST_WORD):
            return
    _log.warning("The sheet process ended with %s.", process.wait())
    raise UnreadableFile("needs_too_much")


def _messages(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        message = json.loads(line)
        if "refusal" in message:
            raise UnreadableFile(message["refusal"], **message["params"])
        if "end" not in message:
            yield message


def _rows(messages: Iterator[dict[str, Any]], header: Header, flaws: Flaws, merges: "Merges") -> Iterator[RawRow]:
    names = list(header.places)
    flawed_rows = {row for row, _ in flaws}
    for message in messages:
        for number, *spoken_cells in message["rows"]:
            cells = [_value(cell) if cell.__class__ is list else cell for cell in spoken_cells]
            if number in flawed_rows:
                places = header.places.values()
                cells = [flaws.get((number, place + 1), cell) for place, cell in zip(places, cells, strict=True)]
            for name in merges.hidden(number):
                cells[names.index(name)] = SheetError("merged_cell")
            yield number, cells


def _value(cell: Any) -> Raw:
    return _FROM_TAG[cell[0]](cell[1]) if isinstance(cell, list) else cell


class Merges:
    """Merged ranges over the columns that are read, asked row by row from the top down."""

    def __init__(self, ranges: Sequence[Sequence[int]], header: Header) -> None:
        self._places = header.places
        self._waiting = sorted((tuple(ends) for ends in ranges if self._matters(ends, header.index)), reverse=True)
        self._open: list[tuple[int, ...]] = []

    def _matters(self, ends: Sequence[int], header_row: int) -> bool:
        _top, left, bottom, right = ends
        return bottom > header_row and any(left <= place <= right for place in self._places.values())

    def hidden(self, number: int) -> list[str]:
        """The columns whose cell in this row lies under a merge, and not in its first cell."""
        if not (self._waiting or self._open):
            return []
        row = number - 1
        while self._waiting and self._waiting[-1][0] <= row:
            self._open.append(self._waiting.pop())
        self._open = [ends for ends in self._open if ends[2] >= row]
        if len(self._open) > len(self._places):
            raise UnreadableFile("too_many_merges")  # They overlap, as no program writes them.
        return [
            name
            for name, place in self._places.items()
            if any(left <= place <= right and (row, place) != (top, left) for top, left, _, right in self._open)
        ]
