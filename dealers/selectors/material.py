"""One center's stores, sales, prices and stock, as its drafts are made from them (handbook H8.2)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet, Sum

from dealers.calc.material import (
    Increase,
    IncreaseKind,
    Material,
    ModelFacts,
    MonthSold,
    PriceFacts,
    Stock,
    StoreFacts,
    StoreModel,
)
from dealers.calc.stock import Counted, Flow, stock_by_store_and_model
from dealers.selectors.catalogue import price_in
from promotions.selectors.contributions import contributions_at
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.calc.model_mix import ModelLife
from stores.calc.running_month import PartOfMonth
from stores.choices import StoreStatus
from stores.models import HandsetModel, SalesMonth, SalesRecord, StockCount, Store
from stores.querysets import SalesRecordQuerySet
from stores.selectors.prices import price_list
from stores.selectors.shelf_evidence import standard_on

BECAUSE = "the job drafts the plans of every center"
HISTORY_MONTHS = 36
COUNT_DAYS = 92
# A shorter part says more about its weekdays than about the month.
DAYS_FOR_PART = 7
# A store whose first days sold less than a quarter of their share did not report day by day.
SLOWEST_PACE = 4


def with_sales(material: Material, center: Center) -> Material:
    """The same with the months that were sold, which are most of it. One query."""
    return replace(material, sold=_sold(center, material.end))


def material_without_sales(center: Center, month: Month, on: date) -> Material:
    """What was known of a center before a day, for one month's drafts, but for the months that were sold.

    That is little, and soon read. Some twenty queries.
    """
    end = min(Month.of(on), month)
    stores = tuple(_stores(center))
    ids = [store.id for store in stores if store.is_planned]
    part = _part(center, end, on, {store.id: store.code for store in stores}) if end < month else None
    return Material(
        month=month,
        end=end,
        stores=stores,
        models=tuple(_models(month)),
        sold={},
        part=part,
        increases=_increases(ids, month),
        stock=_stock(center, on),
        standard=standard_on(month.first_day),
    )


def _stores(center: Center) -> Iterator[StoreFacts]:
    """A store is planned with a customer of its own center, whose manager will read the plan."""
    rows = Store.objects.unscoped(because=BECAUSE).filter(center=center).order_by("code")
    fields = ("id", "code", "format", "opened_on", "customer_id", "customer__center_id", "status", "store_class")
    for pk, code, kind, opened_on, customer_id, customer_center_id, status, store_class in rows.values_list(*fields):
        yield StoreFacts(
            id=pk,
            code=code,
            kind=kind,
            opened=Month.of(opened_on) if opened_on else None,
            customer_id=customer_id,
            is_planned=status == StoreStatus.ACTIVE and customer_center_id == center.pk,
            store_class=store_class,
        )


def _models(month: Month) -> Iterator[ModelFacts]:
    """Our own models, those without a price in the month too."""
    prices = price_list()
    for model in HandsetModel.objects.own().order_by("code"):
        price = price_in(prices, model.pk, month)
        facts = price and PriceFacts(price.pk, price.starts_on, price.list_yuan, price.supply_yuan)
        yield ModelFacts(model.pk, model.code, ModelLife(model.launched_on, model.ended_on), facts)


def sold_rows(center: Center, end: Month) -> QuerySet[SalesMonth]:
    """The reported months of a center's stores that drafts are made from."""
    rows = SalesMonth.objects.unscoped(because=BECAUSE).within(end - HISTORY_MONTHS, end)
    return rows.filter(store__center=center, model__is_own=True, records__gt=0).order_by()


def _sold(center: Center, end: Month) -> dict[Month, MonthSold]:
    """What was reported as sold out; a month with deliveries alone is not a month without sales."""
    by_day: dict[date, dict[StoreModel, tuple[int, int]]] = defaultdict(dict)
    rows = sold_rows(center, end).values_list("pk", "store_id", "model_id", "month", "sell_out")
    for pk, store_id, model_id, day, units in rows.iterator(chunk_size=5000):
        by_day[day][store_id, model_id] = pk, units
    return {Month.of(day): sold for day, sold in sorted(by_day.items())}


