"""Promoters from a sheet (handbook H2.4, H7).

A sheet holds no phone, id card or bank account: an uploaded file is kept, and those numbers stand nowhere unsealed.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from promotions.models import Promoter
from promotions.promoter_choices import PromoterKind, PromoterStatus
from promotions.promoter_rules import keeps_promoter
from salesops.accounts.models import User
from salesops.exchange.cells import Code, Day, Number, Text
from salesops.exchange.choices import RowAction
from salesops.exchange.effect_undo import EffectUndo
from salesops.exchange.effects import Effect, record_effects
from salesops.exchange.kinds import (
    Change,
    Column,
    ImportContext,
    ImportKind,
    ImportSession,
    Outcome,
    Row,
    choice_of,
    refused,
)
from salesops.exchange.problems import Problem
from salesops.workflow.selectors.recorded import as_recorded, readable
from salesops.workflow.services.deeds import Deed, record_deeds

KIND = choice_of(PromoterKind, 促销员="promoter", 导购="promoter")
PLAIN = ("name", "kind", "employed_on", "monthly_cost_yuan", "note")
MAY_BE_EMPTIED = {"monthly_cost_yuan": None, "note": ""}
COLUMNS = (
    Column("code", "直销员编码", "Promoter code", Code(40), is_required=True, example="HZ-P0101", aliases=("工号",)),
    Column("name", "姓名", "Name", Text(60), is_required=True, example="李芳"),
    Column("kind", "类别", "Kind", KIND, is_required=True, example="直销员"),
    Column("rep", "促销经理账号", "Rep username", Code(150), is_required=True, example="rep01", aliases=("促销经理",)),
    Column(
        "employed_on",
        "入职日期",
        "Employed since",
        Day(earliest=date(1980, 1, 1), days_ahead=366),
        is_required=True,
        example="2026-03-01",
    ),
    Column("monthly_cost_yuan", "月成本（元）", "Monthly cost (CNY)", Number(2, minimum=Decimal(0))),
    Column("note", "备注", "Note", Text(200)),
)
_PROMOTER = {"rep": "rep1", "employed_on": timedelta(days=-90)}
SAMPLE = (
    {**_PROMOTER, "code": "HZ-P9001", "name": "李芳", "kind": PromoterKind.PROMOTER.label, "monthly_cost_yuan": 6500},
    {**_PROMOTER, "code": "HZ-P9002", "name": "王敏", "kind": PromoterKind.TEMPORARY.label},
)


class PromoterImport(ImportSession):
    """One pass over a file of promoters, found by their code; a new one is employed without a probation."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """One query a chunk, and one for the reps."""
        known = Promoter.objects.unscoped(because="a code is one in the whole company; rights are checked by row")
        known = known.filter(code__in=[row.values["code"] for row in rows]).select_related("rep", "center")
        known = known.select_for_update(of=("self",)) if self.context.is_writing else known
        by_code = {promoter.code: promoter for promoter in known}
        return [self._judge(row, by_code.get(row.values["code"])) for row in rows]

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        created = [outcome.payload[0] for outcome in outcomes if outcome.action == RowAction.CREATED]
        changed = [outcome for outcome in outcomes if outcome.action == RowAction.CHANGED]
        Promoter.objects.bulk_create(created)
        names = {name for outcome in changed for name in outcome.payload[1]}
        if changed:
            rows = Promoter.objects.unscoped(because="rights were checked by row")
            rows.bulk_update([outcome.payload[0] for outcome in changed], [*sorted(names), "revision"])
        by_whom = {"actor": self.context.actor, "at": self.context.at, "reason": self.context.reason}
        record_deeds([Deed(promoter) for promoter in created], "create", **by_whom)
        record_deeds([Deed(o.payload[0], _texts(o)) for o in changed], "edit", **by_whom)
        record_effects((_effect(outcome) for outcome in outcomes), run_id=self.context.run_id)

    def finish(self) -> None:
        """Nothing is left for the end of the file."""

    @cached_property
    def reps(self) -> dict[str, User]:
        return {rep.username: rep for rep in User.objects.reps().active().select_related("center")}

    def _judge(self, row: Row, known: Promoter | None) -> Outcome:
        rep = self.reps.get(row.values["rep"])
        if rep is None:
            return refused(row, Problem("unknown_code", {"text": row.values["rep"]}, "rep"))
        promoter = known or self._new(row, rep)
        if not keeps_promoter(self.context.actor, promoter):
            return refused(row, Problem("not_yours", column="code"))
        if rep.center_id != promoter.center_id:
            return refused(row, Problem("rep_of_elsewhere", {"center": promoter.center.name}, "rep"))
        former = _set(promoter, _values_in(row) | {"rep": rep}) if known else {}
        subject = f"{promoter.code} {promoter.name}"
        if known is None:
            return Outcome(row.number, RowAction.CREATED, subject=subject, payload=(promoter, {}))
        if not former:
            return Outcome(row.number, RowAction.UNCHANGED, subject=subject)
        promoter.revision += 1
        changes = [Change(name, _label(name), *_readable(promoter, name, pair)) for name, pair in former.items()]
        return Outcome(row.number, RowAction.CHANGED, subject=subject, changes=changes, payload=(promoter, former))

    def _new(self, row: Row, rep: User) -> Promoter:
        return Promoter(
            code=row.values["code"],
            rep=rep,
            center=rep.center,
            status=PromoterStatus.ACTIVE,
            created_at=self.context.at,
            **_values_in(row),
        )


def _values_in(row: Row) -> dict[str, Any]:
    """The row's own values; a blank empties what may be empty, and leaves the rest as it is."""
    found = {name: row.values[name] for name in PLAIN if name in row.values}
    return {
        name: MAY_BE_EMPTIED.get(name) if value is None else value
        for name, value in found.items()
        if value is not None or name in MAY_BE_EMPTIED
    }


def _set(promoter: Promoter, values: Mapping[str, Any]) -> dict[str, tuple[Any, str, str]]:
    """Set what differs; the raw former value, and the old and new text of each."""
    former = {}
    for name, value in values.items():
        if getattr(promoter, name) != value:
            raw = getattr(promoter, promoter._meta.get_field(name).attname)
            before = as_recorded(promoter, name)
            setattr(promoter, name, value)
            former[name] = (raw, before, as_recorded(promoter, name))
    return former


def _texts(outcome: Outcome) -> dict[str, tuple[str, str]]:
    return {name: (before, after) for name, (_raw, before, after) in outcome.payload[1].items()}


def _effect(outcome: Outcome) -> Effect:
    promoter, former = outcome.payload
    raw = {name: value for name, (value, _before, _after) in former.items()}
    return Effect(outcome.number, outcome.subject, promoter, outcome.action, raw)


def _label(name: str):
    return Promoter._meta.get_field(name).verbose_name


def _readable(promoter: Promoter, name: str, pair: tuple[Any, str, str]) -> list[str]:
    return [readable(Promoter, name, text) for text in pair[1:]]


class PromoterUndo(EffectUndo):
    """A promoter that an import made goes again, unless something came to lean on it."""

    written = (Promoter,)


PROMOTERS = ImportKind(
    code="promoters",
    title=_("Promoters"),
    columns=COLUMNS,
    key=("code",),
    open=PromoterImport,
    undo=PromoterUndo,
    clause="H7",
    sentences={
        "not_yours": _("You may not change this promoter."),
        "rep_of_elsewhere": _("This is no active rep of %(center)s."),
    },
    sample=SAMPLE,
)
