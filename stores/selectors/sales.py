"""Sales of a store by month, and totals of records (handbook H2.5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from salesops.accounts.actor import Actor
from salesops.periods.month import Month, months_between
from stores.choices import SaleKind
from stores.models import SalesMonth, SalesRecord, Store


@dataclass(frozen=True, slots=True)
class StoreMonth:
    """One month of a store; `bar` is its sell-out in hundredths of the best month, for a picture."""

    month: Month
    sell_in: int
    sell_out: int
    sell_out_yuan: Decimal
    is_reported: bool
    bar: int


@dataclass(frozen=True, slots=True)
class SalesTotals:
    records: int
    sell_in: int
    sell_out: int
    sell_out_yuan: Decimal


def months_of_store(actor: Actor, store: Store, *, on: date, count: int = 13) -> list[StoreMonth]:
    """The last months of a store, the latest first, with those in which nothing came in. One query."""
    last = Month.of(on)
    rows = SalesMonth.objects.visible_to(actor).within(last - (count - 1), last + 1).filter(store=store)
    sums = {
        Month.of(row["month"]): row
        for row in rows.values("month").annotate(
            sold_in=Sum("sell_in"), sold_out=Sum("sell_out"), yuan=Sum("sell_out_yuan"), reported=Sum("records")
        )
    }
    best = max((row["sold_out"] for row in sums.values()), default=0)
    months = months_between(last - (count - 1), last)
    return [_store_month(month, sums.get(month), best) for month in reversed(list(months))]


def totals_of(records: QuerySet[SalesRecord]) -> SalesTotals:
    """What these records come to. One query."""
    sold_out = Q(kind=SaleKind.SELL_OUT)
    sums = records.order_by().aggregate(
        records=Count("pk"),
        sold_in=Sum("quantity", filter=Q(kind=SaleKind.SELL_IN)),
        sold_out=Sum("quantity", filter=sold_out),
        yuan=Sum("amount_yuan", filter=sold_out),
    )
    return SalesTotals(
        records=sums["records"],
        sell_in=sums["sold_in"] or 0,
        sell_out=sums["sold_out"] or 0,
        sell_out_yuan=sums["yuan"] or Decimal(0),
    )


def _store_month(month: Month, row: dict | None, best: int) -> StoreMonth:
    if row is None:
        return StoreMonth(month, 0, 0, Decimal(0), is_reported=False, bar=0)
    bar = 100 * max(row["sold_out"], 0) // best if best > 0 else 0
    return StoreMonth(month, row["sold_in"], row["sold_out"], row["yuan"], row["reported"] > 0, bar)
