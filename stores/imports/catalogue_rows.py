"""How rows of models, SKUs and prices are compared with the catalogue (handbook H2.4, H2.6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models

from salesops.exchange.choices import RowAction
from salesops.exchange.effects import Effect, record_effects
from salesops.exchange.kinds import Change, ImportContext, ImportSession, Outcome, Row, refused
from salesops.exchange.problems import Problem
from salesops.workflow.selectors.recorded import as_recorded, readable
from stores import rules
from stores.models import HandsetModel, Price, Sku
from stores.services.catalogue import price_text
from stores.services.history import Deed, record_deeds

MODEL_FIELDS = ("name", "brand", "series", "is_own", "launched_on", "ended_on")
SKU_FIELDS = ("colour", "memory")
PRICE_FIELDS = ("list_yuan", "supply_yuan")
PRICE_COLUMNS = ("price_from", "list_yuan", "supply_yuan")


@dataclass(slots=True)
class Touched:
    """What one row makes or changes; parts that stay as they are stay None.

    `traces` has each of them with its former values, or None where it is new.
    """

    model: HandsetModel
    is_new_model: bool = False
    sku: Sku | None = None
    price: Price | None = None
    traces: list[tuple[models.Model, dict[str, Any] | None]] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)


class CatalogueImport(ImportSession):
    """The catalogue is small: it is loaded once, and each row is compared with it as it grows."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context
        self._said: dict[tuple, tuple[int, Any]] = {}

    def prepare(self, rows: Sequence[Row]) -> list[Outcome]:
        """Three queries for the whole file."""
        return [self._judge(row) for row in rows]

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        touched = [outcome.payload for outcome in outcomes]
        by_whom = {"actor": self.context.actor, "at": self.context.at, "reason": self.context.reason}
        new = [one for one in touched if one.is_new_model]
        HandsetModel.objects.bulk_create([one.model for one in new])
        self._save_models([one for one in touched if one.fields and not one.is_new_model])
        _upsert(Sku, [one.sku for one in touched if one.sku], ["colour", "memory"])
        _upsert(Price, [one.price for one in touched if one.price], ["list_yuan", "supply_yuan"])
        record_deeds([Deed(one.model) for one in new], "create", **by_whom)
        codes = {one.model.code for one in new}
        record_deeds(_deeds(one for one in touched if one.model.code not in codes), "edit", **by_whom)
        record_effects(_effects(outcomes), run_id=self.context.run_id)

    @cached_property
    def models(self) -> dict[str, HandsetModel]:
        rows = HandsetModel.objects.all()
        rows = rows.select_for_update() if self.context.is_writing else rows
        return {model.code: model for model in rows}

    @cached_property
    def skus(self) -> dict[str, Sku]:
        return {sku.code: sku for sku in Sku.objects.select_related("model")}

    @cached_property
    def variants(self) -> dict[tuple[str, str, str], str]:
        return {(sku.model.code, sku.colour, sku.memory): code for code, sku in self.skus.items()}

    @cached_property
    def prices(self) -> dict[tuple[str, date], Price]:
        return {(price.model.code, price.starts_on): price for price in Price.objects.select_related("model")}

    def _judge(self, row: Row) -> Outcome:
        problems = list(self._problems(row))
        if problems:
            return refused(row, *problems)
        touched = self._take_model(row)
        self._take_sku(row, touched)
        self._take_price(row, touched)
        subject = " ".join(filter(None, (touched.model.code, row.values.get("sku"))))
        if not (touched.is_new_model or touched.sku or touched.price or touched.fields):
            return Outcome(row.number, RowAction.UNCHANGED, subject=subject)
        is_new = touched.is_new_model or (touched.sku is not None and touched.sku.pk is None)
        return Outcome(
            row.number,
            RowAction.CREATED if is_new else RowAction.CHANGED,
            subject=subject,
            changes=[_change(name, *texts) for name, texts in touched.changes.items()],
            payload=touched,
        )

    def _problems(self, row: Row) -> Iterator[Problem]:
        if not rules.may_edit_catalogue(self.context.actor):
            yield Problem("not_yours", column="model")
        yield from self._otherwise(row, ("model",), MODEL_FIELDS)
        yield from self._otherwise(row, ("model", "price_from"), ("list_yuan", "supply_yuan"))
        yield from self._life(row)
        yield from self._sku_problems(row)
        given = [name for name in PRICE_COLUMNS if row.values.get(name) is not None]
        if given and len(given) < len(PRICE_COLUMNS):
            yield Problem("half_price", column=next(name for name in PRICE_COLUMNS if name not in given))

    def _otherwise(self, row: Row, key: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Problem]:
        """Rows of one file that repeat a model must agree about it."""
        keys = tuple(row.values.get(name) for name in key)
        for name in names:
            value = row.values.get(name)
            if value is None or None in keys:
                continue
            number, said = self._said.setdefault((*keys, name), (row.number, value))
            if said != value:
                yield Problem("says_otherwise", {"row": number}, name)

    def _life(self, row: Row) -> Iterator[Problem]:
        model = self.models.get(row.values["model"])
        launched, ended = (
            row.values[name] if name in row.values else getattr(model, name, None)
            for name in ("launched_on", "ended_on")
        )
        if launched and ended and ended <= launched:
            yield Problem("ended_before_launch", column="ended_on")

    def _sku_problems(self, row: Row) -> Iterator[Problem]:
        code, model_code = row.values.get("sku"), row.values["model"]
        if code is None:
            if any(row.values.get(name) for name in SKU_FIELDS):
                yield Problem("required", column="sku")
            return
        sku = self.skus.get(code)
        if sku and sku.model.code != model_code:
            yield Problem("sku_of_other_model", {"model": sku.model.code}, "sku")
        twin = self.variants.get(self._variant(row))
        if twin and twin != code:
            yield Problem("variant_known", {"sku": twin}, "sku")

    def _variant(self, row: Row) -> tuple[str, str, str]:
        sku = self.skus.get(row.values["sku"])
        colour, memory = (
            (row.values[name] or "") if name in row.values else getattr(sku, name, "") for name in SKU_FIELDS
        )
        return row.values["model"], colour, memory

    def _take_model(self, row: Row) -> Touched:
        code = row.values["model"]
        values = {name: row.values[name] for name in MODEL_FIELDS if name in row.values}
        model = self.models.get(code)
        if model is None:
            model = self.models[code] = HandsetModel(code=code, **_with_blanks(values, is_new=True))
            return Touched(model, is_new_model=True, traces=[(model, None)])
        touched = Touched(model)
        former = _raw(model, MODEL_FIELDS)
        for name, value in _with_blanks(values, is_new=False).items():
            if getattr(model, name) != value:
                before = as_recorded(model, name)
                setattr(model, name, value)
                touched.fields.add(name)
                touched.changes[name] = (before, as_recorded(model, name))
        if touched.fields:
            touched.traces.append((model, former))
        return touched

    def _take_sku(self, row: Row, touched: Touched) -> None:
        code = row.values.get("sku")
        if code is None:
            return
        variant = self._variant(row)
        sku = self.skus.get(code)
        before = "" if sku is None else str(sku)
        former = None if sku is None else _raw(sku, SKU_FIELDS)
        if sku is None:
            sku = self.skus[code] = Sku(code=code, model=touched.model)
        elif (sku.colour, sku.memory) == variant[1:]:
            return
        self.variants.pop((variant[0], sku.colour, sku.memory), None)
        sku.colour, sku.memory = variant[1:]
        self.variants[variant] = code
        touched.sku = sku
        touched.traces.append((sku, former))
        touched.changes[f"SKU {code}"] = (before, str(sku))

    def _take_price(self, row: Row, touched: Touched) -> None:
        day = row.values.get("price_from")
        if day is None:
            return
        key = (touched.model.code, day)
        price = self.prices.get(key)
        before = "" if price is None else price_text(price)
        former = None if price is None else _raw(price, PRICE_FIELDS)
        if price is None:
            price = self.prices[key] = Price(model=touched.model, starts_on=day)
        price.list_yuan, price.supply_yuan = row.values["list_yuan"], row.values["supply_yuan"]
        if before != price_text(price):
            touched.price = price
            touched.traces.append((price, former))
            touched.changes[f"{day}"] = (before, price_text(price))

    def _save_models(self, touched: list[Touched]) -> None:
        changed = list({one.model.code: one.model for one in touched}.values())
        for model in changed:
            model.revision += 1
        HandsetModel.objects.bulk_update(changed, [*MODEL_FIELDS, "revision"], 200)


