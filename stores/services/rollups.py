"""The monthly roll-up of sales: moved on with each record, rebuilt on demand (architecture rule 10)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Round

from salesops.periods.database import FirstOfMonth
from stores.choices import SaleKind
from stores.models import SalesMonth, SalesRecord

BATCH = 500
# Increments, not fresh sums: a sum would miss what another transaction adds at this moment.
_ADD = (
    "INSERT INTO stores_salesmonth (store_id, model_id, month, sell_in, sell_out, sell_out_yuan, records) "
    "VALUES %s ON CONFLICT (store_id, month, model_id) DO UPDATE SET "
    "sell_in = stores_salesmonth.sell_in + excluded.sell_in, "
    "sell_out = stores_salesmonth.sell_out + excluded.sell_out, "
    "sell_out_yuan = ROUND(stores_salesmonth.sell_out_yuan + excluded.sell_out_yuan, 2), "
    "records = stores_salesmonth.records + excluded.records"
)


@dataclass(frozen=True, slots=True)
class RollUpDelta:
    """What one record adds to the month of one store and model."""

    store_id: int
    model_id: int
    month: date
    sell_in: int
    sell_out: int
    sell_out_yuan: Decimal
    records: int


def add_to_rollups(deltas: Iterable[RollUpDelta]) -> None:
    """Add records to their months, in the transaction that inserts them. One query for 500 months.

    Rows are taken in one order everywhere, so that two writers wait for each other and never in a ring.
    """
    sums: dict[tuple, list] = defaultdict(lambda: [0, 0, Decimal(0), 0])
    for delta in deltas:
        sums_of_month = sums[delta.store_id, delta.month, delta.model_id]
        parts = (delta.sell_in, delta.sell_out, delta.sell_out_yuan, delta.records)
        sums_of_month[:] = [total + part for total, part in zip(sums_of_month, parts, strict=True)]
    ordered = sorted(sums.items())
    for start in range(0, len(ordered), BATCH):
        _add(ordered[start : start + BATCH])


def _add(months: list[tuple[tuple, list]]) -> None:
    day = connection.ops.adapt_datefield_value
    rows = [(store_id, model_id, day(month), *parts) for (store_id, month, model_id), parts in months]
    values = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(_ADD % values, [value for row in rows for value in row])


@transaction.atomic
def rebuild_sales_months() -> int:
    """Make all roll-ups anew from the records; return how many there are. Three queries.

    Writers wait meanwhile. A record that is not committed yet adds itself afterwards.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE stores_salesmonth IN SHARE ROW EXCLUSIVE MODE")
        SalesMonth.objects.unscoped(because="all roll-ups are made anew").delete()
        records = SalesRecord.objects.unscoped(because="the roll-up is made of all records")
        sums, params = month_sums(records).query.sql_with_params()
        cursor.execute(
            "INSERT INTO stores_salesmonth (store_id, model_id, month, sell_in, sell_out, sell_out_yuan, records) "
            + sums,
            params,
        )
    return SalesMonth.objects.unscoped(because="counting what was built").count()


def add_import_to_rollups(import_run_id: int) -> None:
    """Add all records of an import to their months, in the transaction that inserted them. One query."""
    records = SalesRecord.objects.unscoped(because="the roll-up is made of all records")
    sums = month_sums(records.filter(import_run_id=import_run_id)).order_by("store_id", "month_of", "sku__model_id")
    sql, params = sums.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_ADD.replace("VALUES %s", sql), params)


def move_in_rollups(record_ids: Sequence[int], *, before_id: int, after_id: int) -> None:
    """Take records out of one store's months and add them to another's, in the transaction that moves them.

    Increments again, and the lower store first: others may add to the same months at this moment.
    """
    batches = (record_ids[start : start + BATCH] for start in range(0, len(record_ids), BATCH))
    deltas = [delta for ids in batches for delta in _deltas(ids)]
    both = {before_id: lambda: _subtract(before_id, deltas), after_id: lambda: _move_to(after_id, deltas)}
    for store_id in sorted(both):
        both[store_id]()
    _drop_months_without_records(before_id)


def _deltas(record_ids: Sequence[int]) -> Iterator[RollUpDelta]:
    records = SalesRecord.objects.unscoped(because="the records that a merge moves").filter(pk__in=record_ids)
    return (RollUpDelta(*row) for row in month_sums(records))


def _move_to(store_id: int, deltas: Iterable[RollUpDelta]) -> None:
    add_to_rollups(replace(delta, store_id=store_id) for delta in deltas)


def _subtract(store_id: int, deltas: Iterable[RollUpDelta]) -> None:
    months = SalesMonth.objects.unscoped(because="the roll-up of records that leave the store").filter(store=store_id)
    for delta in sorted(deltas, key=lambda delta: (delta.month, delta.model_id)):
        months.filter(month=delta.month, model=delta.model_id).update(
            sell_in=F("sell_in") - delta.sell_in,
            sell_out=F("sell_out") - delta.sell_out,
            sell_out_yuan=Round(F("sell_out_yuan") - delta.sell_out_yuan, precision=2),
            records=F("records") - delta.records,
        )


def _drop_months_without_records(store_id: int) -> None:
    """A month that no record is left of does not stand, not even as zero."""
    records = SalesRecord.objects.unscoped(because="whether any record is left").filter(
        store=store_id, sku__model=OuterRef("model"), sold_on__year=OuterRef("month__year")
    )
    months = SalesMonth.objects.unscoped(because="months of which no record is left").filter(store=store_id)
    months.exclude(Exists(records.filter(sold_on__month=OuterRef("month__month")))).delete()


def month_sums(records: QuerySet[SalesRecord]) -> QuerySet:
    """What records add to each month: store, model, month, sell-in, sell-out, its yuan, and how many."""
    sold_out, sold_in = Q(kind=SaleKind.SELL_OUT), Q(kind=SaleKind.SELL_IN)
    return (
        records.annotate(month_of=FirstOfMonth("sold_on"))
        .values("store_id", "sku__model_id", "month_of")
        .annotate(
            sold_in=Coalesce(Sum("quantity", filter=sold_in), 0),
            sold_out=Coalesce(Sum("quantity", filter=sold_out), 0),
            sold_yuan=Coalesce(Sum("amount_yuan", filter=sold_out), Decimal(0)),
            counted=Count("pk", filter=sold_out),
        )
        .values_list("store_id", F("sku__model_id"), "month_of", "sold_in", "sold_out", "sold_yuan", "counted")
        .order_by()
    )
