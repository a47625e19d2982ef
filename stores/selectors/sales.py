"""Sales of a store by month, and totals of records (handbook H2.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from salesops.accounts.actor import Actor
from salesops.periods.month import Month, months_between
from stores.calc.columns import Figures, chart_of
from stores.choices import SaleKind
from stores.models import Customer, SalesMonth, SalesRecord, Store


@dataclass(frozen=True, slots=True)
class StoreMonth:
    """One month of a store, with the sell-out of the same month a year before if it was reported."""

    month: Month
    sell_in: int
    sell_out: int
    sell_out_yuan: Decimal
    is_reported: bool
    last_year: int | None


@dataclass(frozen=True, slots=True)
class SalesTotals:
    records: int
    sell_in: int
    sell_out: int
    sell_out_yuan: Decimal


@dataclass(frozen=True, slots=True)
class SalesFact:
    """All records of one fact, the first one first, and what they come to."""

    rows: list[SalesRecord]

    @property
    def quantity(self) -> int:
        return sum(row.quantity for row in self.rows)

    @property
    def amount_yuan(self) -> Decimal | None:
        """Nothing where no record has an amount."""
        amounts = [row.amount_yuan for row in self.rows if row.amount_yuan is not None]
        return sum(amounts) if amounts else None


def fact_of(record: SalesRecord, actor: Actor) -> SalesFact:
    """The fact that a record belongs to. One query."""
    rows = SalesRecord.objects.visible_to(actor).filter(
        kind=record.kind,
        store=record.store_id,
        sku=record.sku_id,
        sold_on=record.sold_on,
        source=record.source,
        document=record.document,
    )
    return SalesFact(list(rows.select_related("recorded_by").order_by("correction_no")))


def months_of_store(actor: Actor, store: Store, *, on: date, count: int = 13) -> list[StoreMonth]:
    """The last months of a store, the latest first, with those in which nothing came in. One query."""
    return _months(SalesMonth.objects.visible_to(actor).filter(store=store), on, count)


def months_of_customer(actor: Actor, customer: Customer, *, on: date, count: int = 13) -> list[StoreMonth]:
    """The same of all stores of a customer that this person sees. One query."""
    return _months(SalesMonth.objects.visible_to(actor).filter(store__customer=customer), on, count)


def sales_chart(months: Sequence[StoreMonth]) -> dict[str, Any]:
    """Months, the latest first, with the columns of their chart, the oldest first."""
    oldest_first = months[::-1]
    chart = chart_of(
        [Figures(one.sell_in, one.sell_out if one.is_reported else None, one.last_year) for one in oldest_first]
    )
    return {
        "months": months,
        "lines": chart.lines,
        "columns": list(zip(oldest_first, chart.columns, strict=True)),
    }


def _months(rows: QuerySet[SalesMonth], on: date, count: int) -> list[StoreMonth]:
    last = Month.of(on)
    first = last - (count - 1)
    rows = rows.within(first - 12, last + 1)
    sums = {
        Month.of(row["month"]): row
        for row in rows.values("month").annotate(
            sold_in=Sum("sell_in"), sold_out=Sum("sell_out"), yuan=Sum("sell_out_yuan"), reported=Sum("records")
        )
    }
    months = months_between(first, last)
    return [_store_month(month, sums.get(month), sums.get(month - 12)) for month in reversed(list(months))]


def first_month_of_sales() -> Month | None:
    """The first month of which any sales are known, in the whole company. One query."""
    rows = SalesMonth.objects.unscoped(because="since when anything is known")
    first = rows.order_by("month").values_list("month", flat=True).first()
    return Month.of(first) if first else None


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


def _store_month(month: Month, row: dict | None, before: dict | None) -> StoreMonth:
    last_year = before["sold_out"] if before and before["reported"] else None
    if row is None:
        return StoreMonth(month, 0, 0, Decimal(0), is_reported=False, last_year=last_year)
    return StoreMonth(month, row["sold_in"], row["sold_out"], row["yuan"], row["reported"] > 0, last_year)
