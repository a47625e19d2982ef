"""Empty tables without indexes and references while they are filled; both are made again, and checked, afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, connection, models, transaction

# What a foreign key of another table leans on stays, the primary key first of all.
_CONSTRAINTS = (
    "SELECT own.conname, pg_get_constraintdef(own.oid) FROM pg_constraint own "
    "WHERE own.conrelid = %s::regclass AND own.contype IN ('f', 'u', 'x') AND NOT (own.contype <> 'f' AND EXISTS "
    "(SELECT FROM pg_constraint other WHERE other.contype = 'f' AND other.conindid = own.conindid)) "
    "ORDER BY own.contype = 'f', own.conname"
)
_INDEXES = (
    "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "WHERE indrelid = %s::regclass AND NOT indisprimary "
    "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY relname"
)
_MEMORY = "512MB"


@dataclass(frozen=True, slots=True)
class _Part:
    """A constraint or an index: how the database forgets it, and how it is made again."""

    table: str
    name: str
    drop: str
    make: str


@contextmanager
def bare(*filled: type[models.Model]) -> Iterator[None]:
    """Fill the empty tables of these models without their indexes and constraints, all or nothing.

    On PostgreSQL what the catalogue knows of unique, exclusion and foreign keys and indexes is dropped, and made
    again from the rows as a whole. The tables are locked until the transaction ends, so this is for a database of
    one's own: a table with rows is refused with ValueError. Rows that break a constraint raise IntegrityError that
    names it, and the database is as it was. Elsewhere this does nothing.
    """
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in filled]
    with transaction.atomic(), connection.cursor() as cursor:
        # References that wait for the commit would forbid to alter their tables.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        parts = [part for table in tables for part in _parts(cursor, table)]
        for part in reversed(parts):
            cursor.execute(part.drop)
        yield
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [_MEMORY])
        for part in parts:
            _make(cursor, part)
        for table in tables:
            cursor.execute(f"ANALYZE {_quoted(table)}")


def _parts(cursor, table: str) -> list[_Part]:
    """Indexes, then constraints, references last."""
    cursor.execute(f"SELECT EXISTS (SELECT FROM {_quoted(table)})")  # noqa: S608  A name of our own.
    if cursor.fetchone()[0]:
        raise ValueError(f"{table} has rows: only an empty table is filled without its constraints.")
    cursor.execute(_INDEXES, [table])
    indexes = [_Part(table, name, f"DROP INDEX {_quoted(name)}", make) for name, make in cursor.fetchall()]
    cursor.execute(_CONSTRAINTS, [table])
    alter = f"ALTER TABLE {_quoted(table)}"
    return indexes + [
        _Part(
            table,
            name,
            drop=f"{alter} DROP CONSTRAINT {_quoted(name)}",
            make=f"{alter} ADD CONSTRAINT {_quoted(name)} {definition}",
        )
        for name, definition in cursor.fetchall()
    ]


def _make(cursor, part: _Part) -> None:
    try:
        cursor.execute(part.make)
    except IntegrityError as error:
        why = f"Nothing was written: rows of {part.table} break {part.name}. {error}"
        raise IntegrityError(why) from error


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
