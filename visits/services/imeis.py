"""The IMEIs of what a visit found sold: each is judged by itself, and none holds up the rest (handbook H2.5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from salesops.accounts.actor import Actor
from stores.calc.imei import is_imei
from stores.choices import SaleSource
from stores.selectors.handsets import NO_CHANGE, ImeiChange, StatedImeis, imei_changes
from stores.services.handsets import ImeiSoldMeanwhile
from stores.services.sales import Sale, record_sales
from visits.calc.found import Counted
from visits.choices import ImeiState
from visits.models import Visit, VisitImei
from visits.services.filling import save_counts

BECAUSE = "booked with their visit"

Judged = list[tuple[VisitImei, ImeiState]]


@transaction.atomic
def save_found(visit: Visit, counts: Mapping[int, Counted], named: Mapping[str, int], *, actor: Actor) -> None:
    """Keep what was counted by SKU id, and the IMEIs of these SKUs; a number that stands under another SKU stays there.

    Eight queries.
    """
    save_counts(visit, counts, actor=actor)
    rows = VisitImei.objects.unscoped(because=BECAUSE).filter(visit=visit)
    rows.filter(sku_id__in=counts).delete()
    elsewhere = set(rows.filter(imei__in=named).values_list("imei", flat=True)) if named else set()
    write_imeis(visit, {imei: sku_id for imei, sku_id in named.items() if imei not in elsewhere})


def write_imeis(visit: Visit, named: Mapping[str, int]) -> None:
    """Keep numbers, each with its SKU's id; what is no IMEI says so at once. One query."""
    VisitImei.objects.bulk_create(
        VisitImei(visit=visit, sku_id=sku_id, imei=imei, state=ImeiState.KEPT if is_imei(imei) else ImeiState.WRONG)
        for imei, sku_id in named.items()
    )


def book_sales(visit: Visit, sales: Sequence[Sale], *, actor: Actor, at: datetime) -> None:
    """Record what was sold, with the IMEIs that can stand beside it.

    One query for a visit without any, else two more for the judgement and one for each state.
    """
    rows = list(VisitImei.objects.unscoped(because=BECAUSE).filter(visit=visit, state=ImeiState.KEPT).order_by("pk"))
    try:
        with transaction.atomic():
            _book(sales, _judge(rows, sales), actor, at)
    except ImeiSoldMeanwhile:
        # Somebody sold one of them in this very moment: now it is seen.
        _book(sales, _judge(rows, sales), actor, at)


def _book(sales: Sequence[Sale], judged: Judged, actor: Actor, at: datetime) -> None:
    good: dict[int, list[str]] = {}
    for row, state in judged:
        if state == ImeiState.SOLD:
            good.setdefault(row.sku_id, []).append(row.imei)
    named = [sale._replace(imeis=tuple(good[sale.sku_id])) if sale.sku_id in good else sale for sale in sales]
    record_sales(named, source=SaleSource.VISIT, actor=actor, at=at)
    for state in {state for _row, state in judged}:
        ids = [row.pk for row, found in judged if found == state]
        VisitImei.objects.unscoped(because=BECAUSE).filter(pk__in=ids).update(state=state)


def _judge(rows: Sequence[VisitImei], sales: Sequence[Sale]) -> Judged:
    """As many as were sold, in their order; of pieces that came back those that were sold here."""
    by_sku = {sale.sku_id: sale for sale in sales}
    wanted: dict[int, list[str]] = {}
    for row in rows:
        wanted.setdefault(row.sku_id, []).append(row.imei)
    stated = [
        StatedImeis(sale.key, sale.quantity, tuple(wanted[sale.sku_id])) for sale in sales if sale.sku_id in wanted
    ]
    changes = imei_changes(stated, SaleSource.VISIT)
    left = {sku_id: abs(sale.quantity) for sku_id, sale in by_sku.items()}
    judged: Judged = []
    for row in rows:
        sale = by_sku.get(row.sku_id)
        change = changes.get(sale.key, NO_CHANGE) if sale else NO_CHANGE
        state = _state(row.imei, change, left.get(row.sku_id, 0))
        if state == ImeiState.SOLD:
            left[row.sku_id] -= 1
        judged.append((row, state))
    return judged


def _state(imei: str, change: ImeiChange, left: int) -> ImeiState:
    if imei in change.taken:
        return ImeiState.TAKEN
    if imei in change.standing:
        return ImeiState.STANDING
    if imei in change.unsold:
        return ImeiState.UNKNOWN
    return ImeiState.SOLD if left else ImeiState.SPARE
