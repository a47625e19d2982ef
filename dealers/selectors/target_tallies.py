"""Whether targets add up on every level (handbook H8.1)."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet, Sum

from dealers.models import TargetCell, TargetVersion

BECAUSE = "sums of a whole version"


class TargetsBroken(RuntimeError):
    """Numbers that must add up do not: a bug, and the transaction goes back."""


def assert_tallies(version: TargetVersion, days: Collection[date] = ()) -> None:
    """Let no transaction end with parts that differ from their whole, in all months or in some. Four queries."""
    cells = TargetCell.objects.unscoped(because=BECAUSE).filter(node__version=version).order_by()
    cells = cells.filter(month__in=days) if days else cells
    parents = cells.filter(node__in=cells.filter(node__parent__isnull=False).values("node__parent"))
    whole = {(node, month, series): units for node, month, series, units in _quantities(parents)}
    parts = cells.filter(node__parent__isnull=False).values_list("node__parent", "month", "series")
    wrong = [key for *key, units in parts.annotate(Sum("quantity")) if whole.get(tuple(key)) != units]
    if version.basis_id:
        wrong += _beside_the_basis(version, cells)
    if wrong:
        raise TargetsBroken(f"targets {version.pk}: {wrong[:5]}")


def _beside_the_basis(version: TargetVersion, cells: QuerySet[TargetCell]) -> list:
    """Where the center's numbers are not those that the company gave it."""
    given = TargetCell.objects.unscoped(because=BECAUSE).filter(
        node__version=version.basis_id, node__center=version.center_id
    )
    given = {(month, series): units for _node, month, series, units in _quantities(given)}
    own = [(month, series, units) for _node, month, series, units in _quantities(cells.filter(node__parent=None))]
    return [(month, series) for month, series, units in own if given.get((month, series), 0) != units]


def _quantities(cells: QuerySet[TargetCell]):
    return cells.order_by().values_list("node", "month", "series", "quantity")
