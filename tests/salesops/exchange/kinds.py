"""Kinds of files for the engine's own tests: one that only looks, one that writes centers."""

from collections import deque
from datetime import date

from salesops.accounts.models import Center
from salesops.exchange.cells import Code, Day, Integer, Text
from salesops.exchange.choices import RowAction
from salesops.exchange.effect_undo import EffectUndo
from salesops.exchange.effects import Effect, record_effects
from salesops.exchange.judging import judge
from salesops.exchange.kinds import Change, Column, ImportKind, ImportSession, Outcome, refused
from salesops.exchange.problems import Problem, UnreadableFile
from salesops.exchange.reading import open_sheet

TODAY = date(2026, 11, 23)


class OnlyLook(ImportSession):
    """Takes every row as new and keeps what it was given."""

    def __init__(self, context=None):
        self.rows = []

    def prepare(self, rows):
        self.rows += rows
        return [Outcome(row.number, RowAction.CREATED, payload=row.values) for row in rows]

    def apply(self, outcomes):
        raise AssertionError("a dry run never writes")


LOOKED_AT = ImportKind(
    code="looked_at",
    title="Things",
    columns=(
        Column("code", "编码", "Code", Code(), is_required=True),
        Column("name", "名称", "Name", Text(max_length=20)),
        Column("quantity", "数量", "Quantity", Integer(minimum=-1000)),
        Column("day", "日期", "Day", Day()),
    ),
    open=OnlyLook,
    key=("code",),
)


class CenterImport(ImportSession):
    """Writes centers by code; `trouble` is what a test wants to happen while writing."""

    trouble = None

    def __init__(self, context):
        self.context = context

    def prepare(self, rows):
        standing = {center.code: center for center in Center.objects.filter(code__in=[r.values["code"] for r in rows])}
        return [self._judge(row, standing.get(row.values["code"])) for row in rows]

    def _judge(self, row, center):
        name = row.values.get("name") or ""
        if name == "unknown":
            return refused(row, Problem("unknown_code", {"text": name}, "name"))
        if center is None:
            return Outcome(row.number, RowAction.CREATED, row.values["code"], payload=row.values)
        if center.name == name:
            return Outcome(row.number, RowAction.UNCHANGED, row.values["code"])
        change = Change("name", "Name", center.name, name)
        return Outcome(row.number, RowAction.CHANGED, row.values["code"], [change], payload=row.values)

    def _write(self, outcome):
        code, name = outcome.payload["code"], outcome.payload["name"] or ""
        former = {change.field: change.before for change in outcome.changes}
        center, _is_new = Center.objects.update_or_create(code=code, defaults={"name": name})
        return Effect(outcome.number, code, center, outcome.action, former, watched=("name",))

    def apply(self, outcomes):
        record_effects([self._write(outcome) for outcome in outcomes], run_id=self.context.run_id)
        if CenterImport.trouble:
            CenterImport.trouble()


class CenterUndo(EffectUndo):
    """Takes such an import back; `trouble` is what a test wants to happen when all is done."""

    trouble = None
    written = (Center,)

    def apply(self):
        super().apply()
        if CenterUndo.trouble:
            CenterUndo.trouble()


CENTERS = ImportKind(
    code="test_centers",
    title="Test centers",
    columns=(
        Column("code", "编码", "Code", Code(), is_required=True, help="The key.", example="CQ"),
        Column("name", "名称", "Name", Text(max_length=60), is_required=True),
        Column("quantity", "数量", "Quantity", Integer()),
    ),
    open=CenterImport,
    undo=CenterUndo,
    key=("code",),
)


def read(path, kind=LOOKED_AT, **limits):
    """Judge a whole file: the refusal's code, or the values of good rows and the problems by place."""
    session = OnlyLook()
    problems = {}
    try:
        with open_sheet(path, kind, **limits) as sheet:
            for chunk in judge(sheet, kind, session, TODAY):
                problems |= {(o.number, p.column): p.code for o in chunk for p in o.problems}
    except UnreadableFile as refusal:
        return refusal.code
    return {row.number: dict(row.values) for row in session.rows}, problems


def drain(iterator):
    deque(iterator, maxlen=0)
