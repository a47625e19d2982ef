"""Setting the distribution standard from a day on (handbook H2.7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from stores import rules, steps
from stores.choices import StoreFormat
from stores.models import DistributionLine, HandsetModel, Sku
from stores.models.distribution import MOST_COLOURS
from stores.services.history import Deed, record_deeds

NOT_ASKED = "–"


class Cell(NamedTuple):
    """One field of the matrix."""

    model_id: int
    store_class: str
    format: str

    @property
    def label(self) -> str:
        return f"{self.store_class} · {StoreFormat(self.format).label}"


class CannotAsk(DomainError):
    """What the standard would ask cannot be had."""


class ChangedMeanwhile(DomainError):
    """Somebody else has set a cell since the matrix was opened."""


@dataclass(slots=True)
class CellChange:
    """What becomes of a cell's lines; `before` is what held on the day, `former` the line that held, by column."""

    cell: Cell
    starts_on: date
    before: int | None
    after: int | None
    touched: DistributionLine | None = None
    deleted: DistributionLine | None = None
    added: DistributionLine | None = None
    former: dict[str, Any] = field(default_factory=dict)


class StandardBook:
    """The lines of some models in memory, as they become change by change; `write` makes them so. One query."""

    def __init__(self, model_ids: Iterable[int]) -> None:
        self._lines: dict[Cell, list[DistributionLine]] = defaultdict(list)
        for line in DistributionLine.objects.filter(model_id__in=model_ids).order_by("starts_on"):
            self._lines[Cell(line.model_id, line.store_class, line.format)].append(line)

    def colours_on(self, cell: Cell, on: date) -> int | None:
        current = self._current(cell, on)
        return current.colours if current else None

    def change(self, cell: Cell, wanted: int | None, on: date) -> CellChange | None:
        """Ask for something else from a day on; what was to change later still changes then."""
        current = self._current(cell, on)
        change = CellChange(cell, on, current.colours if current else None, wanted)
        if change.before == wanted:
            return None
        change.former = _columns_of(current) if current else {}
        if current and current.starts_on == on:
            self._correct(change, current)
        else:
            self._follow(change, current)
        return change

    def _correct(self, change: CellChange, current: DistributionLine) -> None:
        """A line of the same day is corrected in place; the history keeps what it said."""
        if change.after is None:
            self._lines[change.cell].remove(current)
            change.deleted = current
        else:
            current.colours = change.after
            change.touched = current

    def _follow(self, change: CellChange, current: DistributionLine | None) -> None:
        lines = self._lines[change.cell]
        later = min((line.starts_on for line in lines if line.starts_on > change.starts_on), default=None)
        ends_on = current.ends_on if current else later
        if current:
            current.ends_on = change.starts_on
            change.touched = current
        if change.after is not None:
            change.added = DistributionLine(
                **change.cell._asdict(), colours=change.after, starts_on=change.starts_on, ends_on=ends_on
            )
            lines.append(change.added)

    def _current(self, cell: Cell, on: date) -> DistributionLine | None:
        return next((line for line in self._lines[cell] if _holds(line, on)), None)


