"""Rows by the thousand, as they come: COPY on PostgreSQL, one prepared statement on SQLite (architecture rule 9)."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

# What COPY would take for the end of a value or a line.
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Insert tuples of the named fields, keys for relations; every column but the key is to be named."""
    fields = [model._meta.get_field(name) for name in names]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", _as_lines(fields, rows))
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", _adapted(fields, rows))  # noqa: S608


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Keys for rows that refer to each other before they are inserted; nobody else gets them. One query.

    SQLite lets one writer in at a time, so the next keys are this transaction's.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + 1 + count))


def _as_lines(fields: list[models.Field], rows: Iterable[Sequence]) -> io.StringIO:
    """The rows as COPY reads them: tabs between values, and a word of its own for nothing."""
    writers = [_writer(field) for field in fields]
    lines = (
        "\t".join(["\\N" if value is None else write(value) for write, value in zip(writers, row, strict=True)])
        for row in rows
    )
    return io.StringIO("\n".join([*lines, ""]))


def _writer(field: models.Field) -> Callable[[Any], str]:
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value).translate(_ESCAPED)
    return _escaped if isinstance(field, models.CharField | models.TextField) else str


def _escaped(text: Any) -> str:
    return str(text).translate(_ESCAPED)


def _adapted(fields: list[models.Field], rows: Iterable[Sequence]) -> Iterator[list]:
    for row in rows:
        yield [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
