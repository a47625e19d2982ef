"""How an archive stands to this installation: its kind of database, its schema, its keys, and whose work lies here."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from salesops import sealing
from salesops.accounts.models import Center, User
from salesops.accounts.scoping import ScopedModel
from salesops.backup.archive import Manifest
from salesops.backup.digests import quoted
from salesops.backup.errors import BackupError

_SAMPLE = "salesops backup"


def seal_of_keys() -> str:
    """By which a restore knows whether it has the key; tells nothing of it."""
    return sealing.digest(_SAMPLE)


def refuse_foreign(manifest: Manifest) -> None:
    """Refuse an archive that this program cannot bring back as it was."""
    if manifest.vendor != connection.vendor:
        raise BackupError(f"It holds a database of {manifest.vendor}; this installation runs on {connection.vendor}.")
    if unknown := sorted(set(manifest.migrations) - _known_migrations()):
        raise BackupError(
            f"It was made by a newer version ({'.'.join(unknown[-1])} is not known here): restore with that version."
        )


def tables_with_work() -> list[str]:
    """The tables of people and of their rows that are not empty; what a first start brings along is none."""
    models = [model for model in apps.get_models() if issubclass(model, ScopedModel) or model in {Center, User}]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        tables = sorted({model._meta.db_table for model in models} & there)
        return [table for table in tables if _has_rows(cursor, table)]


def remarks(manifest: Manifest) -> tuple[str, ...]:
    """What is still to do after a restore."""
    found = []
    if _known_migrations() - set(manifest.migrations):
        found.append("The archive's schema is older than the program: run manage.py migrate.")
    if manifest.seal not in sealing.digests(_SAMPLE):
        found.append(
            "Personal data are sealed by a key that is not among SALESOPS_DATA_KEYS: add it, or they stay shut."
        )
    return tuple(found)


def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def _has_rows(cursor, table: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {quoted(table)})")  # noqa: S608
    return bool(cursor.fetchone()[0])
