"""A database as one file, as of one moment, and back from it.

`kept` takes the copy and lets whoever asks look at that very state; `load` puts a copy in the place of all that is
there.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import Error, connection

from salesops.backup import digests, postgres
from salesops.backup.digests import Digest
from salesops.backup.errors import BackupError, one_line


@dataclass(frozen=True, slots=True)
class Copy:
    """What a database held at the moment of its copy; `fetch` asks that state."""

    tables: dict[str, Digest]
    migrations: list[tuple[str, str]]
    fetch: Callable[[str], list]


def member_name() -> str:
    """What the copy is called in an archive."""
    return "database.dump" if connection.vendor == "postgresql" else "database.sqlite3"


def look_for_tools() -> None:
    """Refuse what cannot work before anything is touched."""
    if connection.vendor == "postgresql":
        with connection.cursor():
            postgres.look_for_tools(connection.pg_version // 10_000)


def kept(target: Path):
    """Copy the database to a file; programs that write are neither stopped nor waited for."""
    return _kept_postgres(target) if connection.vendor == "postgresql" else _kept_sqlite(target)


def load(source: Path) -> None:
    """Put the copy in the place of all that is in the database; all or nothing."""
    # Whatever this process holds open would be in its own way.
    connection.close()
    if connection.vendor == "postgresql":
        postgres.load(source, connection.settings_dict)
    else:
        _load_sqlite(source)


def tables() -> dict[str, Digest]:
    """What the database holds now."""
    if connection.vendor == "postgresql":
        with _snapshot() as cursor:
            return digests.of_postgres(cursor)
    with _sqlite(connection.settings_dict["NAME"]) as file:
        return digests.of_sqlite(file)


@contextmanager
def _snapshot() -> Iterator:
    """A connection of its own, which sees one moment and is never cut off for being long at it."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                cursor.execute(f"SET LOCAL {limit} = 0")
            yield cursor
    finally:
        own.close()


@contextmanager
def _kept_postgres(target: Path) -> Iterator[Copy]:
    with _snapshot() as cursor:

        def fetch(statement: str) -> list:
            cursor.execute(statement)
            return cursor.fetchall()

        [(snapshot,)] = fetch("SELECT pg_export_snapshot()")
        found = digests.of_postgres(cursor)
        migrations = _migrations(fetch, found)
        postgres.dump(target, snapshot, connection.settings_dict)
        yield Copy(found, migrations, fetch)


@contextmanager
def _kept_sqlite(target: Path) -> Iterator[Copy]:
    with _sqlite(connection.settings_dict["NAME"]) as source, _sqlite(target, "rwc") as copy:
        _copy(source, copy)
        # One file without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        [(state,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
        if state != "ok":
            raise BackupError(f"The database is damaged, and a copy of it would be too: {one_line(state)}.")

        def fetch(statement: str) -> list:
            return copy.execute(statement).fetchall()

        found = digests.of_sqlite(copy)
        yield Copy(found, _migrations(fetch, found), fetch)


def _load_sqlite(source: Path) -> None:
    with _sqlite(source) as copy, _sqlite(connection.settings_dict["NAME"], "rwc") as target:
        _copy(copy, target)
        target.execute("PRAGMA journal_mode=WAL")


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """By SQLite's own backup; it has waited for a locked file already when it says so, and would wait without end."""

    def give_up(status: int, _left: int, _pages: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise BackupError(
                "Others write to the database, which stays as it is: stop web and worker, then try again."
            )

    source.backup(target, progress=give_up)


@contextmanager
def _sqlite(path: Path | str, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    """A file as it is, without Django's readings of its columns, but with the functions that some are made by."""
    address = f"{Path(path).absolute().as_uri()}?mode={mode}"
    own = connection.copy()
    own.settings_dict["OPTIONS"] = {"timeout": own.settings_dict["OPTIONS"]["timeout"]}
    settings = own.get_connection_params() | {"database": address, "detect_types": 0, "isolation_level": None}
    try:
        with closing(own.get_new_connection(settings)) as file:
            yield file
    except (sqlite3.Error, Error) as error:
        raise BackupError(f"SQLite, {path}: {one_line(error)}.") from error


def _migrations(fetch: Callable[[str], list], found: dict[str, Digest]) -> list[tuple[str, str]]:
    if "django_migrations" not in found:
        raise BackupError("The database has no tables yet; manage.py migrate makes them.")
    return [(app, name) for app, name in fetch("SELECT app, name FROM django_migrations ORDER BY app, name")]
