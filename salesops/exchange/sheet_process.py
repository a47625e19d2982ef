"""The parser in a process of its own: what a file does to it stays in there (reliability I1).

The parser is quick because it keeps the whole sheet in memory, and it aborts its process where a
file asks for too much of it: a cell at XFD1048576 is enough. So it runs with a bound on memory,
and says in lines of JSON what it read: first the sheet and its header, then rows by the chunk.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from itertools import chain, islice
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from salesops.exchange.headers import Header, find_header
from salesops.exchange.problems import UnreadableFile

LargeSheetType = Callable[[str, str, str], CalamineSheet]
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_MOST_MERGES = 20_000
# A message is sent when it has so many letters, however few rows they are.
_MOST_LETTERS = 500_000
_LONGEST_TITLE = 200


def main(large_sheet: LargeSheetType | None = None) -> None:
    """Answer one order; `large_sheet` opens what is too large for the quick parser."""
    sys.stdout.reconfigure(encoding="utf-8")
    order = json.loads(sys.stdin.readline())
    limits = order["limits"]
    resource.setrlimit(resource.RLIMIT_DATA, (limits["child_bytes"], limits["child_bytes"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["child_seconds"], limits["child_seconds"]))
    spoken = 0
    try:
        for message in read_book(order, large_sheet):
            spoken += _say(message)
            if spoken > limits["spoken_bytes"]:
                raise UnreadableFile("needs_too_much")
    except UnreadableFile as refusal:
        _say({"refusal": refusal.code, "params": refusal.params})
    except BrokenPipeError:
        sys.exit(0)
    except BaseException:  # noqa: BLE001 - whatever the parser throws, its panics are no Exceptions
        _say({"refusal": "broken_workbook", "params": {}})


def read_book(order: dict[str, Any], large_sheet: LargeSheetType | None = None) -> Iterator[dict[str, Any]]:
    """Choose the first sheet with all required headers, and read it to its end."""
    book = cache(partial(CalamineWorkbook.from_path, order["path"]))
    large = order.get("large", {})
    wanted = {name: frozenset(spellings) for name, spellings in order["wanted"].items()}
    best: tuple[int, Header] | None = None
    sheet = None
    for index in order["sheets"]:
        sheet = found = None  # Two large ones at a time would be too much.
        found = (
            large_sheet(order["path"], *large[str(index)]) if str(index) in large else book().get_sheet_by_index(index)
        )
        sheet = _within_bounds(found, order)
        header = find_header(_start(sheet, order), wanted) if sheet else None
        if sheet and header and not header.lacks(order["required"]):
            header = header.with_all_places(sheet.end[1] + 1) if order.get("is_whole") else header
            yield from _read_sheet(sheet, index, header, order)
            return
        if header and (best is None or len(header.places) > len(best[1].places)):
            best = index, header
    if best is None:
        raise UnreadableFile("no_header", rows=order["limits"]["header_rows"], sheets=len(order["sheets"]))
    yield _introduce(None, best[0], best[1])


def _within_bounds(sheet: CalamineSheet, order: dict[str, Any]) -> CalamineSheet | None:
    """The sheet, unless it is empty or no worksheet; refused if it is larger than any real one."""
    if sheet.end is None:
        return None
    last_row, last_column = sheet.end
    if last_row >= _LAST_ROW or last_column >= _LAST_COLUMN:
        raise UnreadableFile("broken_workbook")
    if last_column >= order["limits"]["columns"]:
        raise UnreadableFile("too_many_columns", limit=order["limits"]["columns"], found=last_column + 1)
    return sheet


def _start(sheet: CalamineSheet, order: dict[str, Any]) -> Iterator[list[Any]]:
    return islice(sheet.iter_rows(), order["limits"]["header_rows"])


def _read_sheet(sheet: CalamineSheet, index: int, header: Header, order: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows below the header that hold anything; a flawed cell looks blank but is not."""
    head = list(islice(sheet.iter_rows(), header.index + 1)) if order.get("is_whole") else []
    yield _introduce(sheet, index, header, head)
    flawed = set(order["flawed"].get(str(index), ()))
    places = list(header.places.values())
    below = islice(enumerate(sheet.iter_rows(), start=1), header.index + 1, None)
    longest = order["limits"]["cell_letters"]
    rows: list[list[Any]] = []
    letters = 0
    for number, row in below:
        if row.count("") < len(row) or number in flawed:
            cells = [row[place] for place in places]
            lengths = [len(cell) for cell in cells if cell.__class__ is str]
            if max(lengths, default=0) > longest:
                cells = [_shortened(cell, longest) for cell in cells]
            rows.append([number, *cells])
            letters += sum(lengths)
        if len(rows) >= order["chunk"] or letters > _MOST_LETTERS:
            yield {"rows": rows}
            rows, letters = [], 0
    yield {"rows": rows}
    yield {"end": True}


def _shortened(cell: Any, longest: int) -> Any:
    """A novel in a cell is only told by its length."""
    return ["too_long", str(len(cell))] if isinstance(cell, str) and len(cell) > longest else cell


def _introduce(
    sheet: CalamineSheet | None, index: int, header: Header, head: list[list[Any]] | None = None
) -> dict[str, Any]:
    merges = (sheet.merged_cell_ranges or []) if sheet else []
    if len(merges) > _MOST_MERGES:
        raise UnreadableFile("too_many_merges")
    return {
        "sheet": index,
        "last_row": sheet.end[0] + 1 if sheet and sheet.end else 0,
        "header": header.index,
        "places": header.places,
        "unknown": header.unknown,
        "doubled": header.doubled,
        "merges": [list(chain(*ends)) for ends in merges],
    } | ({"head": [[_shortened(cell, _LONGEST_TITLE) for cell in row] for row in head]} if head else {})


def _say(message: dict[str, Any]) -> int:
    line = json.dumps(message, default=_tagged, ensure_ascii=False) + "\n"
    sys.stdout.write(line)
    sys.stdout.flush()
    return len(line)


def _tagged(value: object) -> list[str]:
    """What JSON has no form for, with the name of its type."""
    if isinstance(value, datetime | date | time):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, timedelta):
        return ["timedelta", str(value.total_seconds())]
    raise UnreadableFile("broken_workbook")


if __name__ == "__main__":
    main()
