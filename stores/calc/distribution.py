"""Numeric and weighted distribution of a model, and a store's own distribution (handbook H2.7).

Figures are pairs of whole numbers, so that each can be shown with what it was made of. What counts as
carried, and where a store stands that nobody has looked at, is in docs/decisions/039.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

# How old a count or a sale may be to still say something.
COUNT_DAYS = 60
SALE_DAYS = 30


def monday_of(day: date) -> date:
    """The first day of the week, by which weeks are named."""
    return day - timedelta(days=day.weekday())


class Found(StrEnum):
    """What is known of one asked model in one store."""

    CARRIED = "carried"
    TOO_FEW_COLOURS = "too_few_colours"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole; without a whole there is no share."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def ratio(self) -> Decimal | None:
        """The share as it is shown, to a hundredth of a percent."""
        return (Decimal(self.part) / self.whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if self.whole else None


@dataclass(frozen=True, slots=True)
class SkuEvidence:
    """What the last weeks say of one SKU in one store: its last count, and the last day it sold."""

    counted_on: date | None = None
    had_stock: bool = False
    sold_on: date | None = None

    @property
    def is_carried(self) -> bool:
        """The newest word decides; a count and a sale of one day are the count's."""
        if self.counted_on is not None and (self.sold_on is None or self.sold_on <= self.counted_on):
            return self.had_stock
        return self.sold_on is not None


@dataclass(frozen=True, slots=True)
class TargetStore:
    """One store with what is asked of it and what it carries: colours by model.

    `is_known` is false where the period has neither a count nor a report of sales.
    """

    store_id: int
    weight: int
    asked: Mapping[int, int]
    carried: Mapping[int, int]
    is_known: bool

    def found(self, model_id: int) -> Found:
        if not self.is_known:
            return Found.UNKNOWN
        colours = self.carried.get(model_id, 0)
        if not colours:
            return Found.MISSING
        return Found.CARRIED if colours >= self.asked[model_id] else Found.TOO_FEW_COLOURS

    @property
    def distribution(self) -> Part:
        """Models carried in the colours that the standard asks, of the models that it asks."""
        carried = sum(self.found(model_id) == Found.CARRIED for model_id in self.asked)
        return Part(carried, len(self.asked))


@dataclass(frozen=True, slots=True)
class ModelDistribution:
    """A model over its target stores: how many carry it, and what these sell of all that target stores sell."""

    model_id: int
    stores: int = 0
    carrying: int = 0
    in_all_colours: int = 0
    unknown: int = 0
    weight: int = 0
    weight_carrying: int = 0

    @property
    def numeric(self) -> Part:
        return Part(self.carrying, self.stores)

    @property
    def weighted(self) -> Part:
        return Part(self.weight_carrying, self.weight)

    @property
    def complete(self) -> Part:
        """Target stores that carry it in all the colours that are asked of them."""
        return Part(self.in_all_colours, self.stores)

    @property
    def lacking(self) -> int:
        """Stores that do not carry it, or in too few colours: where selling in pays."""
        return self.stores - self.in_all_colours

    def __add__(self, other: "ModelDistribution") -> "ModelDistribution":
        return ModelDistribution(
            self.model_id,
            self.stores + other.stores,
            self.carrying + other.carrying,
            self.in_all_colours + other.in_all_colours,
            self.unknown + other.unknown,
            self.weight + other.weight,
            self.weight_carrying + other.weight_carrying,
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the standard does to a model's stores; pieces are the colours that are still to come in."""

    asked_before: int = 0
    asked_after: int = 0
    newly_asked: int = 0
    already_carry: int = 0
    gaps_before: int = 0
    gaps_after: int = 0
    pieces: int = 0

    def __add__(self, other: "Effect") -> "Effect":
        return Effect(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def effect_in_store(before: int | None, after: int | None, carried: int) -> Effect:
    """One store that was asked for some colours of a model and will be asked for others."""
    lacks_before, lacks_after = max(0, (before or 0) - carried), max(0, (after or 0) - carried)
    is_new = before is None and after is not None
    return Effect(
        asked_before=int(before is not None),
        asked_after=int(after is not None),
        newly_asked=int(is_new),
        already_carry=int(is_new and not lacks_after),
        gaps_before=int(lacks_before > 0),
        gaps_after=int(lacks_after > 0),
        pieces=lacks_after - lacks_before,
    )


def distribution_by_model(stores: Iterable[TargetStore]) -> dict[int, ModelDistribution]:
    """Each asked model over the stores that it is asked of; an unknown store stays in the whole."""
    found: dict[int, ModelDistribution] = {}
    for store in stores:
        for model_id in store.asked:
            one = _of_one_store(store, model_id)
            found[model_id] = found[model_id] + one if model_id in found else one
    return found


def colours_carried(evidence: Mapping[tuple[int, str], Iterable[SkuEvidence]]) -> dict[int, int]:
    """Distinct colours by model, from what is known of the SKUs of each model and colour."""
    colours: dict[int, int] = defaultdict(int)
    for (model_id, _colour), skus in evidence.items():
        colours[model_id] += any(sku.is_carried for sku in skus)
    return {model_id: count for model_id, count in colours.items() if count}


def _of_one_store(store: TargetStore, model_id: int) -> ModelDistribution:
    found = store.found(model_id)
    carries = found in (Found.CARRIED, Found.TOO_FEW_COLOURS)
    return ModelDistribution(
        model_id=model_id,
        stores=1,
        carrying=int(carries),
        in_all_colours=int(found == Found.CARRIED),
        unknown=int(found == Found.UNKNOWN),
        weight=store.weight,
        weight_carrying=store.weight if carries else 0,
    )
