"""Setting the distribution standard from a day on (handbook H2.7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

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


@dataclass(slots=True)
class CellChange:
    """What becomes of a cell's lines; `before` is what held on the day."""

    cell: Cell
    before: int | None
    after: int | None
    ended: DistributionLine | None = None
    changed: DistributionLine | None = None
    deleted: DistributionLine | None = None
    added: list[DistributionLine] = field(default_factory=list)


@transaction.atomic
def set_distribution(
    wanted: Mapping[Cell, int | None], *, starts_on: date, actor: Actor, at: datetime, reason: str = ""
) -> list[CellChange]:
    """Ask for so many colours in each of these cells from a day on; None asks for nothing.

    What held before ends with the day, and what was to change later still changes then. The models are
    locked, so that two people's edits of one cell follow each other. Seven queries, whatever the cells.
    """
    if not rules.may_set_distribution(actor):
        raise PermissionDenied("set_distribution")
    ids = {cell.model_id for cell in wanted}
    models = {model.pk: model for model in HandsetModel.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    check_wanted(wanted, models)
    lines = _lines_of(ids)
    changes = [
        change for cell, colours in wanted.items() if (change := _change(cell, colours, starts_on, lines.get(cell, [])))
    ]
    write_changes(changes)
    record_deeds(_deeds(changes, models, starts_on), steps.SET_DISTRIBUTION, actor=actor, at=at, reason=reason)
    return changes


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
    """End, change and take away before adding, so that no two lines of a cell overlap meanwhile. Four queries."""
    changes = list(changes)
    DistributionLine.objects.filter(pk__in=[one.deleted.pk for one in changes if one.deleted]).delete()
    DistributionLine.objects.bulk_update([one.ended for one in changes if one.ended], ["ends_on"])
    DistributionLine.objects.bulk_update([one.changed for one in changes if one.changed], ["colours"])
    DistributionLine.objects.bulk_create([line for one in changes for line in one.added])


def _check_colours(model: HandsetModel, count: int, in_catalogue: int) -> None:
    if not 1 <= count <= MOST_COLOURS:
        raise CannotAsk(_("Ask for 1 to %(most)s colours, or leave the field empty.") % {"most": MOST_COLOURS})
    if count > in_catalogue:
        words = _("%(model)s comes in %(colours)s colours; no store can carry %(asked)s.")
        raise CannotAsk(words % {"model": model, "colours": in_catalogue, "asked": count})


def _lines_of(model_ids: Iterable[int]) -> dict[Cell, list[DistributionLine]]:
    lines: dict[Cell, list[DistributionLine]] = defaultdict(list)
    for line in DistributionLine.objects.filter(model_id__in=model_ids).order_by("starts_on"):
        lines[Cell(line.model_id, line.store_class, line.format)].append(line)
    return lines


def _change(cell: Cell, wanted: int | None, on: date, lines: list[DistributionLine]) -> CellChange | None:
    current = next((line for line in lines if _holds(line, on)), None)
    change = CellChange(cell, current.colours if current else None, wanted)
    if change.before == wanted:
        return None
    if current and current.starts_on == on:
        _replace(change, current)
        return change
    ends_on = (
        current.ends_on if current else min((line.starts_on for line in lines if line.starts_on > on), default=None)
    )
    if current:
        current.ends_on = on
        change.ended = current
    if wanted is not None:
        change.added.append(
            DistributionLine(**cell._asdict(), colours=wanted, starts_on=on, ends_on=ends_on),
        )
    return change


def _replace(change: CellChange, current: DistributionLine) -> None:
    """A line of the same day is corrected in place; the history keeps what it said."""
    if change.after is None:
        change.deleted = current
    else:
        current.colours = change.after
        change.changed = current


def _holds(line: DistributionLine, on: date) -> bool:
    return line.starts_on <= on and (line.ends_on is None or line.ends_on > on)


def _deeds(changes: list[CellChange], models: Mapping[int, HandsetModel], starts_on: date) -> list[Deed]:
    """One event for each model, with a line for each cell."""
    texts: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for change in changes:
        after = f"{_text(change.after)} ({starts_on})"
        texts[change.cell.model_id][change.cell.label] = (_text(change.before), after)
    return [Deed(models[model_id], fields) for model_id, fields in sorted(texts.items())]


def _text(colours: int | None) -> str:
    return NOT_ASKED if colours is None else str(colours)
