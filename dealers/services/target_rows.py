"""A version's places and cells, made at once and written by the thousand (handbook H8.1)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dealers.calc.targets import Key, Place, share_down, weights_of
from dealers.models import TargetCell, TargetNode, TargetVersion
from dealers.selectors.target_weights import Slot, Spot
from dealers.target_choices import TargetLevel
from promotions.calc.launch_split import DoesNotTally
from salesops.workflow.services.bulk_rows import insert_objects, insert_rows

COMPANY = (TargetLevel.COMPANY.value,)
COLUMNS = ("node", "month", "series", "weight", "suggested", "typed", "breadth", "quantity")


class Pin(NamedTuple):
    """A number fixed by hand, and the number of cells it was typed for."""

    quantity: int
    breadth: int


@dataclass(frozen=True)
class Tree:
    """The places of a version under its root, and whose each is."""

    root: Place
    owners: Mapping[Key, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a version is shared out from: the root's numbers, the weights of its leaves, and earlier pins."""

    roots: Mapping[Slot, int]
    weights: Mapping[Slot, Mapping[Key, int]]
    pins: Mapping[Slot, Mapping[Key, Pin]]


def company_tree(found: Sequence[Spot]) -> Tree:
    """The company and its centers with active stores."""
    centers = sorted({spot.center_id for spot in found})
    owners = {COMPANY: {"level": TargetLevel.COMPANY}}
    owners |= {("center", pk): {"level": TargetLevel.CENTER, "center_id": pk} for pk in centers}
    return Tree(Place(COMPANY, tuple(Place(("center", pk)) for pk in centers)), owners)


def center_tree(center_id: int, found: Sequence[Spot]) -> Tree:
    """A center, its reps, their customers, and the stores of these that the rep is responsible for."""
    owners: dict[Key, dict[str, Any]] = {
        ("center", center_id): {"level": TargetLevel.CENTER, "center_id": center_id},
    }
    below: dict[int, dict[int, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for spot in found:
        whose = {"center_id": center_id, "rep_id": spot.rep_id}
        of_customer = whose | {"customer_id": spot.customer_id}
        owners["rep", spot.rep_id] = whose | {"level": TargetLevel.REP}
        owners["customer", spot.rep_id, spot.customer_id] = of_customer | {"level": TargetLevel.CUSTOMER}
        owners["store", spot.store_id] = of_customer | {"level": TargetLevel.STORE, "store_id": spot.store_id}
        below[spot.rep_id][spot.customer_id].append(Place(("store", spot.store_id)))
    reps = [
        Place(("rep", rep), tuple(Place(("customer", rep, pk), tuple(stores)) for pk, stores in of_rep.items()))
        for rep, of_rep in sorted(below.items())
    ]
    return Tree(Place(("center", center_id), tuple(reps)), owners)


def key_of(node: TargetNode) -> Key:
    """The place of a node in any version's tree."""
    return {
        TargetLevel.COMPANY: COMPANY,
        TargetLevel.CENTER: ("center", node.center_id),
        TargetLevel.REP: ("rep", node.rep_id),
        TargetLevel.CUSTOMER: ("customer", node.rep_id, node.customer_id),
        TargetLevel.STORE: ("store", node.store_id),
    }[TargetLevel(node.level)]


def write_split(version: TargetVersion, tree: Tree, ground: Ground) -> int:
    """Write the places and their numbers; say how many earlier pins fit no longer and were left out.

    A month and series whose pins do not fit together is shared out without them.
    """
    ids = _write_nodes(version, tree)
    let_go = 0
    rows: list[tuple] = []
    for slot, number in ground.roots.items():
        pins = {key: pin for key, pin in ground.pins.get(slot, {}).items() if key in ids}
        column, lost = _column(tree, number, ground.weights.get(slot, {}), pins)
        let_go += lost
        rows += [(ids[key], slot[0].first_day, slot[1], *values) for key, values in column]
    insert_rows(TargetCell, COLUMNS, rows)
    return let_go


def _column(
    tree: Tree, number: int, weights: Mapping[Key, int], pins: Mapping[Key, Pin]
) -> tuple[Iterator[tuple[Key, tuple]], int]:
    """One month and series: weight, suggestion, pin and quantity of each place, and the pins that did not fit."""
    places, root = tree.root.children, tree.root.key
    heavy = weights_of((tree.root,), weights)
    suggested = {root: number} | share_down(number, places, weights, {})
    held = {key: pin for key, pin in pins.items() if key != root}
    numbers, lost = suggested, 0
    if held:
        try:
            numbers = {root: number} | share_down(number, places, weights, {k: p.quantity for k, p in held.items()})
        except DoesNotTally:
            held, lost = {}, len(held)
    if root in pins and pins[root].quantity == number:
        held = held | {root: pins[root]}
    return ((key, _values(heavy[key], suggested[key], held.get(key), numbers[key])) for key in numbers), lost


def _values(weight: int, suggested: int, pin: Pin | None, quantity: int) -> tuple:
    return weight, suggested, pin and pin.quantity, pin.breadth if pin else 0, quantity


def _write_nodes(version: TargetVersion, tree: Tree) -> dict[Key, int]:
    """Two queries a level."""
    made: dict[Key, TargetNode] = {}
    level = [(None, tree.root)]
    while level:
        fresh = {
            place.key: TargetNode(version=version, parent=made.get(above), **tree.owners[place.key])
            for above, place in level
        }
        insert_objects(list(fresh.values()))
        made |= fresh
        level = [(place.key, child) for _above, place in level for child in place.children]
    return {key: node.pk for key, node in made.items()}
