"""A version of targets as a sheet, and back (handbook H8.1, H2.4).

A row is one place and series, its months side by side. The file knows the version and its revision: what was changed
meanwhile is not overwritten by an old file.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from django.utils.translation import gettext as _

from dealers.calc.target_scope import year_of
from dealers.models import TargetCell, TargetNode, TargetVersion
from dealers.services.target_columns import Slot
from dealers.target_choices import TargetLevel
from salesops.accounts.actor import Actor
from salesops.exchange.cells import Code, Integer, Text
from salesops.exchange.choices import RowAction
from salesops.exchange.judging import judge
from salesops.exchange.kinds import Column, ImportKind, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import Problem
from salesops.exchange.reading import open_sheet
from salesops.exchange.sentences import sentence
from salesops.exchange.writer import ExportColumn, Sheet
from salesops.periods.month import Month

MONTHS = range(1, 13)
MOST_UNITS = 100_000_000
MONTH_COLUMNS = tuple(Column(f"m{month}", f"{month}月", f"Month {month}", Integer(0, MOST_UNITS)) for month in MONTHS)
COLUMNS = (
    Column("stamp", "版本号", "Version", Code(40), is_required=True),
    Column("place", "位置号", "Place no.", Integer(1), is_required=True),
    Column("level", "层级", "Level", Text(40)),
    Column("code", "编码", "Code", Text(150)),
    Column("name", "名称", "Name", Text(150)),
    Column("series", "系列", "Series", Text(40)),
    *MONTH_COLUMNS,
)


@dataclass(slots=True)
class ReadTargets:
    """What a file asks for: numbers that differ from those that stand, by month, series and place; or what is wrong."""

    typed: dict[Slot, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    lines: list[tuple[str, str, int, int]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class TargetSheet(ImportSession):
    """One pass over a file of one version."""

    def __init__(self, version: TargetVersion, actor: Actor) -> None:
        self.version, self.actor = version, actor
        self.found = ReadTargets()

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        return [self._judge(row) for row in rows]

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        """The numbers are typed all at once, by the service."""

    def finish(self) -> None:
        """Nothing is left for the end of the file."""

    @cached_property
    def places(self) -> dict[int, TargetNode]:
        return {node.pk: node for node in _nodes(self.version, self.actor)}

    @cached_property
    def units(self) -> dict[tuple[int, str, int], int]:
        cells = TargetCell.objects.visible_to(self.actor).filter(node__version=self.version).order_by()
        rows = cells.values_list("node", "series", "month", "quantity")
        return {(node, series, day.month): units for node, series, day, units in rows}

    def _judge(self, row: Row) -> Outcome:
        node, series = self.places.get(row.values["place"]), row.values.get("series") or ""
        if row.values["stamp"] != stamp_of(self.version):
            return refused(row, Problem("said", {"text": _("The file is of another version: please get it anew.")}))
        if node is None or (node.pk, series, 1) not in self.units:
            return refused(row, Problem("said", {"text": _("This place or series is not in the targets.")}))
        for month in MONTHS:
            units, now = row.values.get(f"m{month}"), self.units[node.pk, series, month]
            if units is not None and units != now:
                self.found.typed[Month(self.version.year, month), series][node.pk] = units
                self.found.lines.append((str(node), f"{month} · {series or '–'}", now, units))
        return Outcome(row.number, RowAction.UNCHANGED)


KIND = ImportKind(code="targets", title="", columns=COLUMNS, key=("place", "series"), open=lambda _context: None)


def read_targets(path: Path, version: TargetVersion, *, actor: Actor, on: date) -> ReadTargets:
    """Read a file against the numbers that stand; it may raise UnreadableFile. Two queries."""
    session = TargetSheet(version, actor)
    with open_sheet(path, KIND) as sheet:
        for outcomes in judge(sheet, KIND, session, on):
            session.found.problems += [
                _("Row %(row)s: %(text)s") % {"row": outcome.number, "text": _said(problem)}
                for outcome in outcomes
                for problem in outcome.problems
            ]
    return session.found


def sheet_of(version: TargetVersion, actor: Actor) -> Sheet:
    """All places that the actor sees, from the top down. Two queries."""
    columns = [ExportColumn(column.header, 12 if column in MONTH_COLUMNS else 16, _kind(column)) for column in COLUMNS]
    return Sheet(str(version), [*columns, ExportColumn(_("Year"), 12, "integer")], _rows(version, actor))


def stamp_of(version: TargetVersion) -> str:
    return f"{version.pk}.{version.revision}"


def _rows(version: TargetVersion, actor: Actor) -> Iterator[list]:
    units = TargetSheet(version, actor).units
    series = sorted({name for _node, name, _month in units})
    stamp, months = stamp_of(version), [month.month for month in year_of(version.year)]
    for node in _nodes(version, actor):
        facts = (stamp, node.pk, TargetLevel(node.level).label, _code(node), str(node))
        for name in series:
            numbers = [units[node.pk, name, month] for month in months]
            yield [*facts, name, *numbers, sum(numbers)]


def _nodes(version: TargetVersion, actor: Actor) -> list[TargetNode]:
    """Each place before those below it."""
    nodes = TargetNode.objects.visible_to(actor).filter(version=version)
    found = list(nodes.select_related("center", "rep", "customer", "store"))
    order = {level: place for place, level in enumerate(TargetLevel.values)}
    return sorted(
        found,
        key=lambda node: (
            node.center.code if node.center else "",
            node.rep.name if node.rep else "",
            node.customer.code if node.customer else "",
            node.store.code if node.store else "",
            order[node.level],
        ),
    )


def _code(node: TargetNode) -> str:
    if node.rep and not node.customer:
        return node.rep.username
    place = node.store or node.customer or node.center
    return place.code if place else ""


def _kind(column: Column) -> str:
    return "integer" if column in MONTH_COLUMNS else "code" if column.name in {"stamp", "code"} else ""


def _said(problem: Problem) -> str:
    column = KIND.column(problem.column)
    said = sentence(problem.code, problem.params, KIND.code)
    return f"{column.header}: {said}" if column else said
