"""A random world of shelves, and its distribution told by walking through the days one by one."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from stores.models import Store
from tests.factories.stores import (
    CustomerFactory,
    DistributionLineFactory,
    HandsetModelFactory,
    SalesMonthFactory,
    SalesRecordFactory,
    SkuFactory,
    StockCountFactory,
    StoreFactory,
)

ON = date(2026, 11, 20)


@dataclass(frozen=True)
class World:
    """What was drawn, as plain rows: units by store and month, stock and sales by store, SKU and day."""

    stores: list
    skus: list
    asked: dict
    counts: dict
    sales: dict
    months: dict


def draw_world(seed: int, rep) -> World:
    """Four stores, two models in two colours, and counts and sales over ninety days that reach beyond both windows."""
    random = Random(seed)
    customer = CustomerFactory(rep=rep)
    stores = [StoreFactory(customer=customer, store_class=random.choice("AB")) for _ in range(4)]
    models = [HandsetModelFactory() for _ in range(2)]
    skus = [SkuFactory(model=model, colour=colour) for model in models for colour in ("黑", "白")]
    asked = {
        (model.pk, name): DistributionLineFactory(model=model, store_class=name, colours=random.randint(1, 2)).colours
        for model in models
        for name in "AB"
        if random.random() < 0.8
    }
    counts, sales, months = {}, {}, {}
    for store in stores[: random.randint(1, 4)]:
        for sku in skus:
            for _ in range(random.randint(0, 3)):
                counts[store.pk, sku.pk, ON - timedelta(days=random.randint(-2, 90))] = random.choice([0, 0, 3])
                sales[store.pk, sku.pk, ON - timedelta(days=random.randint(-2, 90))] = random.choice([-1, 0, 2])
    for store in stores:
        for month in (7, 8, 9, 10, 11):
            months[store.pk, month] = random.randint(-2, 9)
    return _written(World(stores, skus, asked, counts, sales, months), models[0])


def _written(world: World, model) -> World:
    for (store_id, sku_id, day), quantity in world.counts.items():
        StockCountFactory(store_id=store_id, sku_id=sku_id, counted_on=day, quantity=quantity)
    for (store_id, sku_id, day), net in world.sales.items():
        SalesRecordFactory(store_id=store_id, sku_id=sku_id, sold_on=day, quantity=3)
        SalesRecordFactory(store_id=store_id, sku_id=sku_id, sold_on=day, quantity=net - 3)
    for (store_id, month), units in world.months.items():
        SalesMonthFactory(store_id=store_id, model=model, month=date(2026, month, 1), sell_out=units)
    return world


def is_carried_by_hand(world: World, store: Store, sku) -> bool:
    """Walk from the oldest day to the newest; each word replaces the one before."""
    word = False
    for back in reversed(range(60)):
        key = (store.pk, sku.pk, ON - timedelta(days=back))
        if key in world.counts:
            word = world.counts[key] > 0
        elif back < 30 and world.sales.get(key, 0) > 0:
            word = True
    return word


def colours_by_hand(world: World, store: Store, model_id: int) -> int:
    skus = [sku for sku in world.skus if sku.model_id == model_id]
    return len({sku.colour for sku in skus if is_carried_by_hand(world, store, sku)})


def weight_by_hand(world: World, store: Store) -> int:
    return max(0, sum(world.months[store.pk, month] for month in (8, 9, 10)))


def models_by_hand(world: World) -> dict:
    """Numeric and weighted distribution by model, and its target stores."""
    found = {}
    for model_id in {model_id for model_id, _ in world.asked}:
        targets = [store for store in world.stores if (model_id, store.store_class) in world.asked]
        carrying = [store for store in targets if colours_by_hand(world, store, model_id)]
        sold = sum(weight_by_hand(world, store) for store in targets)
        sold_there = sum(weight_by_hand(world, store) for store in carrying)
        if targets:
            weighted = Fraction(sold_there, sold) if sold else None
            found[model_id] = (Fraction(len(carrying), len(targets)), weighted, len(targets))
    return found


def stores_by_hand(world: World) -> dict:
    """Models carried in the colours asked, and models asked, by store."""
    found = {}
    for store in world.stores:
        asked = {model_id: colours for (model_id, name), colours in world.asked.items() if name == store.store_class}
        carried = [colours_by_hand(world, store, model_id) >= colours for model_id, colours in asked.items()]
        if asked:
            found[store.pk] = (sum(carried), len(asked))
    return found
