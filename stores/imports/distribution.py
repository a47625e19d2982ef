"""The distribution standard from a sheet (handbook H2.4, H2.7)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from salesops.exchange.cells import Code, Day, Integer
from salesops.exchange.choices import RowAction
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
from stores import rules
from stores.choices import StoreClass, StoreFormat
from stores.imports.distribution_undo import DistributionUndo
from stores.imports.stores import FORMAT
from stores.models import DistributionLine, HandsetModel
from stores.models.distribution import MOST_COLOURS
from stores.services.distribution import (
    Cell,
    CellChange,
    StandardBook,
    colours_in_catalogue,
    lock_models,
    record_changes,
    write_changes,
)

COLUMNS = (
    Column("model", "机型编码", "Model code", Code(40), is_required=True, example="XH20", aliases=("机型", "Model")),
    Column("store_class", "分类", "Class", choice_of(StoreClass), is_required=True, example="A"),
    Column("format", "业态", "Format", FORMAT, is_required=True, example="多品牌店"),
    Column(
        "colours",
        "最少颜色数",
        "Minimal colours",
        Integer(0, MOST_COLOURS),
        help=_("Left blank or 0: no longer asked from that day on."),
        example="2",
    ),
    Column("starts_on", "生效日", "Valid from", Day(days_ahead=3 * 366), is_required=True, example="2026-12-01"),
)
_CELL = {"model": "N13", "format": StoreFormat.MULTI.label, "starts_on": timedelta(days=7)}
SAMPLE = (
    {**_CELL, "store_class": StoreClass.A.label, "colours": 2},
    {**_CELL, "store_class": StoreClass.B.label, "colours": 1},
)


class DistributionImport(ImportSession):
    """The standard is small: it is loaded once, and each row changes it as it grows."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """Three queries for the whole file."""
        return [self._judge(row) for row in rows]

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        changes = [outcome.payload for outcome in outcomes]
        models = {model.pk: model for model in self.models.values()}
        write_changes(changes)
        by_whom = {"actor": self.context.actor, "at": self.context.at, "reason": self.context.reason}
        record_changes(changes, models, **by_whom)
        record_effects(_effects(outcomes), run_id=self.context.run_id)

    @cached_property
    def models(self) -> dict[str, HandsetModel]:
        own = HandsetModel.objects.own()
        if self.context.is_writing:
            return {model.code: model for model in lock_models(own.values_list("pk", flat=True)).values()}
        return {model.code: model for model in own}

    @cached_property
    def colours(self) -> dict[int, int]:
        return colours_in_catalogue(model.pk for model in self.models.values())

    @cached_property
    def book(self) -> StandardBook:
        return StandardBook(model.pk for model in self.models.values())

    def _judge(self, row: Row) -> Outcome:
        problem = self._problem(row)
        if problem:
            return refused(row, problem)
        values = row.values
        cell = Cell(self.models[values["model"]].pk, values["store_class"], values["format"])
        subject = f"{values['model']} {cell.label}"
        change = self.book.change(cell, values.get("colours") or None, values["starts_on"])
        if change is None:
            return Outcome(row.number, RowAction.UNCHANGED, subject=subject)
        action = RowAction.CREATED if change.before is None else RowAction.CHANGED
        return Outcome(row.number, action, subject=subject, changes=[_shown(change)], payload=change)

    def _problem(self, row: Row) -> Problem | None:
        if not rules.may_set_distribution(self.context.actor):
            return Problem("not_yours", column="model")
        model = self.models.get(row.values["model"])
        if model is None:
            return Problem("unknown_code", {"text": row.values["model"]}, "model")
        most, asked = self.colours.get(model.pk, MOST_COLOURS), row.values.get("colours") or 0
        if asked > most:
            return Problem("too_many_colours", {"most": most}, "colours")
        return None


def _effects(outcomes: Sequence[Outcome]) -> Iterator[Effect]:
    """The lines of each row; one that a later row of the same chunk took back was never written."""
    for outcome in outcomes:
        change, about = outcome.payload, (outcome.number, outcome.subject)
        if change.deleted and change.deleted.pk:
            yield Effect(*about, change.deleted, RowAction.CHANGED, change.former, is_removed=True)
        if change.touched and change.touched.pk:
            yield Effect(*about, change.touched, RowAction.CHANGED, change.former)
        if change.added and change.added.pk:
            yield Effect(*about, change.added, RowAction.CREATED, watched=("colours", "starts_on", "ends_on"))


def _shown(change: CellChange) -> Change:
    label = DistributionLine._meta.get_field("colours").verbose_name
    return Change("colours", label, str(change.before or ""), str(change.after or ""))


DISTRIBUTION = ImportKind(
    code="distribution",
    title=_("Distribution standard"),
    columns=COLUMNS,
    key=("model", "store_class", "format", "starts_on"),
    open=DistributionImport,
    undo=DistributionUndo,
    clause="H2.7",
    sentences={
        "not_yours": _("You may not change the distribution standard."),
        "too_many_colours": _("The model comes in %(most)s colours only."),
        "cell_edited_since": _("What is asked here was set again after the import."),
    },
    sample=SAMPLE,
)
