"""Targets from above beside the plans from below, with the gap (handbook H8.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from dealers.choices import PlanStatus
from dealers.models import PlanLine, TargetCell
from dealers.target_choices import TargetLevel, TargetStatus
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.periods.month import Month
from stores.models import Customer


@dataclass(frozen=True, slots=True)
class Gap:
    """What one place is to sell and what its plans say; without a target there is no gap to name."""

    pk: int
    name: str
    target: int | None
    planned: int
    approved: int

    @property
    def gap(self) -> int | None:
        return None if self.target is None else self.planned - self.target

    @property
    def is_short(self) -> bool:
        return self.gap is not None and self.gap < 0


@dataclass(frozen=True, slots=True)
class GapLevel:
    """The places of one level, those that lack most first, and their sum."""

    level: str
    rows: tuple[Gap, ...]
    total: Gap


def gap_of(actor: Actor, month: Month, *, center_id: int | None = None, rep_id: int | None = None) -> GapLevel:
    """By center; by rep within a center; by customer of a rep. Three queries.

    The targets are those in force. A plan's units count for the rep of the store, as targets do.
    """
    center_id = center_id or actor.center_id
    cells = TargetCell.objects.visible_to(actor).filter(
        month=month.first_day, node__version__status=TargetStatus.APPROVED
    )
    lines = PlanLine.objects.visible_to(actor).filter(plan__month=month.first_day)
    if rep_id or actor.is_rep:
        reps = [rep_id] if rep_id else sorted(actor.rep_ids)
        cells = cells.filter(node__level=TargetLevel.CUSTOMER, node__rep__in=reps)
        return _level("customer", cells, lines.filter(store__rep__in=reps), ("node__customer", "plan__customer"), actor)
    if center_id:
        cells = cells.filter(node__level=TargetLevel.REP, node__center=center_id)
        return _level("rep", cells, lines.filter(plan__center=center_id), ("node__rep", "store__rep"), actor)
    cells = cells.filter(node__level=TargetLevel.CENTER, node__version__center=None)
    return _level("center", cells, lines, ("node__center", "plan__center"), actor)


def _level(
    level: str, cells: QuerySet[TargetCell], lines: QuerySet[PlanLine], paths: tuple[str, str], actor: Actor
) -> GapLevel:
    targets = dict(cells.order_by().values_list(paths[0]).annotate(Sum("quantity")))
    approved = Sum("quantity", filter=Q(plan__status=PlanStatus.APPROVED), default=0)
    sums = lines.order_by().values_list(paths[1]).annotate(planned=Sum("quantity"), approved=approved)
    planned = {pk: (units, of_these) for pk, units, of_these in sums}
    names = _names(level, actor, {*targets, *planned})
    rows = [Gap(pk, name, targets.get(pk), *planned.get(pk, (0, 0))) for pk, name in names.items()]
    rows.sort(key=lambda row: (row.gap is None, row.gap or 0, row.name))
    known = [row.target for row in rows if row.target is not None]
    total = Gap(0, "", sum(known) if known else None, *(sum(part) for part in _columns(rows)))
    return GapLevel(level, tuple(rows), total)


def _columns(rows: list[Gap]) -> tuple[list[int], list[int]]:
    return [row.planned for row in rows], [row.approved for row in rows]


def _names(level: str, actor: Actor, ids: set[int]) -> Mapping[int, str]:
    """Names of places whose numbers the caller sees; a rep that went to another center keeps its name there."""
    rows = {
        "center": Center.objects.filter(pk__in=ids),
        "rep": User.objects.filter(pk__in=ids),
        "customer": Customer.objects.unscoped(because="the caller sees the numbers under these names").filter(
            pk__in=ids
        ),
    }[level]
    return dict(rows.values_list("pk", "name"))