@transaction.atomic
def set_distribution(
    wanted: Mapping[Cell, int | None],
    *,
    starts_on: date,
    seen: Mapping[Cell, int | None] | None = None,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> list[CellChange]:
    """Ask for so many colours in each of these cells from a day on; None asks for nothing.

    What held before ends with the day. The models are locked, so that two people's edits of a cell follow
    each other; with `seen` an edit on top of another's is refused. A fixed number of queries, whatever the
    cells.
    """
    if not rules.may_set_distribution(actor):
        raise PermissionDenied("set_distribution")
    models = lock_models({cell.model_id for cell in wanted})
    check_wanted(wanted, models)
    book = StandardBook(models)
    _refuse_if_changed(book, wanted, seen or {}, starts_on)
    changes = [change for cell, colours in wanted.items() if (change := book.change(cell, colours, starts_on))]
    write_changes(changes)
    record_changes(changes, models, actor=actor, at=at, reason=reason)
    return changes


def lock_models(model_ids: Iterable[int]) -> dict[int, HandsetModel]:
    """Hold the models whose standard is about to change, in one order everywhere. One query."""
    rows = HandsetModel.objects.select_for_update().filter(pk__in=model_ids).order_by("pk")
    return {model.pk: model for model in rows}


def check_wanted(wanted: Mapping[Cell, int | None], models: Mapping[int, HandsetModel]) -> None:
    """Refuse what no store could carry. One query."""
    colours = colours_in_catalogue(models)
    for cell, count in wanted.items():
        model = models.get(cell.model_id)
        if model is None or not model.is_own:
            raise CannotAsk(_("Only our own models can be asked for."))
        if count is not None:
            _check_colours(model, count, colours.get(model.pk, MOST_COLOURS))


def colours_in_catalogue(model_ids: Iterable[int]) -> dict[int, int]:
    """How many colours each model comes in; models without a SKU are missing. One query."""
    colours: dict[int, set[str]] = defaultdict(set)
    for model_id, colour in Sku.objects.filter(model_id__in=model_ids).values_list("model_id", "colour"):
        colours[model_id].add(colour)
    return {model_id: len(known) for model_id, known in colours.items()}


def write_changes(changes: Iterable[CellChange]) -> None:
    """Take away and end before adding, so that no two lines of a cell overlap meanwhile. Four queries."""
    changes = list(changes)
    gone = {id(one.deleted) for one in changes if one.deleted}
    DistributionLine.objects.filter(pk__in=[one.deleted.pk for one in changes if one.deleted]).delete()
    touched = {one.touched.pk: one.touched for one in changes if one.touched and one.touched.pk}
    still = [line for line in touched.values() if id(line) not in gone]
    DistributionLine.objects.bulk_update(still, ["ends_on", "colours"])
    DistributionLine.objects.bulk_create([one.added for one in changes if one.added and id(one.added) not in gone])


def record_changes(
    changes: Iterable[CellChange], models: Mapping[int, HandsetModel], *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """One event for each model, with a line for each cell and day."""
    texts: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for change in changes:
        name = f"{change.cell.label} {change.starts_on}"
        texts[change.cell.model_id][name] = (_text(change.before), _text(change.after))
    deeds = [Deed(models[model_id], fields) for model_id, fields in sorted(texts.items())]
    record_deeds(deeds, steps.SET_DISTRIBUTION, actor=actor, at=at, reason=reason)


def _refuse_if_changed(
    book: StandardBook, wanted: Mapping[Cell, int | None], seen: Mapping[Cell, int | None], on: date
) -> None:
    others = [cell for cell in wanted if cell in seen and book.colours_on(cell, on) != seen[cell]]
    if others:
        words = _("Somebody has changed %(cell)s meanwhile. Nothing was saved: open the matrix again and compare.")
        raise ChangedMeanwhile(words % {"cell": others[0].label})


def _check_colours(model: HandsetModel, count: int, in_catalogue: int) -> None:
    if not 1 <= count <= MOST_COLOURS:
        raise CannotAsk(_("Ask for 1 to %(most)s colours, or leave the field empty.") % {"most": MOST_COLOURS})
    if count > in_catalogue:
        words = _("%(model)s comes in %(colours)s colours; no store can carry %(asked)s.")
        raise CannotAsk(words % {"model": model, "colours": in_catalogue, "asked": count})


def _columns_of(line: DistributionLine) -> dict[str, Any]:
    return {column.name: getattr(line, column.attname) for column in line._meta.concrete_fields}


def _holds(line: DistributionLine, on: date) -> bool:
    return line.starts_on <= on and (line.ends_on is None or line.ends_on > on)


def _text(colours: int | None) -> str:
    return NOT_ASKED if colours is None else str(colours)
