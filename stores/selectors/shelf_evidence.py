"""What distribution is measured from: target stores of a day, counts, sales, and weights (handbook H2.7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, Sum
from django.utils.timezone import make_aware

from salesops.accounts.scoping import ScopedQuerySet
from salesops.periods.month import Month
from salesops.workflow.models import FieldChange
from stores.calc.distribution import COUNT_DAYS, SALE_DAYS, SkuEvidence, colours_carried
from stores.choices import StoreStatus
from stores.models import DistributionLine, SalesMonth, SalesRecord, Sku, StockCount, Store, StoreResponsibility
from stores.querysets import StoreQuerySet

BECAUSE = "the stores were narrowed by the caller"
WEIGHT_MONTHS = 3

# By class and format, the minimal colours of each asked model.
Standard = Mapping[tuple[str, str], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """An open store with its class and rep as they were on the day."""

    store: Store
    store_class: str
    rep_id: int


@dataclass(slots=True)
class Shelf:
    """What is known of one store's SKUs; without any count or report of sales the store itself is unknown."""

    skus: dict[int, SkuEvidence] = field(default_factory=dict)
    counted_on: date | None = None
    reported_on: date | None = None

    @property
    def is_known(self) -> bool:
        return self.counted_on is not None or self.reported_on is not None


def standard_on(on: date) -> Standard:
    """The standard of a day, without models that are not on sale then. One query."""
    standard: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    lines = DistributionLine.objects.in_force(on).order_by("model__code")
    for model_id, store_class, form, colours in lines.values_list("model_id", "store_class", "format", "colours"):
        standard[store_class, form][model_id] = colours
    return standard


def places_on(stores: StoreQuerySet, on: date) -> list[Place]:
    """Stores that were open on a day, with class and rep of that day. Three queries."""
    rows = list(open_on(stores, on).order_by("code"))
    classes, reps = _classes_on(stores, on), _reps_on(stores, on)
    return [Place(store, classes.get(store.pk, store.store_class), reps.get(store.pk, store.rep_id)) for store in rows]


def open_on(stores: StoreQuerySet, on: date) -> StoreQuerySet:
    """Stores that had opened by a day and were not closed on it; prospects and suspended ones are no targets."""
    was_open = Q(status=StoreStatus.ACTIVE) | Q(status=StoreStatus.CLOSED, closed_on__gt=on)
    return stores.filter(was_open, Q(opened_on__isnull=True) | Q(opened_on__lte=on))


def shelves_on(stores: StoreQuerySet, on: date, sku_ids: Iterable[int] | None = None) -> dict[int, Shelf]:
    """What counts and sales of the last weeks say of each store, up to and with a day. Two queries.

    Of some SKUs only if they are named; what else says that a store is known is then left out.
    """
    only = {} if sku_ids is None else {"sku__in": list(sku_ids)}
    shelves: dict[int, Shelf] = defaultdict(Shelf)
    for store_id, sku_id, counted_on, had_on in _last_counts(stores, on, only):
        shelf = shelves[store_id]
        shelf.counted_on = max(counted_on, shelf.counted_on or counted_on)
        shelf.skus[sku_id] = SkuEvidence(counted_on=counted_on, had_stock=had_on == counted_on)
    for (store_id, sku_id), (reported_on, sold_on) in _last_sales(stores, on, only).items():
        shelf = shelves[store_id]
        shelf.reported_on = max(reported_on, shelf.reported_on or reported_on)
        counted = shelf.skus.get(sku_id, SkuEvidence())
        shelf.skus[sku_id] = SkuEvidence(counted.counted_on, counted.had_stock, sold_on)
    return dict(shelves)


def shelves_with_skus(stores: StoreQuerySet, on: date, sku_ids: Iterable[int]) -> dict[int, Shelf]:
    """Some SKUs of each store, and the days of its last count and report of anything. Four queries."""
    shelves = defaultdict(Shelf, shelves_on(stores, on, sku_ids))
    for store_id, counted_on in _last_days(_counts(stores, on), "counted_on"):
        shelves[store_id].counted_on = counted_on
    for store_id, sold_on in _last_days(_sales(stores, on), "sold_on"):
        shelves[store_id].reported_on = sold_on
    return dict(shelves)


