"""The tree of targets as pages open it, level by level (handbook H8.1)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from dealers.calc.target_scope import Scope, quarter_of, read_scope
from dealers.models import TargetCell, TargetNode, TargetVersion
from dealers.selectors.target_scope import series_in, series_in_words
from dealers.target_choices import TargetLevel, TargetStatus
from dealers.target_rules import may_write_target
from salesops.accounts.actor import Actor
from salesops.periods.month import Month

QUARTERS = (1, 2, 3, 4)
NAMES = ("center", "rep", "customer", "store", "version__center")
ORDER = ("center__code", "rep__name", "customer__code", "store__code", "pk")


@dataclass(frozen=True, slots=True)
class Look:
    """Which months and series a page shows: the year with its quarters, or a quarter with its months."""

    version: TargetVersion
    quarter: int | None
    series: str | None
    known: tuple[str, ...]

    @property
    def spans(self) -> list[tuple[str, Scope]]:
        """The columns, the sum first, by their names in addresses."""
        names = ["year", *(f"q{quarter}" for quarter in QUARTERS)]
        if self.quarter:
            months = quarter_of(self.version.year, self.quarter)
            names = [f"q{self.quarter}", *(f"m{month.month}" for month in months)]
        scopes = [(name, read_scope(self.version.year, name, self.series, self.known)) for name in names]
        return [(name, scope) for name, scope in scopes if scope]

    @property
    def headers(self) -> list[str]:
        return [_words(span, scope) for span, scope in self.spans]

    @property
    def query(self) -> str:
        """What addresses further down keep of it."""
        said = {"quarter": self.quarter} if self.quarter else {}
        said |= {"series": self.series} if self.series is not None else {}
        return f"?{urlencode(said)}" if said else ""

    @property
    def further(self) -> str:
        return self.query.replace("?", "&", 1)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The series to choose from, as addresses name them."""
        return [(name, series_in_words(name)) for name in self.known]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a row; `fixed` of its cells were fixed by hand."""

    span: str
    scope: Scope
    units: int
    suggested: int
    fixed: int
    may_type: bool

    @property
    def words(self) -> str:
        return _words(self.span, self.scope)


@dataclass(frozen=True, slots=True)
class TreeRow:
    node: TargetNode
    figures: tuple[Figure, ...]
    path: str
    depth: int
    has_below: bool
    is_open: bool


def _words(span: str, scope: Scope) -> str:
    """The head of a column: the year, Q1, or a month's number."""
    return str(scope.months[0].year) if span == "year" else span.upper() if span[0] == "q" else str(scope.months[0])


def look_at(version: TargetVersion, quarter: int | None, series: str | None) -> Look:
    """What an address asks for; what it names wrongly was not named. One query."""
    known = tuple(series_in(version))
    return Look(version, quarter if quarter in QUARTERS else None, series if series in known else None, known)


def top_rows(look: Look, actor: Actor) -> list[TreeRow]:
    """The root and the level below it, as far as the actor sees them; a rep begins with itself. Two queries."""
    nodes = _nodes(actor).filter(version=look.version)
    return _with_open(_rows(look, actor, nodes.filter(Q(parent=None) | Q(parent__parent=None))))


def rows_at(look: Look, actor: Actor, node: TargetNode) -> list[TreeRow]:
    """A place and the level below it. Two queries; a third for a center of the company."""
    above = _nodes(actor).filter(pk=node.pk)
    return _with_open(_rows(look, actor, above) + rows_below(look, actor, node))


def rows_below(look: Look, actor: Actor, node: TargetNode, *, under: str = "") -> list[TreeRow]:
    """The next level; below a center of the company's version comes what its split made of it. Three queries.

    `under` is the path of the row that was opened, which began in the company's version or in the center's.
    """
    parent = node
    if node.level == TargetLevel.CENTER and node.version.center_id is None:
        parent = _root_of_split(node, actor)
        if parent is None:
            return []
    return _rows(look, actor, _nodes(actor).filter(parent=parent), split=parent.version, below=under or path_of(node))


def _with_open(rows: list[TreeRow]) -> list[TreeRow]:
    """The first row is open where those below it follow."""
    followed = len(rows) > 1 and rows[1].path.startswith(f"{rows[0].path}-")
    return [replace(rows[0], is_open=True), *rows[1:]] if followed else rows


def path_of(node: TargetNode) -> str:
    """The keys of a place and those above it; of a node whose parents came with it."""
    above = node.parent if node.parent_id else None
    return f"{path_of(above)}-{node.pk}" if above else str(node.pk)


def _root_of_split(node: TargetNode, actor: Actor) -> TargetNode | None:
    """The root of the center's split that stands on the company's version: what holds, else what is in work."""
    roots = TargetNode.objects.visible_to(actor).filter(version__basis=node.version_id, center=node.center_id)
    roots = roots.filter(parent=None).exclude(version__status=TargetStatus.DISCARDED)
    found = sorted(roots.select_related("version"), key=lambda root: root.version.number)
    held = [root for root in found if root.version.status == TargetStatus.APPROVED]
    return (held or found or [None])[-1]


def _nodes(actor: Actor) -> QuerySet[TargetNode]:
    children = TargetNode.objects.visible_to(actor).filter(parent=OuterRef("pk"))
    splits = TargetVersion.objects.visible_to(actor).filter(basis=OuterRef("version"), center=OuterRef("center"))
    nodes = TargetNode.objects.visible_to(actor).select_related(*NAMES, "parent__parent__parent__parent")
    splits = splits.exclude(status=TargetStatus.DISCARDED)
    return nodes.annotate(has_below=Exists(children) | Exists(splits)).order_by(*ORDER)


def _rows(
    look: Look, actor: Actor, found: QuerySet[TargetNode], *, split: TargetVersion | None = None, below: str = ""
) -> list[TreeRow]:
    version = split or look.version
    nodes = list(found)
    sums = _sums(look, actor, [node.pk for node in nodes])
    may_write = version.is_writable and may_write_target(actor, version)
    rows = []
    for node in nodes:
        may_type = may_write and (node.parent_id is not None or version.center_id is None)
        figures = tuple(_figure(span, scope, sums[node.pk], may_type) for span, scope in look.spans)
        path = f"{below}-{node.pk}" if below else path_of(node)
        rows.append(TreeRow(node, figures, path, path.count("-"), node.has_below, is_open=False))
    return sorted(rows, key=lambda row: row.depth)


Sums = dict[Month, tuple[int, int, int]]


def _sums(look: Look, actor: Actor, node_ids: Sequence[int]) -> dict[int, Sums]:
    cells = TargetCell.objects.visible_to(actor).filter(node__in=node_ids).order_by()
    cells = cells.filter(series=look.series) if look.series is not None else cells
    values = cells.values_list("node", "month").annotate(Sum("quantity"), Sum("suggested"), Count("typed"))
    sums: dict[int, Sums] = defaultdict(dict)
    for node_id, day, *numbers in values:
        sums[node_id][Month.of(day)] = tuple(numbers)
    return sums


def _figure(span: str, scope: Scope, sums: Sums, may_type: bool) -> Figure:
    units, suggested, fixed = _added(sums.get(month, (0, 0, 0)) for month in scope.months)
    return Figure(span, scope, units, suggested, fixed, may_type)


def _added(numbers: Iterable[tuple[int, int, int]]) -> tuple[int, int, int]:
    columns = list(zip(*numbers, strict=True))
    return sum(columns[0]), sum(columns[1]), sum(columns[2])
