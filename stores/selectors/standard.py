"""The distribution standard as a matrix, its versions, and what a change of it does (handbook H2.7)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import Count

from salesops.accounts.actor import Actor
from stores.calc.distribution import Effect, effect_in_store
from stores.choices import StoreClass, StoreFormat
from stores.models import DistributionLine, HandsetModel, Store
from stores.selectors.shelf_evidence import Shelf, carried_on, places_on, shelves_on, sku_colours

COLUMNS = tuple((store_class, form) for store_class in StoreClass for form in StoreFormat)
MOST_VERSIONS = 6

# By model id, class and format.
Cells = Mapping[tuple[int, str, str], int | None]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One field: what is asked on the day, what was asked on the day compared with, and when it changes next."""

    key: str
    store_class: StoreClass
    format: StoreFormat
    colours: int | None
    was: int | None
    changes_on: date | None
    typed: str = ""

    @property
    def differs(self) -> bool:
        return self.colours != self.was


@dataclass(frozen=True, slots=True)
class MatrixRow:
    model: HandsetModel
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Matrix:
    """All our models on sale on a day, by series, against all classes and formats."""

    on: date
    against: date | None
    rows: tuple[MatrixRow, ...]

    @property
    def series(self) -> list[tuple[str, list[MatrixRow]]]:
        return [(name, list(rows)) for name, rows in groupby(self.rows, key=lambda row: row.model.series)]

    @cached_property
    def seen(self) -> dict[str, int | None]:
        """What the matrix shows, by the key of its cells."""
        return {cell.key: cell.colours for row in self.rows for cell in row.cells}

    @property
    def differences(self) -> int:
        return sum(cell.differs for row in self.rows for cell in row.cells) if self.against else 0

    def as_typed(self, typed: Callable[[str], str]) -> "Matrix":
        """The same matrix with what a person has put into its cells."""
        rows = (
            replace(row, cells=tuple(replace(cell, typed=typed(cell.key)) for cell in row.cells)) for row in self.rows
        )
        return Matrix(self.on, self.against, tuple(rows))

    def column(self, store_class: str, form: str) -> list[tuple[HandsetModel, MatrixCell]]:
        """What one class and format is asked for."""
        place = COLUMNS.index((store_class, form))
        return [(row.model, row.cells[place]) for row in self.rows if row.cells[place].colours]


@dataclass(frozen=True, slots=True)
class ModelEffect:
    model: HandsetModel
    effect: Effect


def matrix_on(on: date, against: date | None = None) -> Matrix:
    """The standard of a day, compared with another day's if one is named. Two queries."""
    models = HandsetModel.objects.own().on_sale(on).order_by("series", "-launched_on", "code")
    lines: dict[tuple, list[DistributionLine]] = defaultdict(list)
    for line in DistributionLine.objects.filter(model__in=models.order_by()).order_by("starts_on"):
        lines[line.model_id, line.store_class, line.format].append(line)
    rows = (
        MatrixRow(model, tuple(_cell(model, *column, lines[model.pk, *column], on, against) for column in COLUMNS))
        for model in models
    )
    return Matrix(on, against, tuple(rows))


def versions() -> list[tuple[date, int]]:
    """The last days on which the standard changed, with the number of cells that did. Two queries."""
    lines = DistributionLine.objects.order_by()
    changed: Counter[date] = Counter()
    for name in ("starts_on", "ends_on"):
        days = lines.filter(**{f"{name}__isnull": False})
        for day, count in days.values(name).annotate(count=Count("pk")).values_list(name, "count"):
            changed[day] = max(changed[day], count)
    return sorted(changed.items(), reverse=True)[:MOST_VERSIONS]


def effects_of(actor: Actor, before: Cells, wanted: Cells, on: date) -> list[ModelEffect]:
    """What asking for `wanted` does to each model's stores, by what they carry today. Seven queries."""
    model_ids = {model_id for model_id, _, _ in wanted}
    stores, colours = Store.objects.visible_to(actor), sku_colours(model_ids)
    shelves = shelves_on(stores, on, colours)
    effects: dict[int, Effect] = dict.fromkeys(model_ids, Effect())
    for place in places_on(stores, on):
        carried = carried_on(shelves.get(place.store.pk, Shelf()), colours)
        for model_id, key in _cells_of(place.store_class, place.store.format, model_ids, wanted):
            effects[model_id] += effect_in_store(before.get(key), wanted[key], carried.get(model_id, 0))
    models = HandsetModel.objects.filter(pk__in=effects).order_by("series", "-launched_on", "code")
    return [ModelEffect(model, effects[model.pk]) for model in models]


def _cells_of(store_class: str, form: str, model_ids: set[int], wanted: Cells) -> Iterator[tuple[int, tuple]]:
    for model_id in model_ids:
        if (key := (model_id, store_class, form)) in wanted:
            yield model_id, key


def _cell(
    model: HandsetModel,
    store_class: StoreClass,
    form: StoreFormat,
    lines: list[DistributionLine],
    on: date,
    against: date | None,
) -> MatrixCell:
    current = _colours(lines, on)
    later = {day for line in lines for day in (line.starts_on, line.ends_on) if day and day > on}
    return MatrixCell(
        key=f"{model.pk}.{store_class}.{form}",
        store_class=store_class,
        format=form,
        colours=current,
        was=_colours(lines, against) if against else current,
        changes_on=min(later, default=None),
        typed=str(current or ""),
    )


def _colours(lines: list[DistributionLine], on: date) -> int | None:
    return next(
        (line.colours for line in lines if line.starts_on <= on and (not line.ends_on or line.ends_on > on)), None
    )
