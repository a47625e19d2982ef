"""Records of sales that go as if they had never come, with what they added to the months (handbook H2.5)."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth

from stores.models import SalesMonth, SalesRecord, SoldHandset
from stores.services.rollups import month_sums

BATCH = 500
_TAKE = (
    "UPDATE stores_salesmonth SET sell_in = stores_salesmonth.sell_in - gone.sell_in, "
    "sell_out = stores_salesmonth.sell_out - gone.sell_out, "
    "sell_out_yuan = ROUND(stores_salesmonth.sell_out_yuan - gone.sell_out_yuan, 2), "
    "records = stores_salesmonth.records - gone.records FROM gone "
    "WHERE stores_salesmonth.store_id = gone.store_id AND stores_salesmonth.model_id = gone.model_id "
    "AND stores_salesmonth.month = gone.month"
)
_MONTHS = (
    "SELECT m.id FROM stores_salesmonth m JOIN gone ON m.store_id = gone.store_id "
    "AND m.model_id = gone.model_id AND m.month = gone.month ORDER BY m.store_id, m.month, m.model_id"
)


@transaction.atomic
def remove_records(records: QuerySet[SalesRecord]) -> None:
    """Take the records out of the months, then out of the table, then the months that came with them.

    Handsets that they sold go with them, those that they freed are sold again. The months are taken in the order in
    which all writers take them. Six queries, and one for five hundred months.
    """
    handsets = SoldHandset.objects.unscoped(because="they follow their records")
    handsets.filter(record__in=records.order_by().values("pk")).delete()
    handsets.filter(freed_by__in=records.order_by().values("pk")).update(freed_by=None)
    sums, params = month_sums(records).query.sql_with_params()
    gone = f"WITH gone(store_id, model_id, month, sell_in, sell_out, sell_out_yuan, records) AS ({sums}) "
    lock = " FOR UPDATE OF m" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(gone + _MONTHS + lock, params)
        months = [row[0] for row in cursor.fetchall()]
        cursor.execute(gone + _TAKE, params)
    records._raw_delete(records.db)
    for start in range(0, len(months), BATCH):
        _drop_empty(months[start : start + BATCH])


def _drop_empty(months: Sequence[int]) -> None:
    """A month without any record has no roll-up; one whose records add up to nothing has."""
    records = SalesRecord.objects.unscoped(because="a roll-up stands as long as a record of it").annotate(
        month_of=TruncMonth("sold_on")
    )
    of_month = records.filter(store=OuterRef("store"), sku__model=OuterRef("model"), month_of=OuterRef("month"))
    rows = SalesMonth.objects.unscoped(because="the roll-ups that a removal emptied")
    empty = rows.filter(pk__in=months, sell_in=0, sell_out=0, sell_out_yuan=0, records=0)
    empty.filter(~Exists(of_month)).delete()
