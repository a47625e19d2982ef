"""A large world out of a small one, inside PostgreSQL: what is drawn for some stores serves as pattern for the others.

For trying the program under load; a store's twin sells the same, in another center, to another rep.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

from django.db import connection, models

from reports.demo.season import month_back
from reports.demo.writer.bare import bare
from reports.demo.writer.bulk import insert_selected
from reports.demo.writer.written import PAST_WEEKS, Written
from stores.models import SalesRecord
from visits.choices import VisitStatus
from visits.models import Visit

# Twenty reps' areas: no two stores of one area follow the same pattern.
PATTERNS = 400
# The twins' window: what classes, lists and the running month look at.
_MONTHS_BACK = 3
_STORES_AT_ONCE, _VISITS_AT_ONCE = 20_000, 2_000_000


def is_copied(written: Written) -> bool:
    """Whether this world is made by copying; SQLite has no room for such a one in reasonable time."""
    return written.is_for_load and connection.vendor == "postgresql"


def filling(written: Written, *filled: type[models.Model]) -> AbstractContextManager:
    """While a copied world fills empty tables, they are bare; another world fills them as they are."""
    return bare(*filled) if is_copied(written) else nullcontext()


def copy_sales(written: Written) -> int:
    """Give every store beyond the patterns the sales of its pattern while it was open; return how many rows."""
    ids = [store.pk for store in written.stores.values()]
    since = month_back(written.today.replace(day=1), _MONTHS_BACK)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE twin (store_id bigint, like_id bigint) ON COMMIT DROP")
        cursor.execute(
            "INSERT INTO twin SELECT * FROM UNNEST(%s::bigint[], %s::bigint[])",
            [ids[PATTERNS:], [ids[number % PATTERNS] for number in range(PATTERNS, len(ids))]],
        )
        # The table itself has no index meanwhile, and grows with every portion.
        cursor.execute(
            "CREATE TEMPORARY TABLE pattern ON COMMIT DROP AS SELECT * FROM stores_salesrecord WHERE sold_on >= %s",
            [since],
        )
        cursor.execute("ANALYZE twin, pattern")
    total = 0
    for first in range(PATTERNS, len(ids), _STORES_AT_ONCE):
        portion = ids[first : first + _STORES_AT_ONCE]
        total += insert_selected(SalesRecord, _SALE, _TWINS, [portion[0], portion[-1]])
        written.say(f"{total} sales records copied")
    return total


def copy_visits(written: Written, *, wanted: int, days: int, prefix: str, strides: tuple[int, int]) -> None:
    """Visits by number, the same as `load` makes one by one."""
    store_stride, minute_stride = strides
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE visited ON COMMIT DROP AS SELECT ROW_NUMBER() OVER (ORDER BY id) - 1 AS place, "
            "id AS store_id, center_id, rep_id FROM stores_store WHERE status = 'active'"
        )
        cursor.execute("CREATE UNIQUE INDEX ON visited (place)")
        cursor.execute("ANALYZE visited")
        cursor.execute("SELECT COUNT(*) FROM visited")
        (stores,) = cursor.fetchone()
    first_day = written.today - timedelta(weeks=PAST_WEEKS, days=days + 7)
    measures = [first_day, days, wanted, minute_stride, store_stride, stores]
    for first in range(0, wanted, _VISITS_AT_ONCE):
        last = min(wanted, first + _VISITS_AT_ONCE) - 1
        insert_selected(Visit, _VISIT, _NUMBERED, [prefix, *measures, first, last])
        written.say(f"{last + 1} visits")


_SALE = {
    "store": "twin.store_id",
    **{
        name: f"sale.{column}"
        for name, column in (
            *(("kind", "kind"), ("sku", "sku_id"), ("sold_on", "sold_on"), ("document", "document")),
            *(("quantity", "quantity"), ("amount_yuan", "amount_yuan"), ("recorded_at", "recorded_at")),
            *(("correction_no", "correction_no"), ("reason", "reason"), ("source", "source")),
        )
    },
}
_TWINS = (
    "twin JOIN pattern sale ON sale.store_id = twin.like_id "
    "JOIN stores_store store ON store.id = twin.store_id "
    "WHERE twin.store_id BETWEEN %s AND %s AND sale.sold_on >= COALESCE(store.opened_on, sale.sold_on) "
    "AND sale.sold_on <= COALESCE(store.closed_on, sale.sold_on)"
)
_ARRIVED = "((day + minute * INTERVAL '1 minute') AT TIME ZONE 'Asia/Shanghai')"
_LEFT = "((day + (minute + minutes) * INTERVAL '1 minute') AT TIME ZONE 'Asia/Shanghai')"
_NUMBERED = (
    "(SELECT (%s || LPAD(TO_HEX(n), 12, '0'))::uuid AS client_id, %s::date + (n * %s / %s)::int AS day, "
    "540 + MOD(n * %s, 480) AS minute, 10 + MOD(n, 40) AS minutes, MOD(n * %s, %s) AS place "
    "FROM generate_series(%s::bigint, %s) n) one JOIN visited USING (place)"
)
_VISIT = {
    "client_id": "client_id",
    "store": "store_id",
    "center": "center_id",
    "rep": "rep_id",
    "done_by": "rep_id",
    "visited_on": "day",
    "checked_in_at": _ARRIVED,
    "checked_out_at": _LEFT,
    "minutes": "minutes",
    "received_at": _LEFT,
    "status": f"'{VisitStatus.CLOSED.value}'",
}
