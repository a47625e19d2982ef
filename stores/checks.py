"""What must hold of the database before lists of Chinese names are searched quickly."""

from collections.abc import Iterable

from django.core import checks
from django.db import DatabaseError, connections


def chinese_can_be_searched(app_configs, databases: Iterable[str] | None = None, **kwargs) -> list[checks.CheckMessage]:
    """PostgreSQL's trigrams leave out Chinese where the database's locale is plain C."""
    return [_deaf(alias) for alias in databases or () if not _hears_chinese(alias)]


def _hears_chinese(alias: str) -> bool:
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(show_trgm('杭州')) > 0")
            return cursor.fetchone()[0]
    except DatabaseError:
        return True  # Before the first migration there is no such function yet.


def _deaf(alias: str) -> checks.Warning:
    return checks.Warning(
        "This database's character type is C, so searching Chinese names reads whole tables.",
        hint="Create the database anew with LC_CTYPE 'C.UTF-8' and load it from a backup.",
        obj=alias,
        id="stores.W001",
    )
