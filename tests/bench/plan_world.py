"""Stores by the ten thousand with two years of sales by twenty models, made inside PostgreSQL to be planned.

    python -m tests.bench.plan_world --stores 10000

Works on the migrated, empty database of DATABASE_URL: four stores a customer, twenty an area, a thousand a center, each
store sold each of twenty models in each of the twenty-four months before the running one.
"""

import argparse
import os
from datetime import date

import django
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
django.setup()

from salesops.accounts.models import Center, User  # noqa: E402
from salesops.periods.month import Month  # noqa: E402
from stores.models import Customer, HandsetModel, Price, Store  # noqa: E402
from tests.bench.class_world import copy, of  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.stores import CustomerFactory, PriceFactory, StoreFactory  # noqa: E402

STORES_OF_A_CUSTOMER, STORES_OF_AN_AREA, STORES_OF_A_CENTER = 4, 20, 1_000
MODELS, MONTHS = 20, 24
_UNITS = "(mod(n::bigint * 7919 + k * 31 + m * 17, 13) + mod(n, 7) * (k % 3))::int"
_SELL = (
    "INSERT INTO stores_salesmonth (store_id, model_id, month, sell_in, sell_out, sell_out_yuan, records) "
    f"SELECT {{store}} + n - 1, {{model}} + k, {{first}}::date + m * interval '1 month', {_UNITS}, {_UNITS}, 0, 1 "
    "FROM generate_series(1, {stores}) n, generate_series(0, {models} - 1) k, generate_series(0, {months} - 1) m"
)
_RESPONSIBLE = (
    "INSERT INTO stores_storeresponsibility (store_id, rep_id, starts_on) "
    "SELECT id, rep_id, opened_on FROM stores_store ORDER BY id"
)


def fill(stores: int) -> None:
    """Copy one store with all it hangs on until there are so many; the foreign keys hold by construction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL statement_timeout = 0")
        store = StoreFactory(opened_on=date(2020, 1, 1), customer=CustomerFactory(rep=UserFactory()))
        price = PriceFactory(starts_on=date(2020, 1, 1))
        copy(price.model, MODELS)
        copy(price, MODELS, model_id=f"{price.model.pk} + n - 1")
        copy(store.center, -(-stores // STORES_OF_A_CENTER))
        copy(store.rep, -(-stores // STORES_OF_AN_AREA), center_id=of(store.center, STORES_OF_A_CENTER, 20))
        copy(store.customer, -(-stores // STORES_OF_A_CUSTOMER), **_belongs(store, STORES_OF_A_CUSTOMER))
        customer_id = of(store.customer, STORES_OF_A_CUSTOMER)
        copy(store, stores, **_belongs(store, 1), customer_id=customer_id)
        first = (Month.of(timezone.localdate()) - MONTHS).first_day
        places = {"store": store.pk, "model": price.model.pk, "first": f"'{first}'"}
        cursor.execute(_SELL.format(**places, stores=stores, models=MODELS, months=MONTHS))
        cursor.execute(_RESPONSIBLE)
        Customer.objects.unscoped(because="bench").update(created_at=timezone.now().replace(year=2020))
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [Center, User, Customer, Store, HandsetModel, Price]
        ):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")


def _belongs(store: Store, size: int) -> dict[str, str]:
    return {
        "center_id": of(store.center, STORES_OF_A_CENTER, size),
        "rep_id": of(store.rep, STORES_OF_AN_AREA, size),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stores", type=int, default=10_000)
    fill(parser.parse_args().stores)
