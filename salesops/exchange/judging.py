"""Rows of a sheet judged by the chunk: typed, checked for doubles, then by the room (handbook H2.4)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice

from salesops.exchange.cells import CellType, Reading
from salesops.exchange.child import CHUNK, OpenSheet, RawRow
from salesops.exchange.kinds import Column, ImportKind, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import CellError, Problem
from salesops.exchange.raw import Raw, is_blank

_MOST_REMEMBERED = 20_000


def judge(sheet: OpenSheet, kind: ImportKind, session: ImportSession, on: date) -> Iterator[list[Outcome]]:
    """What would become of each row, in the order of the file; memory does not grow with the rows."""
    reader = _RowReader([column for column in kind.columns if column.name in sheet.header.places], on)
    doubles = _Doubles(kind.key)
    while chunk := list(islice(sheet.rows, CHUNK)):
        yield _judge_chunk(chunk, reader, doubles, session)


def _judge_chunk(
    chunk: Sequence[RawRow], reader: "_RowReader", doubles: "_Doubles", session: ImportSession
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    good: list[Row] = []
    notes: dict[int, list[Problem]] = {}
    for number, raw in chunk:
        row, problems, row_notes = reader.read(number, raw)
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
    """Types the cells of a row; equal cells of a column are read once, as sheets repeat themselves."""

    def __init__(self, columns: Sequence[Column], on: date) -> None:
        self._columns = [(c.name, _remembering(c.type, on), c.is_required) for c in columns]

    def read(self, number: int, raw: dict[str, Raw]) -> tuple[Row, list[Problem], list[Problem]]:
        values: dict[str, object] = {}
        problems: list[Problem] = []
        notes: list[Problem] = []
        for name, read, is_required in self._columns:
            cell = raw[name]
            if is_blank(cell):
                values[name] = None
                if is_required:
                    problems.append(Problem("required", column=name))
                continue
            try:
                values[name], note = read(cell)
            except CellError as fault:
                problems.append(Problem(fault.code, fault.params, name))
            else:
                if note:
                    notes.append(Problem(note.code, note.params, name))
        return Row(number, values), problems, notes


def _remembering(cell_type: CellType, on: date) -> Callable[[Raw], Reading]:
    """The type's reading with a memory; True, 1 and 1.0 are different cells."""
    known: dict[tuple[type, Raw], Reading] = {}

    def read(raw: Raw) -> Reading:
        key = (raw.__class__, raw)
        reading = known.get(key)
        if reading is None:
            if len(known) >= _MOST_REMEMBERED:
                known.clear()
            reading = known[key] = cell_type.read(raw, on)
        return reading

    return read


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
        key = hash(repr([row.values.get(name) for name in self._key]))
        first = self._row_by_key.setdefault(key, row.number)
        return None if first == row.number else first
