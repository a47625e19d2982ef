"""What the records already say about a fact of sales (handbook H2.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

BATCH = 1000


class FactKey(NamedTuple):
    """What makes two records speak of the same fact; the source is that of the whole call."""

    kind: str
    store_id: int
    sku_id: int
    sold_on: date
    document: str


@dataclass(frozen=True, slots=True)
class KnownFact:
    """The net of a fact's records, and the number of its last correction."""

    quantity: int
    amount_yuan: Decimal
    last_no: int


def known_facts(keys: Sequence[FactKey], source: str) -> dict[FactKey, KnownFact]:
    """The net of each fact that has a record. One query for a thousand facts.

    The keys are joined as a table of values, as databases plan a thousand alternatives badly. Callers
    give store ids that they may see.
    """
    known = {}
    for start in range(0, len(keys), BATCH):
        known |= _known(keys[start : start + BATCH], source)
    return known


def _known(keys: Sequence[FactKey], source: str) -> dict[FactKey, KnownFact]:
    if not keys:
        return {}
    # Only placeholders are put together here; every value is a parameter.
    values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(keys))
    sql = (
        "WITH asked(place, kind, store_id, sku_id, sold_on, document) AS (VALUES " + values + ") "  # noqa: S608
        "SELECT asked.place, SUM(r.quantity), SUM(r.amount_yuan), MAX(r.correction_no) FROM asked "
        "JOIN stores_salesrecord r ON r.store_id = asked.store_id AND r.sold_on = asked.sold_on "
        "AND r.sku_id = asked.sku_id AND r.kind = asked.kind AND r.source = %s "
        "AND r.document = asked.document GROUP BY asked.place"
    )
    params = [value for place, key in enumerate(keys) for value in (place, *_adapted(key))]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, source])
        return {
            keys[place]: KnownFact(int(quantity), _yuan(amount), int(last_no))
            for place, quantity, amount, last_no in cursor.fetchall()
        }


def _adapted(key: FactKey) -> tuple:
    """SQLite keeps days as text; psycopg2 writes them as dates."""
    day = connection.ops.adapt_datefield_value(key.sold_on)
    return (key.kind, key.store_id, key.sku_id, day, key.document)


def _yuan(amount: Decimal | float | None) -> Decimal:
    return Decimal(str(amount or 0)).quantize(Decimal("0.01"))
