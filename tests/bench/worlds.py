"""A big company out of a small one: the rows of the demonstration, copied inside PostgreSQL (make bench).

    python -m tests.bench.worlds --stores 100000

Works on the database of DATABASE_URL, which holds `seed_demo --scale small`. Every copy of the small world
has people, customers, stores, sales and visits of its own; ten thousand stores share a center.
"""

import argparse
import os

import django
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
django.setup()

from salesops.accounts.choices import Role  # noqa: E402
from salesops.accounts.models import Center, User  # noqa: E402
from stores.models import Customer, SalesMonth, SalesRecord, Store, StoreResponsibility  # noqa: E402
from visits.models import Visit  # noqa: E402

STORES_OF_A_CENTER = 10_000
# What is copied, in the order in which it refers to each other, and which of its rows.
COPIED: tuple[tuple[type[models.Model], str], ...] = (
    (User, f"t.role IN ('{Role.REP.value}', '{Role.MANAGER.value}')"),
    (Customer, "TRUE"),
    (Store, "TRUE"),
    (StoreResponsibility, "TRUE"),
    (SalesMonth, "t.month >= (SELECT MAX(month) - INTERVAL '4 months' FROM stores_salesmonth)"),
    (SalesRecord, "t.sold_on >= (SELECT MAX(sold_on) - 10 FROM stores_salesrecord)"),
    (Visit, "TRUE"),
)


def multiply(stores: int) -> None:
    """Copy the small world until there are at least so many stores."""
    there = _count(Store)
    copies = -(-stores // there) - 1
    strides = {model: _highest_id(model) + 1 for model in (Center, *(model for model, _where in COPIED))}
    centers = max(1, stores // STORES_OF_A_CENTER)
    with transaction.atomic():
        _copy(Center, "TRUE", centers - 1, strides, centers)
        for model, where in COPIED:
            _copy(model, where, copies, strides, centers)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _where in COPIED]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _copy(model: type[models.Model], where: str, copies: int, strides: dict, centers: int) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, strides, centers) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({columns}) "
            f"SELECT {values} FROM {model._meta.db_table} t, generate_series(1, {copies}) n WHERE {where}"
        )


def _value(field: models.Field, strides: dict, centers: int) -> str:
    """How one column of a copy is made from the column of its original."""
    column = f't."{field.column}"'
    if field.primary_key:
        return f"{column} + n * {strides[field.model]}"
    if isinstance(field, models.OneToOneField):
        return "NULL"
    if field.related_model is Center:
        return f"{column} + (n % {centers}) * {strides[Center]}"
    if field.related_model in strides:
        return f"{column} + n * {strides[field.related_model]}"
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    if field.unique or field.name == "name":
        return f"{column} || '-' || n"
    if field.name in {"lon", "lat"}:
        return f"{column} + ((n * 7919) % 200 - 100) * 0.002"
    return column


def _count(model: type[models.Model]) -> int:
    return model._base_manager.count()


def _highest_id(model: type[models.Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {model._meta.db_table}")
        return cursor.fetchone()[0] or 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stores", type=int, required=True)
    multiply(parser.parse_args().stores)
    call_command("rebuild_search", verbosity=0)
    # What the database does by itself within minutes of so many writes.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