def _part(center: Center, running: Month, on: date, code_by_store: dict[int, str]) -> PartOfMonth | None:
    """The running month up to the last day that was reported, and the same days a year before.

    A store that reports its month at the end is left out: what a visit counted early is no part of it.
    """
    records = SalesRecord.objects.unscoped(because=BECAUSE).sell_out()
    records = records.filter(store__center=center, sku__model__is_own=True).order_by()
    seen = records.filter(sold_on__gte=running.first_day, sold_on__lt=on)
    latest = seen.aggregate(day=Max("sold_on"))["day"]
    if latest is None or latest.day < DAYS_FOR_PART:
        return None
    sums = seen.values_list("store_id").annotate(units=Sum("quantity"))
    at_the_end = _reporting_at_the_end(records, running - 1, latest.day)
    units = {store_id: sold for store_id, sold in sums if store_id not in at_the_end}
    if not units:
        return None
    part, full = _first_days(records.filter(store__in=units), running - 12, latest.day)
    return PartOfMonth(
        month=running,
        days=latest.day,
        units={code_by_store[store_id]: sold for store_id, sold in units.items()},
        center_part_last_year=part,
        center_full_last_year=full,
    )


def _reporting_at_the_end(records: SalesRecordQuerySet, month: Month, days: int) -> set[int]:
    """The stores of which hardly anything of a month had come in after so many days. One query."""
    rows = records.of_month(month).values_list("store_id").annotate(**_sums(month, days))
    return {store_id for store_id, part, full in rows if _came_late(part or 0, full, month, days)}


def _first_days(records: SalesRecordQuerySet, month: Month, days: int) -> tuple[int, int]:
    """What a month's first days sold, and the whole month; nothing, if it came in at the end. One query."""
    sums = records.of_month(month).aggregate(**_sums(month, days))
    part, full = sums["part"] or 0, sums["full"] or 0
    return (0, 0) if _came_late(part, full, month, days) else (part, full)


def _sums(month: Month, days: int) -> dict[str, Sum]:
    first_days = Q(sold_on__lt=month.first_day + timedelta(days=days))
    return {"part": Sum("quantity", filter=first_days), "full": Sum("quantity")}


def _came_late(part: int, full: int, month: Month, days: int) -> bool:
    return part * month.last_day.day * SLOWEST_PACE < full * days


def _increases(store_ids: Sequence[int], month: Month) -> dict[StoreModel, tuple[Increase, ...]]:
    found: dict[StoreModel, tuple[Increase, ...]] = defaultdict(tuple)
    for one in contributions_at(store_ids, month):
        increase = Increase(IncreaseKind(one.kind), one.quantity, str(one.source), one.url, one.reason)
        found[one.store_id, one.model_id] += (increase,)
    return dict(found)


def _stock(center: Center, on: date) -> dict[StoreModel, Stock]:
    """The latest count of each SKU, else all that was sold in less all that was sold out."""
    counts = (
        StockCount.objects.unscoped(because=BECAUSE)
        .filter(store__center=center, sku__model__is_own=True, counted_on__lt=on)
        .filter(counted_on__gte=on - timedelta(days=COUNT_DAYS))
        .order_by("counted_on")
        .values_list("store_id", "sku_id", "sku__model_id", "counted_on", "quantity")
    )
    latest = {(store_id, sku_id): Counted(store_id, model_id, day, n) for store_id, sku_id, model_id, day, n in counts}
    flows = (
        SalesMonth.objects.unscoped(because=BECAUSE)
        .filter(store__center=center, model__is_own=True, month__lt=on)
        .order_by()
        .values_list("store_id", "model_id")
        .annotate(sold_in=Sum("sell_in"), sold_out=Sum("sell_out"))
    )
    return stock_by_store_and_model(latest.values(), [Flow(*row) for row in flows])
