"""Finding the pairs among many archives that are likely one shop, without comparing each with each (handbook H2.2).

Two archives are compared if they share a telling key (phone, tax id, street and house, name, name but for one letter)
or stand in the same or a neighbouring cell of a grid of about 150 metres.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import Indel

from stores.calc.similarity import LIKELY, Archive, Likeness, compare

# A key that more archives share says nothing: a chain's hotline, a brand without its branch.
MOST_OF_ONE_KEY = 40
# More shops in one cell do not stand there: somebody filled in the middle of the town.
MOST_IN_CELL = 500
_CELL_DEGREES = 0.0014
_LEAST_NAME = 0.45
_HALF_OF_NEIGHBOURS = ((0, 1), (1, -1), (1, 0), (1, 1))


def likely_twins(archives: Sequence[Archive], *, least: int = LIKELY) -> list[Likeness]:
    """The pairs with at least so many points, the most alike first."""
    candidates = {*_sharing_a_key(archives), *_neighbours(archives)}
    found = (compare(archives[one], archives[other]) for one, other in candidates)
    return sorted((pair for pair in found if pair.score >= least), key=lambda x: (-x.score, x.first, x.second))


def _sharing_a_key(archives: Sequence[Archive]) -> Iterator[tuple[int, int]]:
    places: dict[tuple, list[int]] = defaultdict(list)
    for place, archive in enumerate(archives):
        for key in _keys(archive):
            places[key].append(place)
    for members in places.values():
        if 2 <= len(members) <= MOST_OF_ONE_KEY:
            yield from combinations(members, 2)


def _keys(archive: Archive) -> set[tuple]:
    keys: set[tuple] = {("phone", number) for number in archive.phones}
    if archive.tax_id:
        keys.add(("tax", archive.tax_id))
    if archive.street and archive.house:
        keys.add(("house", archive.street, archive.house))
    if len(archive.core) > 1:
        keys.add(("name", archive.core))
        keys |= {("name", archive.core[:at] + archive.core[at + 1 :]) for at in range(len(archive.core))}
    return keys


def _neighbours(archives: Sequence[Archive]) -> Iterator[tuple[int, int]]:
    """Pairs of one cell or of two that touch, if their names have something in common."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, archive in enumerate(archives):
        if archive.lon is not None:
            cells[_cell(archive)].append(place)
    cells = {cell: members for cell, members in cells.items() if len(members) <= MOST_IN_CELL}
    for (column, row), members in cells.items():
        pairs = list(combinations(members, 2))
        for right, up in _HALF_OF_NEIGHBOURS:
            beside = cells.get((column + right, row + up), ())
            pairs.extend((min(one, other), max(one, other)) for one in members for other in beside)
        for one, other in pairs:
            names = archives[one].core, archives[other].core
            if Indel.normalized_similarity(*names, score_cutoff=_LEAST_NAME):
                yield one, other


def _cell(archive: Archive) -> tuple[int, int]:
    """Cells as wide as high; a degree of longitude is shorter the further north."""
    width = _CELL_DEGREES / max(0.1, math.cos(math.radians(round(archive.lat))))
    return math.floor(archive.lon / width), math.floor(archive.lat / _CELL_DEGREES)
