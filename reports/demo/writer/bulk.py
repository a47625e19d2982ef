"""Rows by the hundred thousand, some ten times faster than through model instances."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from django.db import connection, models
from psycopg2.extras import execute_values

_BATCH = 5000
_REPEATING = (models.DateField, models.DecimalField)


def let_run() -> None:
    """Lift PostgreSQL's limits for this transaction: a large world takes its time to be thought out."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                cursor.execute(f"SET LOCAL {limit} = 0")


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Insert tuples of the named fields, keys for relations; return how many rows went in.

    Columns that are not named get the model's default, the same one for all rows.
    """
    fields = [model._meta.get_field(name) for name in names]
    others = [field for field in model._meta.concrete_fields if field not in fields and _is_written(field)]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in [*fields, *others])
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES"
    constants = tuple(field.get_db_prep_save(field.get_default(), connection) for field in others)
    prepared = _prepared([_preparer(field) for field in fields], rows, constants)
    total = 0
    with connection.cursor() as cursor:
        while batch := list(islice(prepared, _BATCH)):
            _insert(cursor, statement, batch)
            total += len(batch)
    return total


def insert_selected(model: type[models.Model], values: Mapping[str, str], source: str, params: Sequence[object]) -> int:
    """Insert what the database selects: an SQL expression for each named field, from a source with its parameters.

    The other columns get the model's default, the same one for all rows. Returns how many rows went in.
    """
    fields = [model._meta.get_field(name) for name in values]
    others = [field for field in model._meta.concrete_fields if field not in fields and _is_written(field)]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in [*fields, *others])
    selected = ", ".join([*values.values(), *["%s"] * len(others)])
    constants = [field.get_db_prep_save(field.get_default(), connection) for field in others]
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        statement = f"INSERT INTO {table} ({columns}) SELECT {selected} FROM {source}"  # noqa: S608  Names of our own.
        cursor.execute(statement, [*constants, *params])
        return cursor.rowcount


def _is_written(field: models.Field) -> bool:
    return not (field.primary_key or field.generated)


def _insert(cursor, statement: str, batch: list[list]) -> None:
    """psycopg2 sends `executemany` row by row, so PostgreSQL gets many rows in one statement."""
    if connection.vendor == "postgresql":
        execute_values(cursor.cursor, f"{statement} %s", batch, page_size=_BATCH)
    else:
        cursor.executemany(f"{statement} ({', '.join(['%s'] * len(batch[0]))})", batch)


def _preparer(field: models.Field) -> Callable | None:
    """Days and amounts come again and again, so their text is made once; most else goes in as it is."""

    def prepare(value):
        return field.get_db_prep_save(value, connection)

    if isinstance(field, models.UUIDField):
        return prepare
    return lru_cache(_BATCH)(prepare) if isinstance(field, _REPEATING) else None


def _prepared(preparers: list[Callable | None], rows: Iterable[Sequence], constants: tuple) -> Iterator[list]:
    """Most values pass as they are, so only the places that need it are touched."""
    places = [(place, prepare) for place, prepare in enumerate(preparers) if prepare]
    for row in rows:
        values = [*row, *constants]
        for place, prepare in places:
            values[place] = prepare(values[place])
        yield values
