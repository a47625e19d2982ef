"""Versions of targets, and what holds (handbook H8.1)."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from dealers.calc.target_scope import Scope
from dealers.models import TargetCell, TargetNode, TargetVersion
from dealers.target_choices import OPEN, TargetLevel, TargetStatus
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center

BECAUSE = "the job splits the targets of every center"


def centers_to_split(year: int) -> QuerySet[Center]:
    """Centers with a number in the company's approved version and no split that stands on it. One query."""
    versions = TargetVersion.objects.unscoped(because=BECAUSE).of_year(year)
    company = versions.of_company().in_force()
    given = TargetCell.objects.unscoped(because=BECAUSE).filter(
        node__version__in=company, node__center=OuterRef("pk"), quantity__gt=0
    )
    splits = versions.filter(center=OuterRef("pk"), basis__in=company, status__in=[*OPEN, TargetStatus.APPROVED])
    return Center.objects.filter(Exists(given), ~Exists(splits)).order_by("code")


def size_of(version: TargetVersion) -> dict[str, int]:
    """How much a version shares out, and to how many places. Two queries."""
    cells = TargetCell.objects.unscoped(because=BECAUSE).filter(node__version=version, node__parent=None)
    nodes = version.nodes.unscoped(because=BECAUSE)
    last = TargetLevel.STORE if version.center_id else TargetLevel.CENTER
    return {"units": cells.aggregate(n=Sum("quantity"))["n"] or 0, "places": nodes.filter(Q(level=last)).count()}


def with_units(versions: QuerySet[TargetVersion], actor: Actor) -> QuerySet[TargetVersion]:
    """Versions with the units that the actor sees of them: a rep its own."""
    top = Q(node__level=TargetLevel.REP) if actor.is_rep else Q(node__parent=None)
    cells = TargetCell.objects.visible_to(actor).filter(top, node__version=OuterRef("pk")).order_by()
    sums = cells.values("node__version").annotate(units=Sum("quantity")).values("units")
    return versions.annotate(units=Subquery(sums))


def versions_beside(version: TargetVersion, actor: Actor) -> QuerySet[TargetVersion]:
    """All versions of the same year and scope that the actor reads, the latest first. One query."""
    versions = TargetVersion.objects.visible_to(actor).readable_by(actor).of_year(version.year)
    return with_units(versions.filter(center=version.center_id), actor).select_related("center").order_by("-number")


def visible_places(actor: Actor) -> QuerySet[TargetNode]:
    """Places of versions that the actor may read, with all that names them."""
    versions = TargetVersion.objects.visible_to(actor).readable_by(actor)
    nodes = TargetNode.objects.visible_to(actor).filter(version__in=versions)
    names = ("version__center", "center", "rep", "customer", "store", "parent__parent__parent__parent")
    return nodes.select_related(*names)


def units_in(node: TargetNode, scope: Scope) -> dict[str, int]:
    """A place's units for some months and series, what the weights alone gave, and how many cells are fixed. One query.

    Of a place that the caller may see.
    """
    days = [month.first_day for month in scope.months]
    cells = TargetCell.objects.unscoped(because="the caller sees the place").filter(node=node, month__in=days)
    cells = cells.filter(series__in=scope.series)
    sums = cells.aggregate(units=Sum("quantity"), suggested=Sum("suggested"), fixed=Count("typed"))
    return {name: number or 0 for name, number in sums.items()}