def sku_colours(model_ids: Iterable[int] | None = None) -> dict[int, tuple[int, str]]:
    """Model and colour of each of our SKUs, or of some models'. One query."""
    rows = Sku.objects.filter(model__is_own=True).values_list("pk", "model_id", "colour")
    rows = rows if model_ids is None else rows.filter(model_id__in=list(model_ids))
    return {pk: (model_id, colour) for pk, model_id, colour in rows}


def carried_on(shelf: Shelf, colours: Mapping[int, tuple[int, str]]) -> dict[int, int]:
    """How many colours of each model a store carries."""
    by_colour: dict[tuple[int, str], list[SkuEvidence]] = defaultdict(list)
    for sku_id, evidence in shelf.skus.items():
        if sku_id in colours:
            by_colour[colours[sku_id]].append(evidence)
    return colours_carried(by_colour)


def weight_months(on: date) -> tuple[Month, Month]:
    """The last three full months before a day, as first and end."""
    return Month.of(on) - WEIGHT_MONTHS, Month.of(on)


def weights_on(stores: StoreQuerySet, on: date) -> dict[int, int]:
    """What each store sold out of all models in the last three full months; never below nothing. One query."""
    rows = SalesMonth.objects.unscoped(because=BECAUSE).within(*weight_months(on)).filter(store__in=_keys(stores))
    sums = rows.values("store_id").annotate(units=Sum("sell_out")).values_list("store_id", "units").order_by()
    return {store_id: max(0, units) for store_id, units in sums}


def _last_counts(stores: StoreQuerySet, on: date, only: Mapping):
    """Each SKU's last count, and the last one that found any: they are the same if there is stock."""
    grouped = (
        _counts(stores, on)
        .filter(**only)
        .values("store_id", "sku_id")
        .annotate(last=Max("counted_on"), had=Max("counted_on", filter=Q(quantity__gt=0)))
    )
    return grouped.values_list("store_id", "sku_id", "last", "had").order_by()


def _last_sales(stores: StoreQuerySet, on: date, only: Mapping) -> dict[tuple[int, int], tuple[date, date | None]]:
    """By store and SKU the last day with a report, and the last one on which more went out than came back."""
    records = _sales(stores, on).filter(**only)
    days = records.values("store_id", "sku_id", "sold_on").annotate(net=Sum("quantity")).order_by("sold_on")
    last: dict[tuple[int, int], tuple[date, date | None]] = {}
    for store_id, sku_id, sold_on, net in days.values_list("store_id", "sku_id", "sold_on", "net"):
        _reported, former = last.get((store_id, sku_id), (None, None))
        last[store_id, sku_id] = (sold_on, sold_on if net > 0 else former)
    return last


def _counts(stores: StoreQuerySet, on: date) -> ScopedQuerySet:
    return StockCount.objects.unscoped(because=BECAUSE).filter(
        store__in=_keys(stores), counted_on__gt=on - timedelta(days=COUNT_DAYS), counted_on__lte=on
    )


def _sales(stores: StoreQuerySet, on: date) -> ScopedQuerySet:
    records = SalesRecord.objects.unscoped(because=BECAUSE).sell_out()
    return records.filter(store__in=_keys(stores), sold_on__gt=on - timedelta(days=SALE_DAYS), sold_on__lte=on)


def _last_days(rows: ScopedQuerySet, name: str) -> Iterable[tuple[int, date]]:
    return rows.values("store_id").annotate(last=Max(name)).values_list("store_id", "last").order_by()


def _classes_on(stores: StoreQuerySet, on: date) -> dict[int, str]:
    """Classes that were changed since, as the first change after the day says."""
    changes = FieldChange.objects.filter(
        field="store_class",
        event__object_type=Store._meta.label_lower,
        event__object_id__in=_keys(stores),
        event__at__gte=make_aware(datetime.combine(on + timedelta(days=1), time.min)),
    )
    rows = changes.order_by("-event__at", "-pk").values_list("event__object_id", "before")
    return dict(rows)


def _reps_on(stores: StoreQuerySet, on: date) -> dict[int, int]:
    spans = StoreResponsibility.objects.unscoped(because=BECAUSE)
    spans = spans.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), store__in=_keys(stores), starts_on__lte=on)
    return dict(spans.values_list("store_id", "rep_id"))


def _keys(stores: StoreQuerySet) -> StoreQuerySet:
    return stores.order_by().values("pk")
