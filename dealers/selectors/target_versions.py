"""The versions of one year and scope beside each other (handbook H8.1)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum

from dealers.calc.target_scope import quarter_of, year_of
from dealers.models import TargetCell, TargetNode, TargetVersion
from dealers.selectors.targets import versions_beside
from dealers.target_choices import TargetLevel, TargetStatus
from salesops.accounts.actor import Actor

MOST_SHOWN = 6
PLACE = ("node__level", "node__center", "node__rep", "node__customer", "node__store")
NAMES = ("node__center__name", "node__rep__name", "node__customer__name", "node__store__name")
NEXT = {TargetLevel.REP: TargetLevel.CUSTOMER, TargetLevel.CUSTOMER: TargetLevel.STORE}

PlaceKey = tuple


@dataclass(frozen=True, slots=True)
class Beside:
    """A place's units in one version, and by how much they differ from the version before; None where it is not."""

    number: int
    units: int | None
    difference: int | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """`node_id` opens the level below, in the version whose page this is."""

    name: str
    level: str
    numbers: tuple[Beside, ...]
    node_id: int | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    versions: Sequence[TargetVersion]
    rows: Sequence[PlaceRow]


def side_by_side(
    version: TargetVersion, actor: Actor, *, quarter: int | None = None, place: TargetNode | None = None
) -> SideBySide:
    """The latest versions with the units of the year, or of a quarter, by place: the top levels, or below one.

    Three queries.
    """
    beside = versions_beside(version, actor).exclude(status=TargetStatus.DISCARDED)[:MOST_SHOWN]
    versions = sorted(beside, key=lambda one: one.number)
    months = quarter_of(version.year, quarter) if quarter else year_of(version.year)
    cells = TargetCell.objects.visible_to(actor).filter(
        node__version__in=[one.pk for one in versions], month__in=[month.first_day for month in months]
    )
    sums = cells.filter(_level(place)).order_by().values_list(*PLACE, *NAMES, "node__version").annotate(Sum("quantity"))
    units: dict[PlaceKey, dict[int, int]] = defaultdict(dict)
    names: dict[PlaceKey, str] = {}
    for row in sums:
        key, said, (version_id, number) = row[:5], row[5:9], row[9:]
        units[key][version_id] = number
        names[key] = next((name for name in reversed(said) if name), str(TargetLevel.COMPANY.label))
    ids = _ids(version, actor, place)
    rows = [
        PlaceRow(names[key], str(TargetLevel(key[0]).label), _numbers(versions, found), ids.get(key))
        for key, found in sorted(units.items(), key=lambda item: (LEVELS.index(item[0][0]), names[item[0]]))
    ]
    return SideBySide(versions, rows)


LEVELS = list(TargetLevel.values)


def _level(place: TargetNode | None) -> Q:
    """The cells of the level below a place, in every version; else those of the two top levels."""
    if place is None or place.level not in NEXT:
        return Q(node__parent=None) | Q(node__parent__parent=None)
    below = Q(node__level=NEXT[TargetLevel(place.level)], node__rep=place.rep_id)
    return below & Q(node__customer=place.customer_id) if place.customer_id else below


def _ids(version: TargetVersion, actor: Actor, place: TargetNode | None) -> dict[PlaceKey, int]:
    nodes = TargetNode.objects.visible_to(actor).filter(version=version, level__in=NEXT)
    nodes = nodes.filter(parent=place) if place else nodes.filter(level=TargetLevel.REP)
    keys = nodes.values_list("level", "center", "rep", "customer", "store", "pk")
    return {tuple(key): pk for *key, pk in keys}


def _numbers(versions: Sequence[TargetVersion], found: dict[int, int]) -> tuple[Beside, ...]:
    before, numbers = None, []
    for version in versions:
        units = found.get(version.pk)
        differs = units is not None and before is not None
        numbers.append(Beside(version.number, units, units - before if differs else None))
        before = units
    return tuple(numbers)
