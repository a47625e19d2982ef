"""What a promotion's effect is measured from: daily units of its stores and of comparable ones (handbook H6.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count, Sum

from promotions.calc.effect.units import StoreDays, Times
from promotions.models import Promotion, PromotionStore
from salesops.periods.database import FirstOfMonth
from salesops.periods.month import Month
from stores.models import SalesMonth, SalesRecord, Store

BECAUSE = "the job measures every promotion over all of its stores"
SIZE_MONTHS = 3
SERIES_LENGTH = 40
# A month with units on fewer days, although more were sold, was not told by day.
DAYS_OF_A_MONTH = 3


@dataclass(frozen=True, slots=True)
class Material:
    """Stores with their days; `mixed` names those in which another promotion of the same models ran in these days."""

    stores: tuple[StoreDays, ...]
    mixed: frozenset[int]


def times_of(promotion: Promotion) -> Times:
    return Times(promotion.starts_on, promotion.ends_on)


def models_by_series(promotion: Promotion) -> dict[str, list[int]]:
    """The promoted models by their series; a model without one stands for itself. One query."""
    found: dict[str, list[int]] = defaultdict(list)
    for pk, series, name in promotion.handset_models.order_by("series", "pk").values_list("pk", "series", "name"):
        found[series or name[:SERIES_LENGTH]].append(pk)
    return dict(found)


def material_of(promotion: Promotion, on: date, models: Sequence[int] | None = None) -> Material:
    """Gather what was known before a day, of all its models or of some of them. Seven queries.

    Comparable stores are those of the same centers that had no promotion of these models in the days and after.
    """
    times = times_of(promotion)
    models = list(promotion.handset_models.values_list("pk", flat=True)) if models is None else list(models)
    inside = set(_places([promotion.pk]).values_list("store", flat=True))
    stores = _stores_like(inside)
    sold = _sold(stores, models, times)
    by_day = _months_by_day(stores, times)
    others = _other_promotions(promotion, models, times)
    size = _sizes(stores, Month.of(promotion.starts_on))
    ran = {store_id: _days_of(others.get(store_id, ()), times) for store_id in stores}
    unknown = _days_off(times, on)
    return Material(
        stores=tuple(
            StoreDays(
                store_id=store.pk,
                center=str(store.center_id),
                store_class=store.store_class,
                size=size.get(store.pk, 0.0),
                is_in=store.pk in inside,
                units=_units(store, sold, by_day[store.pk], unknown, ran[store.pk], times, store.pk in inside),
            )
            for store in stores.values()
        ),
        mixed=frozenset(store_id for store_id in inside if ran[store_id][times.during].any()),
    )


def _places(promotion_ids: Iterable[int]):
    return PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion__in=promotion_ids)


def _stores_like(inside: set[int]) -> dict[int, Store]:
    """The stores of the promotion, and all of their centers."""
    rows = Store.objects.unscoped(because=BECAUSE)
    centers = rows.filter(pk__in=inside).values("center")
    found = rows.standing().filter(center__in=centers).order_by("code")
    return {store.pk: store for store in found.only("pk", "center", "store_class", "opened_on")}


def _sold(stores: dict[int, Store], models: list[int], times: Times) -> dict[int, dict[date, int]]:
    records = SalesRecord.objects.unscoped(because=BECAUSE).sell_out().filter(sku__model__in=models)
    records = records.filter(sold_on__gte=times.first, sold_on__lte=times.last)
    found: dict[int, dict[date, int]] = defaultdict(dict)
    rows = records.order_by().values_list("store", "sold_on").annotate(units=Sum("quantity"))
    for store_id, day, units in rows.iterator(chunk_size=5000):
        if store_id in stores:
            found[store_id][day] = units
    return found


def _months_by_day(stores: dict[int, Store], times: Times) -> dict[int, set[date]]:
    """Months that a store told day by day: neither nothing at all, nor the whole month in one sum at its end."""
    records = SalesRecord.objects.unscoped(because=BECAUSE).sell_out().filter(sku__model__is_own=True)
    records = records.filter(store__in=stores, sold_on__gte=times.first.replace(day=1), sold_on__lte=times.last)
    months = records.order_by().annotate(month=FirstOfMonth("sold_on")).values_list("store", "month")
    found: dict[int, set[date]] = defaultdict(set)
    for store_id, month, days, units in months.annotate(days=Count("sold_on", distinct=True), units=Sum("quantity")):
        if days >= min(DAYS_OF_A_MONTH, units):
            found[store_id].add(month)
    return found


def _other_promotions(promotion: Promotion, models: list[int], times: Times) -> dict[int, list[tuple[date, date]]]:
    """By store, the days of other published promotions with one of the models."""
    others = Promotion.objects.published().within(times.first, times.last).exclude(pk=promotion.pk)
    others = others.filter(handset_models__in=models).distinct()
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion__in=others)
    for store_id, first, last in places.values_list("store", "promotion__starts_on", "promotion__ends_on"):
        found[store_id].append((first, last))
    return found


def _sizes(stores: dict[int, Store], month: Month) -> dict[int, float]:
    """Units of all our models in the three full months before."""
    rows = SalesMonth.objects.unscoped(because=BECAUSE).within(month - SIZE_MONTHS, month)
    rows = rows.filter(model__is_own=True).order_by().values_list("store").annotate(units=Sum("sell_out"))
    return {store_id: float(units) for store_id, units in rows if store_id in stores}


def _days_of(spans: Iterable[tuple[date, date]], times: Times) -> np.ndarray:
    days = np.zeros(times.after.stop, dtype=bool)
    for first, last in spans:
        start, end = (first - times.first).days, (last - times.first).days + 1
        days[max(0, start) : max(0, end)] = True
    return days


def _days_off(times: Times, on: date) -> np.ndarray:
    """Days that are not over."""
    return times.calendar >= np.datetime64(on)


def _units(store, sold, by_day, unknown, ran, times: Times, is_in: bool) -> np.ndarray:
    calendar, units = times.calendar, np.zeros(times.after.stop)
    for day, sold_units in sold.get(store.pk, {}).items():
        units[(day - times.first).days] = sold_units
    told = np.isin(calendar.astype("datetime64[M]"), np.array(list(by_day), dtype="datetime64[M]"))
    early = calendar < np.datetime64(store.opened_on or times.first)
    hidden = ran.copy()
    if is_in:
        hidden[times.during] = False
    units[unknown | hidden | ~told | early] = np.nan
    return units
