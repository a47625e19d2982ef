"""Two lines of one cell of the distribution standard never hold on one day, in the database itself (handbook H2.7).

SQLite drops a table's triggers when a later migration rebuilds it: such a migration adds these again.
"""

from django.db import migrations

POSTGRES_CONSTRAINT = """
ALTER TABLE stores_distributionline ADD CONSTRAINT stores_distributionline_no_overlap
EXCLUDE USING gist (
  model_id WITH =, store_class WITH =, format WITH =, daterange(starts_on, ends_on) WITH &&
)
"""
SQLITE_TRIGGER = """
CREATE TRIGGER stores_distributionline_no_overlap_{event} AFTER {event} ON stores_distributionline
WHEN EXISTS (
  SELECT 1 FROM stores_distributionline AS other
  WHERE other.id <> NEW.id AND other.model_id = NEW.model_id
    AND other.store_class = NEW.store_class AND other.format = NEW.format
    AND other.starts_on < COALESCE(NEW.ends_on, '9999-12-31')
    AND NEW.starts_on < COALESCE(other.ends_on, '9999-12-31')
)
BEGIN SELECT RAISE(ABORT, 'Two lines of the distribution standard overlap.'); END
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(POSTGRES_CONSTRAINT)
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE_TRIGGER.format(event=event))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE stores_distributionline DROP CONSTRAINT stores_distributionline_no_overlap"
        )
    else:
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER stores_distributionline_no_overlap_{event}")


class Migration(migrations.Migration):
    dependencies = [("stores", "0006_add_distribution_standard")]

    operations = [migrations.RunPython(add, drop)]
