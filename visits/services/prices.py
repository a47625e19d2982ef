"""Keeping the prices found in a visit, judged by the list price of its day (handbook H5.2)."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from salesops.accounts.actor import Actor
from stores.models import Sku
from stores.selectors.prices import price_list
from visits.calc.prices import is_off
from visits.choices import VisitStep
from visits.models import Visit, VisitPrice
from visits.services.filling import lock_open, unskip

BECAUSE = "the visit is the actor's own"


@transaction.atomic
def save_prices(visit: Visit, prices: Mapping[int, Decimal | None], *, actor: Actor) -> None:
    """Keep prices by SKU id; a SKU without one is taken out, and those that were not sent stay. Eight queries."""
    visit = lock_open(visit, actor)
    VisitPrice.objects.unscoped(because=BECAUSE).filter(visit=visit, sku_id__in=prices).delete()
    found = {sku_id: price for sku_id, price in prices.items() if price is not None}
    write_prices(visit, found)
    if found:
        unskip(visit, VisitStep.PRICES)


def write_prices(visit: Visit, prices: Mapping[int, Decimal]) -> None:
    """Write prices by SKU id with what they are judged by. Up to three queries."""
    if not prices:
        return
    models = dict(Sku.objects.filter(pk__in=prices).values_list("pk", "model_id"))
    listed, band = price_list(models.values()), visit.store.center.price_band_percent
    rows = []
    for sku_id, shelf_yuan in sorted(prices.items()):
        price = listed.on(models[sku_id], visit.visited_on)
        list_yuan = price.list_yuan if price else None
        row = VisitPrice(visit=visit, sku_id=sku_id, shelf_yuan=shelf_yuan, list_yuan=list_yuan, band_percent=band)
        row.is_off = is_off(shelf_yuan, list_yuan, band)
        rows.append(row)
    VisitPrice.objects.bulk_create(rows)
