"""Which row of a sheet holds the headers, and which column is which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from salesops.exchange.raw import fold

Wanted = Mapping[str, frozenset[str]]
"""The spellings, folded, of each column that a kind of file knows."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header row found: its index from 0, and the place of each column from 0."""

    index: int
    places: dict[str, int]
    unknown: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()

    def lacks(self, required: Iterable[str]) -> list[str]:
        return [name for name in required if name not in self.places]

    def with_all_places(self, width: int) -> "Header":
        """Also the columns that no kind of file asks for, under names that none has."""
        taken = set(self.places.values())
        return replace(self, places=self.places | {f"#{n}": n for n in range(width) if n not in taken})


def find_header(rows: Iterable[Sequence[object]], wanted: Wanted) -> Header | None:
    """The first of the rows that names the most columns; None if none names any."""
    headers = [_read_header(index, row, wanted) for index, row in enumerate(rows)]
    best = max(headers, key=lambda header: len(header.places), default=None)
    return best if best and best.places else None


def _read_header(index: int, row: Sequence[object], wanted: Wanted) -> Header:
    name_by_spelling = {spelling: name for name, spellings in wanted.items() for spelling in spellings}
    places: dict[str, int] = {}
    unknown, doubled = [], []
    for place, cell in enumerate(row):
        text = cell.strip() if isinstance(cell, str) else ""
        name = name_by_spelling.get(fold(text).rstrip("*"))
        if name in places:
            doubled.append(text)
        elif name:
            places[name] = place
        elif text:
            unknown.append(text)
    return Header(index, places, tuple(unknown), tuple(doubled))
