"""Many numbers of the targets at once, as a spreadsheet brings them back (handbook H8.1)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dealers.calc.target_scope import Scope
from dealers.models import TargetNode, TargetVersion
from dealers.selectors.target_scope import scope_in_words
from dealers.selectors.target_tallies import assert_tallies
from dealers.services.target_columns import Cell, Slot, TargetColumns, write_cells
from dealers.services.target_numbers import (
    LONGEST_NAME,
    TargetDoesNotFit,
    TargetLocked,
    TargetMoved,
    open_version,
)
from dealers.target_steps import TYPE_NUMBER
from promotions.calc.launch_split import DoesNotTally, share_out
from salesops.accounts.actor import Actor
from salesops.workflow.services import record_change

BECAUSE = "the version is locked, and who may write in it was checked"
BREADTH = 1

Typed = Mapping[Slot, Mapping[int, int]]


@transaction.atomic
def type_numbers(
    version: TargetVersion, typed: Typed, *, revision: int, actor: Actor, at: datetime, reason: str
) -> int:
    """Fix all these numbers by place, month and series, or none of them; say how many.

    What is not named shares the rest, and earlier pins stay. Refused with the first place where that cannot be.
    """
    version = open_version(version.pk, actor, reason)
    if version.revision != revision:
        raise TargetMoved(_("These targets were changed since the file was made: please get it anew."))
    if not typed:
        return 0
    nodes = {
        node.pk: node
        for node in TargetNode.objects.unscoped(because=BECAUSE)
        .filter(version=version)
        .select_related("center", "rep", "customer", "store")
    }
    root = next(node for node in nodes.values() if node.parent_id is None)
    _refuse_given(version, root, typed)
    columns = TargetColumns(root, _scope_of(typed))
    changes: dict[str, tuple[str, str]] = {}
    changed: dict[int, Cell] = {}
    for slot, of_slot in typed.items():
        scope = Scope((slot[0],), (slot[1],))
        for node_id, units in of_slot.items():
            cell = columns.cells[slot][node_id]
            name = f"{_called(nodes[node_id])} · {scope_in_words(scope, version)}"[:LONGEST_NAME]
            changes[name] = (str(cell.quantity), str(units))
            cell.typed, cell.breadth = units, BREADTH
            changed[cell.pk] = cell
        changed |= _share_anew(columns, slot, of_slot.get(root.pk), nodes)
    write_cells(changed.values())
    assert_tallies(version, sorted({slot[0].first_day for slot in typed}))
    version.revision += 1
    version.save(update_fields=["revision"])
    record_change(version, changes, actor=actor, at=at, reason=reason.strip(), step=TYPE_NUMBER)
    return sum(len(of_slot) for of_slot in typed.values())


def _share_anew(
    columns: TargetColumns, slot: Slot, top: int | None, nodes: Mapping[int, TargetNode]
) -> dict[int, Cell]:
    """One month and series below the root, or below the root's own new number; what changed by it."""
    cells, root = columns.cells[slot], columns.tree(slot)
    try:
        numbers = share_out(columns.own[slot].quantity if top is None else top, [root])
    except DoesNotTally as refusal:
        place = nodes[refusal.key] if refusal.key in nodes else nodes[root.key]
        raise TargetDoesNotFit(refusal.difference, f"{_called(place)}, {slot[0]}") from refusal
    changed = {}
    for node_id, quantity in numbers.items():
        if cells[node_id].quantity != quantity:
            cells[node_id].quantity = quantity
            changed[cells[node_id].pk] = cells[node_id]
    return changed


def _refuse_given(version: TargetVersion, root: TargetNode, typed: Typed) -> None:
    if version.center_id and any(root.pk in of_slot for of_slot in typed.values()):
        raise TargetLocked(_("The center's number was given by the company's targets."))


def _scope_of(typed: Typed) -> Scope:
    return Scope(tuple(sorted({month for month, _name in typed})), tuple(sorted({name for _month, name in typed})))


def _called(node: TargetNode) -> str:
    """A name that is one in the tree: a customer stands below each rep that has stores of it."""
    if node.store:
        return node.store.code
    if node.customer:
        return f"{node.customer.code} {node.rep.username}"
    return node.rep.username if node.rep else str(node)
