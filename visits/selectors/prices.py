"""Prices on the tags: what a visit asks for, what the last one found, and how many keep to the list (H5.2)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet

from stores.models import Sku
from stores.selectors.prices import price_list
from visits.calc.prices import Compliance, Deviation, compliance, deviation, is_off
from visits.models import Visit, VisitPrice
from visits.selectors.filling import CARRIED, SkuRow

BECAUSE = "the stores were seen already"


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One SKU to look at: its list price, what its tag says, and what it said the last time."""

    sku: Sku
    list_yuan: Decimal | None
    shelf_yuan: Decimal | None
    last_yuan: str | None
    band_percent: int

    @property
    def deviation(self) -> Deviation | None:
        return None if self.shelf_yuan is None else deviation(self.shelf_yuan, self.list_yuan)

    @property
    def is_off(self) -> bool:
        return self.shelf_yuan is not None and is_off(self.shelf_yuan, self.list_yuan, self.band_percent)


def price_rows(visit: Visit, rows: Iterable[SkuRow]) -> list[PriceRow]:
    """The SKUs that the visit counts, with their prices; what was found of others too. Four queries."""
    prices = VisitPrice.objects.unscoped(because=BECAUSE).filter(visit=visit).select_related("sku__model")
    found = {price.sku_id: price for price in prices}
    skus = {row.sku.pk: row.sku for row in rows} | {pk: price.sku for pk, price in found.items()}
    listed = price_list(sku.model_id for sku in skus.values())
    last = last_prices([visit.store_id], visit.visited_on)[visit.store_id]
    band = visit.store.center.price_band_percent
    return [
        PriceRow(
            sku,
            price.list_yuan if (price := listed.on(sku.model_id, visit.visited_on)) else None,
            found[sku.pk].shelf_yuan if sku.pk in found else None,
            last.get(sku.code),
            band,
        )
        for sku in skus.values()
    ]


def last_prices(store_ids: Iterable[int], on: date) -> dict[int, dict[str, str]]:
    """What the tags of each store said the last time within three months, by SKU code. One query."""
    prices = VisitPrice.objects.unscoped(because=BECAUSE).filter(
        visit__store_id__in=store_ids, visit__visited_on__lt=on, visit__visited_on__gte=on - CARRIED
    )
    last: dict[int, dict[str, str]] = defaultdict(dict)
    rows = prices.order_by("visit__visited_on", "pk").values_list("visit__store_id", "sku__code", "shelf_yuan")
    for store_id, code, shelf_yuan in rows:
        last[store_id][code] = str(shelf_yuan)
    return last


def compliance_of(prices: QuerySet[VisitPrice]) -> Compliance:
    """How many of these prices keep to their list price, of those that have one. One query."""
    judged = prices.filter(list_yuan__isnull=False).order_by().values_list("is_off")
    return compliance(judged.annotate(number=Count("pk")))
