"""Rows of a sheet judged by the chunk: typed, checked for doubles, then by the room (handbook H2.4)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from salesops.exchange.child import CHUNK, OpenSheet, RawRow
from salesops.exchange.kinds import Column, ImportKind, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import CellError, Problem
from salesops.exchange.raw import Raw, is_blank

_MOST_REMEMBERED = 5_000


def judge(sheet: OpenSheet, kind: ImportKind, session: ImportSession, on: date) -> Iterator[list[Outcome]]:
    """What would become of each row, in the order of the file; memory does not grow with the rows."""
    reader = _RowReader([kind.column(name) for name in sheet.header.places], on)
    doubles = _Doubles(kind.key)
    while chunk := list(islice(sheet.rows, CHUNK)):
        yield _judge_chunk(chunk, reader, doubles, session)


def _judge_chunk(
    chunk: Sequence[RawRow], reader: "_RowReader", doubles: "_Doubles", session: ImportSession
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    good: list[Row] = []
    notes: dict[int, list[Problem]] = {}
    for number, cells in chunk:
        row, problems, row_notes = reader.read(number, cells)
        double = None if problems else doubles.first_of(row)
        if double is not None:
            problems = [Problem("same_as_row", {"row": double}, doubles.column)]
        if problems:
            outcomes.append(refused(row, *problems))
        else:
            good.append(row)
            notes[number] = row_notes
    for outcome in session.prepare(good) if good else ():
        outcome.notes = [*notes[outcome.number], *outcome.notes]
        outcomes.append(outcome)
    return sorted(outcomes, key=lambda outcome: outcome.number)


class _RowReader:
    """Types the cells of a row, which come in the order of the columns."""

    def __init__(self, columns: Sequence[Column], on: date) -> None:
        self._names = [column.name for column in columns]
        self._readings = [_Readings(column, on) for column in columns]

    def read(self, number: int, cells: Sequence[Raw]) -> tuple[Row, list[Problem], list[Problem]]:
        values: dict[str, object] = {}
        problems: list[Problem] = []
        notes: list[Problem] = []
        for name, readings, cell in zip(self._names, self._readings, cells, strict=True):
            values[name], problem, note = readings[cell.__class__, cell]
            if problem:
                problems.append(problem)
            if note:
                notes.append(note)
        return Row(number, values), problems, notes


class _Readings(dict[tuple[type, Raw], tuple[object, Problem | None, Problem | None]]):
    """How each cell of a column reads: value, refusal, note. Equal cells are read once, as sheets repeat themselves.

    True, 1 and 1.0 are different cells.
    """

    def __init__(self, column: Column, on: date) -> None:
        super().__init__()
        self._column = column
        self._on = on

    def __missing__(self, key: tuple[type, Raw]) -> tuple[object, Problem | None, Problem | None]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        reading = self[key] = self._read(key[1])
        return reading

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
