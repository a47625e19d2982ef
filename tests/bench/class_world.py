"""Stores by the hundred thousand with a window of sales each, made inside PostgreSQL to be classified (make bench).

    python -m tests.bench.class_world --stores 1000000 --password demo

Works on the migrated, empty database of DATABASE_URL: four stores a customer, twenty an area, ten thousand a
center, two models sold in each of the three months before the running one. A person called admin sees the lists.
"""

import argparse
import os
from datetime import date

import django
from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
django.setup()

from salesops.accounts.choices import Role  # noqa: E402
from salesops.accounts.models import Center, User  # noqa: E402
from salesops.periods.month import Month  # noqa: E402
from stores.models import Customer, HandsetModel, SalesMonth, Store  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.stores import CustomerFactory, SalesMonthFactory, StoreFactory  # noqa: E402

STORES_OF_A_CUSTOMER, STORES_OF_AN_AREA, STORES_OF_A_CENTER = 4, 20, 10_000
MODELS, MONTHS = 2, 3
# Skewed as shops are: the best sell forty times what the least do; each month is a little other.
_UNITS = "(5 + 200 * power(mod(n::bigint * 7919, 10007) / 10007.0, 4) + mod(n::bigint * 31 + k * 17, 7))::int"

_RESPONSIBLE = (
    "INSERT INTO stores_storeresponsibility (store_id, rep_id, starts_on) "
    "SELECT id, rep_id, opened_on FROM stores_store ORDER BY id"
)


def fill(stores: int, *, password: str) -> None:
    """Copy one store with all it hangs on until there are so many; the foreign keys hold by construction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        UserFactory(username="admin", role=Role.ADMIN, password=make_password(password))
        store = StoreFactory(opened_on=date(2020, 1, 1), customer=CustomerFactory(rep=UserFactory()))
        sold = SalesMonthFactory(store=store)
        copy(sold.model, MODELS)
        copy(store.center, -(-stores // STORES_OF_A_CENTER))
        copy(store.rep, -(-stores // STORES_OF_AN_AREA), center_id=of(store.center, STORES_OF_A_CENTER, 20))
        copy(store.customer, -(-stores // STORES_OF_A_CUSTOMER), **_belongs(store, STORES_OF_A_CUSTOMER))
        customer_id = of(store.customer, STORES_OF_A_CUSTOMER)
        copy(store, stores, **_belongs(store, 1), customer_id=customer_id, search_text="'s' || n || ' 门店' || n")
        _sell(cursor, sold, stores)
        cursor.execute(_RESPONSIBLE)
        for statement in connection.ops.sequence_reset_sql(no_style(), [Center, User, Customer, Store, HandsetModel]):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _belongs(store: Store, size: int) -> dict[str, str]:
    """Center and rep of the n-th piece of so many stores."""
    return {
        "center_id": of(store.center, STORES_OF_A_CENTER, size),
        "rep_id": of(store.rep, STORES_OF_AN_AREA, size),
    }


def of(first: models.Model, stores: int, size: int = 1) -> str:
    """The key of the one that so many stores share, for the n-th piece of `size` stores."""
    return f"{first.pk} + (n - 1) * {size} / {stores}"


def copy(first: models.Model, count: int, **others: str) -> None:
    """Make it the first of so many; names and codes that must differ take their number."""
    fields = [field for field in first._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, others) for field in fields)
    table = first._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} t, generate_series(2, {count}) n "
            f"WHERE t.id = {first.pk} ORDER BY n"
        )


def _value(field: models.Field, others: dict[str, str]) -> str:
    column = f't."{field.column}"'
    if field.primary_key:
        return f"{column} + n - 1"
    if field.column in others:
        return others[field.column]
    return f"{column} || '-' || n" if field.unique or field.name == "name" else column


def _sell(cursor, sold: SalesMonth, stores: int) -> None:
    """Sales of all stores, month by month; what the first store was given goes."""
    sold.delete()
    running = Month.of(timezone.localdate())
    for back in range(1, MONTHS + 1):
        cursor.execute(
            "INSERT INTO stores_salesmonth (store_id, model_id, month, sell_in, sell_out, sell_out_yuan, records) "
            f"SELECT %s + n - 1, %s + k - 1, %s, 0, {_UNITS}, 0, 4 "
            "FROM generate_series(1, %s) n, generate_series(1, %s) k ORDER BY n, k",
            [sold.store_id, sold.model_id, (running - back).first_day, stores, MODELS],
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stores", type=int, required=True)
    parser.add_argument("--password", required=True)
    options = parser.parse_args()
    fill(options.stores, password=options.password)
