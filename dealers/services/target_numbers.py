"""A person's number in the targets, and all that follows from it (handbook H8.1)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dealers.calc.target_scope import Scope
from dealers.calc.targets import share_anew, type_over
from dealers.models import TargetNode, TargetVersion
from dealers.selectors.target_scope import scope_in_words
from dealers.selectors.target_tallies import assert_tallies
from dealers.services.target_columns import Cell, Slot, TargetColumns, write_cells
from dealers.target_rules import may_write_target
from dealers.target_steps import FREE_NUMBER, REST_OF_YEAR, TYPE_NUMBER
from promotions.calc.launch_split import DoesNotTally
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import ReasonMissing
from salesops.workflow.services import record_change

BECAUSE = "the rule decides about the locked version"
LONGEST_NAME = 60


class TargetLocked(DomainError):
    """The version waits for a decision or was decided on, or the number was given from above."""


class TargetMoved(DomainError):
    """Another number stands there than the one that the person saw."""


class TargetDoesNotFit(DomainError):
    """What is fixed by hand around the number leaves no way; says by how many units, and where if that is not plain."""

    def __init__(self, difference: int, where: str = "") -> None:
        many = ngettext(
            "%(count)s unit is missing: what is fixed by hand needs more.",
            "%(count)s units are missing: what is fixed by hand needs more.",
            difference,
        )
        few = ngettext(
            "%(count)s unit too many: the number above, less what is fixed by hand, is not so large.",
            "%(count)s units too many: the number above, less what is fixed by hand, is not so large.",
            -difference,
        )
        said = (many if difference > 0 else few) % {"count": abs(difference)}
        super().__init__(f"{where}: {said}" if where else said)
        self.difference = difference


@transaction.atomic
def type_number(
    node: TargetNode,
    scope: Scope,
    units: int,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
    reason: str,
    holds_year: bool = False,
) -> TargetVersion:
    """Fix a place's number for some months and series: the siblings share the rest, and all below follows.

    What was fixed for fewer months or series keeps its number. The company's own number has no siblings: its year
    becomes another, unless it `holds_year` and the other months share the difference.
    """
    version = open_version(node.version_id, actor, reason)
    _refuse_given(version, node)
    columns = TargetColumns(node, scope)
    before = _refuse_unseen(columns, seen)
    try:
        numbers = type_over(columns.columns(), node.pk, units, now=columns.now(), kept=columns.kept())
        _write(columns, numbers, scope.breadth)
        rest = _hold_year(node, scope, before - units) if holds_year and node.parent_id is None else None
    except DoesNotTally as refusal:
        raise TargetDoesNotFit(refusal.difference) from refusal
    who = {"actor": actor, "at": at, "reason": reason.strip()}
    return _finish(version, node, scope, (str(before), str(units)), rest=rest, step=TYPE_NUMBER, **who)


@transaction.atomic
def free_number(node: TargetNode, scope: Scope, *, seen: int, actor: Actor, at: datetime, reason: str) -> TargetVersion:
    """Give a place's numbers back to the machine: the siblings are shared out again by their weights."""
    version = open_version(node.version_id, actor, reason)
    _refuse_given(version, node)
    columns = TargetColumns(node, scope)
    before = _refuse_unseen(columns, seen)
    try:
        numbers = {column.key: share_anew(column) for column in columns.columns()} if node.parent_id else {}
    except DoesNotTally as refusal:
        raise TargetDoesNotFit(refusal.difference) from refusal
    after = sum(of_column[node.pk] for of_column in numbers.values()) if numbers else before
    _write(columns, numbers, 0)
    who = {"actor": actor, "at": at, "reason": reason.strip()}
    return _finish(version, node, scope, (str(before), str(after)), step=FREE_NUMBER, **who)


def open_version(version_id: int, actor: Actor, reason: str) -> TargetVersion:
    """Lock the version until the transaction ends, for those who write it and only while it is open."""
    versions = TargetVersion.objects.unscoped(because=BECAUSE).select_for_update(of=("self",))
    version = versions.select_related("center").get(pk=version_id)
    if not may_write_target(actor, version):
        raise PermissionDenied("targets")
    if not version.is_writable:
        raise TargetLocked(
            _("These targets are “%(state)s”: nothing was changed.") % {"state": version.get_status_display()}
        )
    if not reason.strip():
        raise ReasonMissing(_("Please give a reason."))
    return version


def _refuse_given(version: TargetVersion, node: TargetNode) -> None:
    if version.center_id and node.parent_id is None:
        raise TargetLocked(_("The center's number was given by the company's targets."))


def _refuse_unseen(columns: TargetColumns, seen: int) -> int:
    before = sum(columns.now().values())
    if before != seen:
        raise TargetMoved(
            _("Somebody changed this meanwhile: it was %(seen)s and is now %(now)s.") % {"seen": seen, "now": before}
        )
    return before


def _hold_year(node: TargetNode, scope: Scope, difference: int) -> tuple[str, str]:
    """Let the other months of the year share what the typed ones took or gave; say their sums before and after."""
    rest = scope.rest_of_year()
    if not rest.months:
        raise TargetDoesNotFit(-difference if difference else 0)
    columns = TargetColumns(node, rest)
    before = sum(columns.now().values())
    kept = {cell_key: cell.quantity for cell_key, cell in columns.own.items() if cell.typed is not None}
    numbers = type_over(columns.columns(), node.pk, before + difference, now=columns.now(), kept=kept)
    _write(columns, numbers, None)
    return str(before), str(before + difference)


def _write(columns: TargetColumns, numbers: Mapping[Slot, Mapping[int, int]], breadth: int | None) -> None:
    """Write what changed; the place's own cells are fixed (or freed, with no breadth) unless a narrower pin holds."""
    changed: dict[int, Cell] = {}
    for slot, of_column in numbers.items():
        for node_id, quantity in of_column.items():
            cell = columns.cells[slot][node_id]
            if cell.quantity != quantity:
                cell.quantity = quantity
                changed[cell.pk] = cell
    kept = columns.kept()
    for slot, cell in columns.own.items():
        if breadth is not None and slot not in kept:
            cell.typed, cell.breadth = (cell.quantity, breadth) if breadth else (None, 0)
            changed[cell.pk] = cell
    write_cells(changed.values())


def _finish(
    version: TargetVersion,
    node: TargetNode,
    scope: Scope,
    numbers: tuple[str, str],
    *,
    rest: tuple[str, str] | None = None,
    step: str,
    **said,
) -> TargetVersion:
    """Check the months touched, and leave the trace."""
    months = (*scope.months, *scope.rest_of_year().months) if rest else scope.months
    assert_tallies(version, [month.first_day for month in months])
    version.revision += 1
    version.save(update_fields=["revision"])
    name = f"{node} · {scope_in_words(scope, version)}"[:LONGEST_NAME]
    changes = {name: numbers} | ({REST_OF_YEAR: rest} if rest else {})
    record_change(version, changes, step=step, **said)
    return version
