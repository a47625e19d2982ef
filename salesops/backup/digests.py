"""What a table holds in two figures: its rows, and a sum over a hash of each row, in whatever order they come."""

import sqlite3
from dataclasses import dataclass
from hashlib import blake2b

_TEXT_FORM = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}
_MODULUS = 2**64


@dataclass(frozen=True, slots=True)
class Digest:
    """Equal digests: as many rows, and the same ones. A row that is there twice counts twice."""

    rows: int
    hash: str


def of_postgres(cursor) -> dict[str, Digest]:
    """Digest every table of the schema; the caller's transaction decides as of when."""
    for name, value in _TEXT_FORM.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return {table: _of_table(cursor, table) for (table,) in cursor.fetchall()}


def _of_table(cursor, table: str) -> Digest:
    # The alias is no name that a column could have: of two the column would be meant.
    row = '"the whole row"'
    cursor.execute(
        f"SELECT count(*), coalesce(sum(hashtextextended({row}::text, 0)::numeric), 0) "  # noqa: S608
        f"FROM public.{quoted(table)} AS {row}"
    )
    rows, total = cursor.fetchone()
    return Digest(rows, str(total))


def of_sqlite(connection: sqlite3.Connection) -> dict[str, Digest]:
    """Digest every table of a file; values are compared as SQLite keeps them."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {table: _of_rows(connection, table) for (table,) in found if not table.startswith("sqlite_")}


def _of_rows(connection: sqlite3.Connection, table: str) -> Digest:
    rows = total = 0
    for row in connection.execute(f"SELECT * FROM {quoted(table)}"):  # noqa: S608
        rows += 1
        total += int.from_bytes(blake2b(repr(row).encode(), digest_size=8).digest())
    return Digest(rows, str(total % _MODULUS))


def quoted(name: str) -> str:
    """A name as SQL takes it, on both databases."""
    return '"' + name.replace('"', '""') + '"'


def differing(one: dict[str, Digest], other: dict[str, Digest]) -> list[str]:
    """The tables that are not the same in both."""
    return sorted(table for table in one.keys() | other.keys() if one.get(table) != other.get(table))
