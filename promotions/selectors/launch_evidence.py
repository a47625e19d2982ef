"""What is known of each target store of a launch, day by day (handbook H6.1).

A store carries a model from the first day on which a rep sold it in, a record of sell-in or sell-out has it, or a
count found it. Sell-in is the larger of what reps recorded and what was booked: booking comes late, recording is
forgotten.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from promotions.calc.launch_curve import COVER_DAYS, StoreFacts
from promotions.models import Launch, LaunchStore, SellIn
from promotions.querysets import LaunchStoreQuerySet
from salesops.accounts.actor import Actor
from stores.choices import SaleKind, StoreStatus
from stores.models import SalesRecord, StockCount, Store
from stores.selectors.shelf_evidence import weights_on

BECAUSE = "the target stores were narrowed to what the actor sees"


@dataclass(slots=True)
class _Known:
    """What was found of one store while its rows are read."""

    carried: dict[int, date] = field(default_factory=dict)
    displayed: dict[int, date] = field(default_factory=dict)
    recorded: int = 0
    booked: int = 0
    order_days: set[date] = field(default_factory=set)
    sold_out: int = 0
    sold_lately: int = 0
    first_sold_on: date | None = None
    stock: dict[int, int] = field(default_factory=dict)
    prices: Counter = field(default_factory=Counter)

    def carries(self, model_id: int, day: date) -> None:
        self.carried[model_id] = min(day, self.carried.get(model_id, day))


def targets_of(launch: Launch, actor: Actor) -> LaunchStoreQuerySet:
    """The stores that are to carry it: open ones with a number above nothing."""
    places = LaunchStore.objects.visible_to(actor).filter(launch=launch, quantity__gt=0)
    return places.filter(store__status=StoreStatus.ACTIVE)


def facts_of(launch: Launch, places: LaunchStoreQuerySet, on: date) -> list[StoreFacts]:
    """Each target store as it stood at the end of a day. Six queries, however many stores."""
    model_ids = list(launch.models.values_list("model_id", flat=True))
    known: dict[int, _Known] = defaultdict(_Known)
    _read_sell_ins(known, launch, places, on)
    _read_sales(known, launch, places, model_ids, on)
    _read_counts(known, launch, places, model_ids, on)
    stores = Store.objects.unscoped(because=BECAUSE).filter(pk__in=places.order_by().values("store"))
    weights = weights_on(stores, launch.starts_on)
    rows = places.order_by("store__code").values_list("store_id", "store__center_id", "store__rep_id", "quantity")
    return [
        _facts(known[store_id], (store_id, center_id, rep_id), weights.get(store_id, 0), quantity, model_ids)
        for store_id, center_id, rep_id, quantity in rows
    ]


def _read_sell_ins(known: dict[int, _Known], launch: Launch, places: QuerySet, on: date) -> None:
    records = SellIn.objects.unscoped(because=BECAUSE).filter(
        launch=launch, store__in=places.order_by().values("store"), done_on__lte=on
    )
    fields = ("store_id", "model_id", "done_on", "quantity", "is_displayed", "is_price_right")
    for store_id, model_id, day, quantity, is_displayed, is_right in records.order_by("done_on").values_list(*fields):
        store = known[store_id]
        if quantity:
            store.carries(model_id, day)
            store.recorded += quantity
            store.order_days.add(day)
        if is_displayed:
            store.displayed.setdefault(model_id, day)
        if is_right is not None:
            store.prices[is_right] += 1


def _read_sales(known: dict[int, _Known], launch: Launch, places: QuerySet, model_ids: list[int], on: date) -> None:
    records = SalesRecord.objects.unscoped(because=BECAUSE).filter(
        store__in=places.order_by().values("store"),
        sku__model__in=model_ids,
        sold_on__gte=launch.starts_on,
        sold_on__lte=on,
    )
    days = records.order_by("sold_on").values("store_id", "sku__model_id", "kind", "sold_on")
    days = days.annotate(units=Sum("quantity"))
    for store_id, model_id, kind, day, units in days.values_list(
        "store_id", "sku__model_id", "kind", "sold_on", "units"
    ):
        store = known[store_id]
        if units > 0:
            store.carries(model_id, day)
        if kind == SaleKind.SELL_IN:
            store.booked += units
            if units > 0:
                store.order_days.add(day)
            continue
        store.sold_out += units
        store.sold_lately += units if day > on - timedelta(days=COVER_DAYS) else 0
        if units > 0 and store.first_sold_on is None:
            store.first_sold_on = day


def _read_counts(known: dict[int, _Known], launch: Launch, places: QuerySet, model_ids: list[int], on: date) -> None:
    counts = StockCount.objects.unscoped(because=BECAUSE).filter(
        store__in=places.order_by().values("store"),
        sku__model__in=model_ids,
        counted_on__gte=launch.starts_on,
        counted_on__lte=on,
    )
    fields = ("store_id", "sku_id", "sku__model_id", "counted_on", "quantity")
    for store_id, sku_id, model_id, day, quantity in counts.order_by("counted_on").values_list(*fields):
        known[store_id].stock[sku_id] = quantity
        if quantity:
            known[store_id].carries(model_id, day)


def _facts(store: _Known, who: tuple[int, int, int], weight: int, quantity: int, model_ids: list[int]) -> StoreFacts:
    store_id, center_id, rep_id = who
    return StoreFacts(
        store_id=store_id,
        center_id=center_id,
        rep_id=rep_id,
        weight=weight,
        quantity=quantity,
        carried_on=_last_of_all(store.carried, model_ids),
        displayed_on=_last_of_all(store.displayed, model_ids),
        first_sold_on=store.first_sold_on,
        sold_in=max(store.recorded, store.booked),
        orders=len(store.order_days),
        sold_out=store.sold_out,
        sold_lately=store.sold_lately,
        stock=sum(store.stock.values()) if store.stock else None,
        prices_seen=store.prices.total(),
        prices_right=store.prices[True],
    )


def _last_of_all(days: dict[int, date], model_ids: Iterable[int]) -> date | None:
    """The day on which the last of the models came; None while one is missing."""
    ids = list(model_ids)
    return max(days[model_id] for model_id in ids) if ids and all(model_id in days for model_id in ids) else None
