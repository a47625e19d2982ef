"""Rows of a sheet judged by the chunk: typed, checked for doubles, then by the room (handbook H2.4)."""

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter

from salesops.exchange.child import CHUNK, OpenSheet, RawRow
from salesops.exchange.kinds import Column, ImportKind, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import CellError, Problem
from salesops.exchange.raw import Raw, is_blank

_MOST_REMEMBERED = 5_000
_Told = tuple[Problem | None, Problem | None]


def judge(sheet: OpenSheet, kind: ImportKind, session: ImportSession, on: date) -> Iterator[list[Outcome]]:
    """What would become of each row, in the order of the file; memory does not grow with the rows."""
    reader = _RowReader([kind.column(name) for name in sheet.header.places], on)
    doubles = _Doubles(kind.key)
    while chunk := list(islice(sheet.rows, CHUNK)):
        yield _judge_chunk(chunk, reader, doubles, session)
        gc.collect(0)  # Imports put the collector off; what a chunk left behind goes here.


def _judge_chunk(
    chunk: Sequence[RawRow], reader: "_RowReader", doubles: "_Doubles", session: ImportSession
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    good: list[Row] = []
    notes: dict[int, list[Problem]] = {}
    for row, refusals, row_notes in reader.read(chunk):
        double = None if refusals else doubles.first_of(row)
        problems = refusals if double is None else [Problem("same_as_row", {"row": double}, doubles.column)]
        if problems:
            outcomes.append(refused(row, *problems))
            continue
        good.append(row)
        if row_notes:
            notes[row.number] = row_notes
    for outcome in session.prepare(good) if good else ():
        if outcome.number in notes:
            outcome.notes = [*notes[outcome.number], *outcome.notes]
        outcomes.append(outcome)
    return sorted(outcomes, key=attrgetter("number"))


class _RowReader:
    """Types the cells of rows, which come in the order of the columns."""

    def __init__(self, columns: Sequence[Column], on: date) -> None:
        self._names = [column.name for column in columns]
        self._readings = [_Readings(column, on) for column in columns]

    def read(self, chunk: Sequence[RawRow]) -> Iterator[tuple[Row, list[Problem], list[Problem]]]:
        """Each row with what refuses it, and what is to be told; column by column, as a column is of one kind."""
        told: dict[int, list[_Told]] = defaultdict(list)
        columns = zip(*(cells for _number, cells in chunk), strict=True)
        values = [readings.read_all(cells, told) for readings, cells in zip(self._readings, columns, strict=True)]
        for place, ((number, _cells), row) in enumerate(zip(chunk, zip(*values, strict=True), strict=True)):
            said = told.get(place, ())
            problems = [problem for problem, _note in said if problem]
            yield Row(number, dict(zip(self._names, row, strict=True))), problems, [note for _, note in said if note]


class _Readings(dict[tuple[type, Raw], object]):
    """How each cell of a column reads. Equal cells are read once, as sheets repeat themselves.

    True, 1 and 1.0 are different cells.
    """

    def __init__(self, column: Column, on: date) -> None:
        super().__init__()
        self._column = column
        self._on = on
        self._told: dict[tuple[type, Raw], _Told] = {}

    def read_all(self, cells: Sequence[Raw], told: dict[int, list[_Told]]) -> list[object]:
        """The value of each cell; a refusal or a note is put down under the cell's place."""
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
            self._told.clear()
        keys = list(zip(map(type, cells), cells, strict=True))
        values = [self[key] for key in keys]
        for place, key in enumerate(keys) if self._told else ():
            if key in self._told:
                told[place].append(self._told[key])
        return values

    def __missing__(self, key: tuple[type, Raw]) -> object:
        value, problem, note = self._read(key[1])
        self[key] = value
        if problem or note:
            self._told[key] = problem, note
        return value

    def _read(self, cell: Raw) -> tuple[object, Problem | None, Problem | None]:
        name = self._column.name
        if is_blank(cell):
            return None, Problem("required", column=name) if self._column.is_required else None, None
        try:
            value, note = self._column.type.read(cell, self._on)
        except CellError as fault:
            return None, Problem(fault.code, fault.params, name), None
        return value, None, Problem(note.code, note.params, name) if note else None


class _Doubles:
    """Finds rows with the same key in one file; keeps a number per row, not the keys."""

    def __init__(self, key: Sequence[str]) -> None:
        self._key = key
        self.column = key[0] if len(key) == 1 else ""
        self._row_by_key: dict[int, int] = {}

    def first_of(self, row: Row) -> int | None:
        """The earlier row with this row's key, if there is one."""
        if not self._key:
            return None
        key = hash(tuple(map(row.values.get, self._key)))
        first = self._row_by_key.setdefault(key, row.number)
        return None if first == row.number else first
