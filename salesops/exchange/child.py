"""Runs the parser's process and puts back what the parser hides: flawed and merged cells."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from salesops.exchange.flaws import Flaws
from salesops.exchange.headers import Header, Wanted
from salesops.exchange.limits import Limits
from salesops.exchange.problems import UnreadableFile
from salesops.exchange.raw import Raw, SheetError
from salesops.exchange.workbook import SheetPart

RawRow = tuple[int, dict[str, Raw]]
CHUNK = 500
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
def open_workbook_sheet(
    path: Path,
    parts: Sequence[SheetPart],
    wanted: Wanted,
    required: Sequence[str],
    limits: Limits,
    *,
    is_whole: bool = False,
) -> Iterator[OpenSheet]:
    """Start the process, take its first message, and end it whatever happens meanwhile."""
    order = {
        "path": str(path),
        "sheets": [part.index for part in parts],
        "flawed": {part.index: sorted({row for row, _ in part.flaws}) for part in parts},
        "wanted": {name: sorted(spellings) for name, spellings in wanted.items()},
        "required": list(required),
        "limits": asdict(limits),
        "chunk": CHUNK,
        "is_whole": is_whole,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "salesops.exchange.sheet_process"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps(order) + "\n")
                process.stdin.flush()
            messages = _messages(process)
            yield _open_sheet(next(messages), messages, {part.index: part for part in parts})
        finally:
            process.kill()


def _messages(process: subprocess.Popen) -> Iterator[dict[str, Any]]:
    """What the process says; one that falls silent before its end asked for too much."""
    for line in process.stdout:
        message = json.loads(line)
        if "refusal" in message:
            raise UnreadableFile(message["refusal"], **message["params"])
        if "end" in message:
            return
        yield message
    _log.warning("The sheet process ended with %s.", process.wait())
    raise UnreadableFile("needs_too_much")


def _open_sheet(
    first: dict[str, Any], messages: Iterator[dict[str, Any]], part_by_index: Mapping[int, SheetPart]
) -> OpenSheet:
    part = part_by_index[first["sheet"]]
    header = Header(first["header"], first["places"], tuple(first["unknown"]), tuple(first["doubled"]))
    merges = Merges(first["merges"], header)
    head = [[_value(cell) for cell in row] for row in first.get("head", ())]
    return OpenSheet(part.name, header, _rows(messages, header, part.flaws, merges), first["last_row"], head)


def _rows(messages: Iterator[dict[str, Any]], header: Header, flaws: Flaws, merges: "Merges") -> Iterator[RawRow]:
    names = list(header.places)
    flawed_rows = {row for row, _ in flaws}
    for message in messages:
        for number, *cells in message["rows"]:
            raw = {name: _value(cell) for name, cell in zip(names, cells, strict=True)}
            if number in flawed_rows:
                raw |= {
                    name: flaws[number, place + 1]
                    for name, place in header.places.items()
                    if (number, place + 1) in flaws
                }
            for name in merges.hidden(number):
                raw[name] = SheetError("merged_cell")
            yield number, raw


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
