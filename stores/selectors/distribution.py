"""Distribution as it is measured: of models over stores, and of a store over models (handbook H2.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from stores.calc.distribution import (
    ModelDistribution,
    Part,
    SkuEvidence,
    TargetStore,
    distribution_by_model,
)
from stores.choices import Found
from stores.models import HandsetModel, Sku, Store
from stores.querysets import StoreQuerySet
from stores.selectors.shelf_evidence import (
    Place,
    Shelf,
    Standard,
    carried_on,
    places_on,
    shelves_on,
    shelves_with_skus,
    sku_colours,
    standard_on,
    weights_on,
)


class Narrowing(NamedTuple):
    """Of which stores one asks; class and rep are those of the day."""

    center: Center | None = None
    rep: User | None = None
    store_class: str = ""
    format: str = ""

    def takes(self, place: Place) -> bool:
        return (
            (self.rep is None or place.rep_id == self.rep.pk)
            and self.store_class in ("", place.store_class)
            and self.format in ("", place.store.format)
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """One target store with its place, and what is known of its shelves."""

    place: Place
    target: TargetStore
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class ModelLine:
    model: HandsetModel
    distribution: ModelDistribution


@dataclass(frozen=True, slots=True)
class DistributionSheet:
    """All asked models over the chosen stores; `of_stores` is what these carry together of what they are asked."""

    on: date
    lines: tuple[ModelLine, ...]
    target_stores: int
    unknown: int
    of_stores: Part
    is_rolled_up: bool = False


@dataclass(frozen=True, slots=True)
class Lacking:
    """A store that does not carry a model as asked, with what it sells of all models."""

    place: Place
    found: Found
    colours: int
    asked: int
    weight: int
    counted_on: date | None
    sold_on: date | None


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """One asked model on a store's page."""

    model: HandsetModel
    found: Found
    asked: int
    colours: int
    missing_colours: list[str]
    counted_on: date | None
    sold_on: date | None


@dataclass(frozen=True, slots=True)
class StoreSheet:
    measured: Measured
    lines: list[ShelfLine]

    @property
    def distribution(self) -> Part:
        return self.measured.target.distribution


def measured_on(
    stores: StoreQuerySet, on: date, narrowing: Narrowing | None = None, model: HandsetModel | None = None
) -> list[Measured]:
    """Every store of which the standard asks something on a day, with what it carries. Eight queries.

    With a model only those that are asked for it, and of their shelves no more than that model. Ten queries.
    """
    standard, colours = standard_on(on), sku_colours([model.pk] if model else None)
    places = places_on(stores, on)
    shelves = shelves_with_skus(stores, on, colours) if model else shelves_on(stores, on)
    weights, wanted = weights_on(stores, on), narrowing or Narrowing()
    measured = [
        _measured(place, standard, shelves.get(place.store.pk, Shelf()), colours, weights)
        for place in places
        if wanted.takes(place) and standard.get((place.store_class, place.store.format))
    ]
    return [one for one in measured if model is None or model.pk in one.target.asked]


def distribution_sheet(actor: Actor, narrowing: Narrowing, on: date) -> DistributionSheet:
    """Each asked model over the stores that the actor sees and asks for. Nine queries."""
    measured = measured_on(_stores_of(actor, narrowing), on, narrowing)
    found = distribution_by_model(one.target for one in measured)
    models = HandsetModel.objects.filter(pk__in=found).order_by("series", "-launched_on", "code")
    parts = [one.target.distribution for one in measured]
    return DistributionSheet(
        on=on,
        lines=tuple(ModelLine(model, found[model.pk]) for model in models),
        target_stores=len(measured),
        unknown=sum(not one.target.is_known for one in measured),
        of_stores=Part(sum(part.part for part in parts), sum(part.whole for part in parts)),
    )


def lacking_stores(actor: Actor, model: HandsetModel, narrowing: Narrowing, on: date) -> list[Lacking]:
    """Target stores that do not carry a model as asked, what sells most first. Ten queries."""
    stores = _stores_of(actor, narrowing).select_related("rep")
    lacking = [_lacking(one, model.pk) for one in measured_on(stores, on, narrowing, model)]
    open_ones = [one for one in lacking if one.found != Found.CARRIED]
    return sorted(open_ones, key=lambda one: (-one.weight, one.place.store.code))


def store_sheet(store: Store, on: date) -> StoreSheet | None:
    """What is asked of one store that was seen, and what it carries; None if nothing is asked. Ten queries."""
    stores = Store.objects.unscoped(because="the store was seen").filter(pk=store.pk)
    return store_sheets(stores, on).get(store.pk)


def store_sheets(stores: StoreQuerySet, on: date) -> dict[int, StoreSheet]:
    """The sheet of each store of which something is asked, by store. Ten queries, however many stores."""
    measured = measured_on(stores, on)
    asked = {model_id for one in measured for model_id in one.target.asked}
    models = list(HandsetModel.objects.filter(pk__in=asked).order_by("series", "-launched_on", "code"))
    skus = list(Sku.objects.filter(model_id__in=asked).order_by("pk"))
    return {
        one.place.store.pk: StoreSheet(
            one, [_shelf_line(one, model, skus) for model in models if model.pk in one.target.asked]
        )
        for one in measured
    }


def _stores_of(actor: Actor, narrowing: Narrowing) -> StoreQuerySet:
    stores = Store.objects.visible_to(actor)
    if narrowing.center is not None:
        stores = stores.filter(center=narrowing.center)
    return stores


def _measured(place: Place, standard: Standard, shelf: Shelf, colours, weights) -> Measured:
    target = TargetStore(
        store_id=place.store.pk,
        weight=weights.get(place.store.pk, 0),
        asked=standard[place.store_class, place.store.format],
        carried=carried_on(shelf, colours),
        is_known=shelf.is_known,
    )
    return Measured(place, target, shelf)


def _lacking(one: Measured, model_id: int) -> Lacking:
    counted_on, sold_on = _last_days(one.shelf.skus.values())
    return Lacking(
        place=one.place,
        found=Found(one.target.found(model_id)),
        colours=one.target.carried.get(model_id, 0),
        asked=one.target.asked[model_id],
        weight=one.target.weight,
        counted_on=counted_on,
        sold_on=sold_on,
    )


def _shelf_line(one: Measured, model: HandsetModel, skus: Iterable[Sku]) -> ShelfLine:
    of_model = [sku for sku in skus if sku.model_id == model.pk]
    evidence = {sku.pk: one.shelf.skus.get(sku.pk, SkuEvidence()) for sku in of_model}
    carried = {sku.colour for sku in of_model if evidence[sku.pk].is_carried}
    counted_on, sold_on = _last_days(evidence.values())
    found = Found(one.target.found(model.pk))
    missing = [colour for colour in dict.fromkeys(sku.colour for sku in of_model) if colour not in carried]
    return ShelfLine(
        model=model,
        found=found,
        asked=one.target.asked[model.pk],
        colours=one.target.carried.get(model.pk, 0),
        missing_colours=[] if found == Found.CARRIED else missing,
        counted_on=counted_on,
        sold_on=sold_on,
    )


def _last_days(evidence: Iterable[SkuEvidence]) -> tuple[date | None, date | None]:
    known = list(evidence)
    counted = max((one.counted_on for one in known if one.counted_on), default=None)
    return counted, max((one.sold_on for one in known if one.sold_on), default=None)
