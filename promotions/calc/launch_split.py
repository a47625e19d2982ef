"""A launch's quantity shared out over a tree of centers, reps and stores (handbook H6.1).

On each level the parts add up to what they are parts of. A pinned number stays; the others share the rest by their
weight, within what is possible for them: a store gets at least one unit and no more than its capacity.

The bounds are those of divisor-free proportional division (largest remainder) with the freezing rule that
CSS Flexible Box Layout 9.7 uses: shares outside their bounds are put onto them, on the side that is further out
first, and the rest is shared anew until none is outside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stores.calc.apportion import apportion, apportion_by_key

RULE_VERSION = "launch-weight-1"
LEAST_UNITS = 1


class DoesNotTally(Exception):
    """The numbers cannot add up; `difference` units are too many (positive) or too few (negative) on the table."""

    def __init__(self, key: Any, difference: int) -> None:
        super().__init__(f"{key}: {difference:+d}")
        self.key = key
        self.difference = difference


@dataclass(frozen=True, slots=True)
class Node:
    """One number of the tree; `most` is None where there is no limit. Keys are unique in the tree."""

    key: Any
    weight: int = 0
    pinned: int | None = None
    least: int = 0
    most: int | None = None
    children: tuple["Node", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Bounds:
    least: int
    most: int | None

    def refuse(self, key: Any, total: int) -> None:
        """Say by how many units a number lies outside."""
        if total < self.least:
            raise DoesNotTally(key, self.least - total)
        if self.most is not None and total > self.most:
            raise DoesNotTally(key, self.most - total)


def share_out(total: int, nodes: Sequence[Node], key: Any = None) -> dict[Any, int]:
    """Each node's number, so that these add up to the total and each one's children to it.

    Raises DoesNotTally, naming where, if pins and limits leave no way.
    """
    bounds = [bounds_of(node) for node in nodes]
    sum_of(bounds).refuse(key, total)
    parts = within_bounds(total, [node.weight for node in nodes], bounds)
    numbers: dict[Any, int] = {}
    for node, part in zip(nodes, parts, strict=True):
        numbers[node.key] = part
        if node.children:
            numbers |= share_out(part, node.children, node.key)
    return numbers


def bounds_of(node: Node) -> Bounds:
    """What a node can be, given the pins and limits under it; a pin that these forbid is refused."""
    inner = sum_of([bounds_of(child) for child in node.children]) if node.children else _of_leaf(node)
    if node.pinned is None:
        return inner
    if node.children:
        inner.refuse(node.key, node.pinned)
    return Bounds(node.pinned, node.pinned)


def sum_of(bounds: Sequence[Bounds]) -> Bounds:
    most = None if any(one.most is None for one in bounds) else sum(one.most for one in bounds)
    return Bounds(sum(one.least for one in bounds), most)


def within_bounds(total: int, weights: Sequence[int], bounds: Sequence[Bounds]) -> tuple[int, ...]:
    """Parts by weight that add up to the total, each within its bounds; the total lies within their sum."""
    parts: dict[int, int] = {}
    free = list(range(len(weights)))
    while free:
        rest = total - sum(parts.values())
        base = sum(weights[place] for place in free)
        shares = {place: (rest * weights[place], base) if base else (rest, len(free)) for place in free}
        below = {p: bounds[p].least * d - n for p, (n, d) in shares.items() if bounds[p].least * d > n}
        above = {
            p: n - most * d for p, (n, d) in shares.items() if (most := bounds[p].most) is not None and n > most * d
        }
        if not below and not above:
            fair = apportion(rest, [weights[place] for place in free])
            return _in_order(parts | dict(zip(free, fair, strict=True)))
        frozen = _frozen(below, above, bounds)
        parts |= frozen
        free = [place for place in free if place not in frozen]
    return _in_order(parts)


def weighted(sales_units: Mapping[int, int], classes: Mapping[int, str]) -> dict[int, tuple[int, int]]:
    """By store its sales and its class's mean sales in tenths, never below nothing: the two halves of its weight.

    A new store without sales so gets half of what its class sells.
    """
    sums: dict[str, list[int]] = {}
    for store_id, store_class in classes.items():
        sums.setdefault(store_class, []).append(max(0, sales_units.get(store_id, 0)))
    means = {name: round(10 * sum(units) / len(units)) for name, units in sums.items()}
    return {store_id: (max(0, sales_units.get(store_id, 0)), means[name]) for store_id, name in classes.items()}


def by_model(units: int, weights: Mapping[int, int]) -> dict[int, int]:
    """A store's units shared out to the models of the launch by their parts."""
    return apportion_by_key(units, weights)


def _of_leaf(node: Node) -> Bounds:
    return Bounds(node.least, None if node.most is None else max(node.least, node.most))


def _frozen(below: Mapping[int, int], above: Mapping[int, int], bounds: Sequence[Bounds]) -> dict[int, int]:
    """The shares that are put onto their bounds in this round: those of the side that is further out."""
    under, over = sum(below.values()), sum(above.values())
    frozen = {place: bounds[place].least for place in below} if under >= over else {}
    if over >= under:
        frozen |= {place: bounds[place].most for place in above}
    return frozen


def _in_order(parts: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(parts[place] for place in sorted(parts))
