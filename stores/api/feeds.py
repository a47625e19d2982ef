"""Stores and sales for other programs (handbook H13, H2.2, H2.5)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from salesops.accounts.choices import ApiScope
from salesops.web.openapi import DAY, MOMENT, NUMBER, TEXT, WHOLE, or_null, whole_record
from salesops.web.views.feeds import feed, feed_page, of_days
from stores.choices import SaleKind, SaleSource, StoreClass, StoreFormat, StoreStatus
from stores.models import SalesRecord, Store

STORE = whole_record(
    id=WHOLE,
    code=TEXT,
    name=TEXT,
    customer=TEXT,
    center=TEXT,
    rep=TEXT,
    format={"enum": StoreFormat.values},
    store_class={"enum": StoreClass.values},
    status={"enum": StoreStatus.values},
    division_code=TEXT,
    address=TEXT,
    lon=or_null(NUMBER),
    lat=or_null(NUMBER),
    opened_on=or_null(DAY),
    closed_on=or_null(DAY),
    merged_into=or_null(TEXT),
)
SALE = whole_record(
    id=WHOLE,
    kind={"enum": SaleKind.values},
    store=TEXT,
    sku=TEXT,
    sold_on=DAY,
    quantity=WHOLE,
    amount_yuan=or_null(TEXT),
    source={"enum": SaleSource.values},
    document=TEXT,
    correction_no=WHOLE,
    recorded_at=MOMENT,
)


@feed(ApiScope.STORES, STORE)
def store_feed(request: HttpRequest) -> HttpResponse:
    """The archive of stores, with those that were merged into another one.

    Positions are of WGS-84; persons in the store are not part of it.
    """
    stores = Store.objects.visible_to(request.actor).select_related("customer", "center", "rep", "merged_into")
    return feed_page(request, stores, _written_stores)


@feed(ApiScope.SALES, SALE, sold_from=DAY, sold_to=DAY)
def sale_feed(request: HttpRequest) -> HttpResponse:
    """Sales records as they were booked: a correction is a further row of the same fact, returns are negative."""
    sales = SalesRecord.objects.visible_to(request.actor).select_related("store", "sku")
    return feed_page(request, of_days(request, sales, "sold_on", "sold"), _written_sales)


def _written_stores(stores: Sequence[Store]) -> Iterator[dict[str, Any]]:
    for store in stores:
        yield {
            "id": store.pk,
            "code": store.code,
            "name": store.name,
            "customer": store.customer.code,
            "center": store.center.code,
            "rep": store.rep.username,
            "format": store.format,
            "store_class": store.store_class,
            "status": store.status,
            "division_code": store.division_code,
            "address": store.address,
            "lon": None if store.lon is None else float(store.lon),
            "lat": None if store.lat is None else float(store.lat),
            "opened_on": store.opened_on,
            "closed_on": store.closed_on,
            "merged_into": store.merged_into and store.merged_into.code,
        }


def _written_sales(sales: Sequence[SalesRecord]) -> Iterator[dict[str, Any]]:
    for sale in sales:
        yield {
            "id": sale.pk,
            "kind": sale.kind,
            "store": sale.store.code,
            "sku": sale.sku.code,
            "sold_on": sale.sold_on,
            "quantity": sale.quantity,
            "amount_yuan": None if sale.amount_yuan is None else str(sale.amount_yuan),
            "source": sale.source,
            "document": sale.document,
            "correction_no": sale.correction_no,
            "recorded_at": sale.recorded_at,
        }
