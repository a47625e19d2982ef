from django.db import DatabaseError, migrations
from django.db.transaction import atomic

TABLES = ("stores_customer", "stores_store")
ASK = (
    "Searching large lists needs PostgreSQL's extension pg_trgm, and this database user may not create it. "
    "Let an administrator run in this database: CREATE EXTENSION pg_trgm; then migrate again."
)


def add_indexes(apps, schema_editor):
    """SQLite has no such index; its lists are those of one machine."""
    if schema_editor.connection.vendor != "postgresql":
        return
    _need_trigrams(schema_editor.connection)
    for table in TABLES:
        schema_editor.execute(
            f"CREATE INDEX {table}_found ON {table} USING gin (search_text gin_trgm_ops) WITH (fastupdate = off)"
        )


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP INDEX {table}_found")


def _need_trigrams(connection):
    try:
        with atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        raise RuntimeError(ASK) from error


class Migration(migrations.Migration):
    dependencies = [("stores", "0008_add_search_text")]

    operations = [migrations.RunPython(add_indexes, drop_indexes)]
