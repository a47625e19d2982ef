"""Targets shared out over places, months and series, so that every level adds up (handbook H8.1).

Places form a tree; for each month and series it is shared out on its own, by weights, with pinned numbers kept
(`promotions.calc.launch_split`). So quarters, years and sums over series add up by themselves.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from promotions.calc.launch_split import Bounds, DoesNotTally, Node, bounds_of, share_out, sum_of

RULE_VERSION = "target-weight-1"
# What all places together weigh by one basis of weights alone; a place in a hundred thousand still weighs its part.
SCALE = 10**9

Key = Hashable


@dataclass(frozen=True, slots=True)
class Parts:
    """By how many parts each basis counts; bases without any number are left out."""

    history: int = 50
    season: int = 30
    potential: int = 20
    equal: int = 0

    def by_basis(self) -> dict[str, int]:
        return {"history": self.history, "season": self.season, "potential": self.potential, "equal": self.equal}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the tree with those below it."""

    key: Key
    children: tuple["Place", ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One month and series around a place: the number above (None at the root) and the siblings with all below.

    The place itself stands among the siblings without a pin.
    """

    key: Any
    above: int | None
    siblings: tuple[Node, ...]


def mixed(parts: Parts, bases: Mapping[str, Mapping[Key, int]]) -> dict[Key, int]:
    """Each key's weight, from the bases by their parts; each basis counts alike, whatever its unit."""
    weights: dict[Key, int] = {key: 0 for values in bases.values() for key in values}
    for basis, part in parts.by_basis().items():
        values = {key: max(0, value) for key, value in bases.get(basis, {}).items()}
        total = sum(values.values())
        if part and total:
            for key, value in values.items():
                weights[key] += part * value * SCALE // total
    return weights


def season_of(years: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """How a year lies on its months: the mean share of each month in the years given, in parts of SCALE."""
    full = [year for year in years if sum(max(0, units) for units in year.values())]
    shares: dict[int, int] = dict.fromkeys(range(1, 13), 0)
    for year in full:
        total = sum(max(0, units) for units in year.values())
        for month, units in year.items():
            shares[month] += max(0, units) * SCALE // (total * len(full))
    return shares


def spread(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """A year's units over its months and series."""
    return share_out(total, [Node(key, weight) for key, weight in weights.items()])


def share_down(
    total: int, places: Sequence[Place], weights: Mapping[Key, int], pins: Mapping[Key, int]
) -> dict[Key, int]:
    """One month and series over the places below a number; refused with the difference if the pins do not fit."""
    if not places:
        return {}
    return share_out(total, [node_of(place, weights, pins) for place in places])


def node_of(place: Place, weights: Mapping[Key, int], pins: Mapping[Key, int]) -> Node:
    """A place weighs what the places below it weigh together."""
    children = tuple(node_of(child, weights, pins) for child in place.children)
    weight = sum(child.weight for child in children) if children else weights.get(place.key, 0)
    return Node(place.key, weight, pins.get(place.key), children=children)


def weights_of(places: Sequence[Place], weights: Mapping[Key, int]) -> dict[Key, int]:
    """The weights of all places, those with places below them too."""
    found: dict[Key, int] = {}
    for place in places:
        found |= weights_of(place.children, weights)
        below = sum(found[child.key] for child in place.children)
        found[place.key] = below if place.children else weights.get(place.key, 0)
    return found


def type_over(
    columns: Sequence[Column], key: Key, total: int, *, now: Mapping[Any, int], kept: Mapping[Any, int]
) -> dict[Any, dict[Key, int]]:
    """A number typed for some months and series of one place, and all that follows from it, by column.

    It lies on its columns like the numbers that stand there `now`; what was `kept` by a narrower pin stays.
    In each column the siblings share the rest of the number above. Refused with the difference if that cannot be.
    """
    nodes = [_column_node(column, key, now, kept) for column in columns]
    sum_of([bounds_of(node) for node in nodes]).refuse(key, total)
    lies = share_out(total, nodes, key)
    return {column.key: _column_numbers(column, key, lies[column.key]) for column in columns}


def share_anew(column: Column) -> dict[Key, int]:
    """The siblings of one column shared out again, as when a pin was taken off."""
    if column.above is None:
        raise ValueError("There is no number above the root.")
    return share_out(column.above, column.siblings, column.key)


def room_of(column: Column, key: Key) -> Bounds:
    """What a place can be in a column: what the pins below it allow, and what its siblings leave it."""
    own = bounds_of(next(node for node in column.siblings if node.key == key))
    if column.above is None:
        return own
    others = sum_of([bounds_of(node) for node in column.siblings if node.key != key])
    least = max(own.least, 0 if others.most is None else column.above - others.most)
    left = column.above - others.least
    most = left if own.most is None else min(own.most, left)
    if most < least:
        raise DoesNotTally(key, least - most)
    return Bounds(least, most)


def _column_node(column: Column, key: Key, now: Mapping[Any, int], kept: Mapping[Any, int]) -> Node:
    room, pinned = room_of(column, key), kept.get(column.key)
    if pinned is not None:
        room.refuse(key, pinned)
    return Node(column.key, now.get(column.key, 0), pinned, room.least, room.most)


def _column_numbers(column: Column, key: Key, number: int) -> dict[Key, int]:
    """The place has its number; the siblings share the rest, and all below follows."""
    fixed = tuple(
        Node(node.key, node.weight, number, node.least, node.most, node.children) if node.key == key else node
        for node in column.siblings
    )
    return share_out(number if column.above is None else column.above, fixed, column.key)