def _raw(obj: models.Model, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(obj, name) for name in names}


def _effects(outcomes: Sequence[Outcome]) -> Iterator[Effect]:
    """What is watched of a new SKU or price until the undo; a model tells by its revision."""
    watched = {HandsetModel: (), Sku: SKU_FIELDS, Price: PRICE_FIELDS}
    for outcome in outcomes:
        for obj, former in outcome.payload.traces:
            if former is None:
                yield Effect(outcome.number, outcome.subject, obj, RowAction.CREATED, watched=watched[type(obj)])
            else:
                yield Effect(outcome.number, outcome.subject, obj, RowAction.CHANGED, former)


def _with_blanks(values: dict[str, Any], *, is_new: bool) -> dict[str, Any]:
    """A blank series or day empties it; a blank word on whose the model is leaves it, and is yes for a new one."""
    filled = {}
    for name, value in values.items():
        if value is not None or name in {"launched_on", "ended_on"}:
            filled[name] = value
        elif name == "series":
            filled[name] = ""
    if is_new:
        filled.setdefault("is_own", True)
    return filled


def _upsert(model: type[models.Model], rows: list[models.Model], names: list[str]) -> None:
    """Insert what is new and change the rest; a row that several rows of the file touched is written once."""
    rows = list({id(row): row for row in rows}.values())
    model.objects.bulk_create([row for row in rows if row.pk is None], 500)
    model.objects.bulk_update([row for row in rows if row.pk is not None], names, 200)


def _deeds(touched: Iterator[Touched]) -> list[Deed]:
    """One deed for each model, with the changes of all its rows."""
    changes: dict[str, dict] = {}
    models_by_code: dict[str, HandsetModel] = {}
    for one in touched:
        models_by_code[one.model.code] = one.model
        changes.setdefault(one.model.code, {}).update(one.changes)
    return [Deed(models_by_code[code], found) for code, found in changes.items()]


def _change(name: str, before: str, after: str) -> Change:
    return Change(name, _label(name), readable(HandsetModel, name, before), readable(HandsetModel, name, after))


def _label(name: str) -> Any:
    """A field's own words; for a SKU or the day of a price the name says it."""
    return HandsetModel._meta.get_field(name).verbose_name if name in MODEL_FIELDS else name
