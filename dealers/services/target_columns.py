"""The cells around one place of the targets, as they are shared out anew (handbook H8.1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dealers.calc.target_scope import Scope
from dealers.calc.targets import Column
from dealers.models import TargetCell, TargetNode
from promotions.calc.launch_split import Node
from salesops.periods.month import Month
from salesops.workflow.services.bulk_rows import update_rows

BECAUSE = "the version is locked, and who may write in it was checked"
# More keys than this are not named one by one; the whole version is read and the rest left aside.
MOST_NAMED = 900
_NUMBERS = ("pk", "weight", "typed", "breadth", "quantity")

Slot = tuple[Month, str]


@dataclass(slots=True)
class Cell:
    """What of a target is shared out and written: a center's year has a hundred thousand of them."""

    pk: int
    weight: int
    typed: int | None
    breadth: int
    quantity: int


def write_cells(cells: Iterable[Cell]) -> None:
    """Write the numbers of cells, and what holds them. A query or two on PostgreSQL."""
    rows = [(cell.pk, cell.typed, cell.breadth, cell.quantity) for cell in cells]
    if rows:
        update_rows(TargetCell, ("typed", "breadth", "quantity"), rows)


class TargetColumns:
    """The place, its siblings and all below them, for some months and series. Three queries."""

    def __init__(self, node: TargetNode, scope: Scope) -> None:
        self.node, self.scope = node, scope
        self.below = self._below()
        self.siblings = self.below[node.parent_id]
        self.cells = self._cells()
        self.own = {slot: of_slot[node.pk] for slot, of_slot in self.cells.items()}

    def columns(self) -> list[Column]:
        """What is shared out: one for each month and series, with the number above."""
        return [
            Column(slot, self._above(of_slot), tuple(self._node(pk, of_slot) for pk in self.siblings))
            for slot, of_slot in self.cells.items()
        ]

    def now(self) -> dict[Slot, int]:
        return {slot: cell.quantity for slot, cell in self.own.items()}

    def kept(self) -> dict[Slot, int]:
        """The place's numbers that were fixed for less than is typed now."""
        narrower = {slot: cell for slot, cell in self.own.items() if 0 < cell.breadth < self.scope.breadth}
        return {slot: cell.typed for slot, cell in narrower.items() if cell.typed is not None}

    def tree(self, slot: Slot) -> Node:
        """The place with all below, as it stands in one month and series."""
        return self._node(self.node.pk, self.cells[slot])

    def _above(self, of_slot: Mapping[int, Cell]) -> int | None:
        """The siblings together are the number above them."""
        return sum(of_slot[pk].quantity for pk in self.siblings) if self.node.parent_id else None

    def _node(self, pk: int, of_slot: Mapping[int, Cell]) -> Node:
        cell = of_slot[pk]
        pinned = None if pk == self.node.pk else cell.typed
        children = tuple(self._node(child, of_slot) for child in self.below.get(pk, ()))
        return Node(pk, cell.weight, pinned, children=children)

    def _below(self) -> dict[int | None, list[int]]:
        below: dict[int | None, list[int]] = defaultdict(list)
        nodes = TargetNode.objects.unscoped(because=BECAUSE).filter(version=self.node.version_id)
        for pk, parent in nodes.order_by("pk").values_list("pk", "parent"):
            below[parent].append(pk)
        return dict(below)

    def _cells(self) -> dict[Slot, dict[int, Cell]]:
        wanted = set(self._under(self.siblings))
        rows = TargetCell.objects.unscoped(because=BECAUSE).filter(node__version=self.node.version_id)
        rows = rows.filter(node__in=wanted) if len(wanted) <= MOST_NAMED else rows
        days = [month.first_day for month in self.scope.months]
        rows = rows.filter(month__in=days, series__in=self.scope.series).select_for_update(of=("self",))
        found: dict[Slot, dict[int, Cell]] = defaultdict(dict)
        month_of = cache(Month.of)
        rows = rows.order_by("month", "series", "pk")
        for month, series, node_id, *numbers in rows.values_list("month", "series", "node", *_NUMBERS):
            if node_id in wanted:
                found[month_of(month), series][node_id] = Cell(*numbers)
        return dict(found)

    def _under(self, places: list[int]) -> list[int]:
        return [pk for place in places for pk in (place, *self._under(self.below.get(place, [])))]
