"""The database lets no two exclusive territories of one division hold on the same day, nor of one within the other
(handbook H10.1).

SQLite drops a table's triggers when a later migration rebuilds it: such a migration adds these again.
"""

from django.db import migrations

POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE dealers_territory ADD CONSTRAINT dealers_territory_no_overlap EXCLUDE USING gist (
      int4range(division_from::int, division_to::int) WITH &&, daterange(starts_on, ends_on) WITH &&)
      WHERE (is_exclusive)""",
)
SQLITE = """CREATE TRIGGER dealers_territory_no_overlap_{event} AFTER {event} ON dealers_territory
WHEN NEW.is_exclusive AND EXISTS (SELECT 1 FROM dealers_territory AS other WHERE other.id <> NEW.id
    AND other.is_exclusive
    AND other.division_from < NEW.division_to AND NEW.division_from < other.division_to
    AND other.starts_on < COALESCE(NEW.ends_on, '9999-12-31')
    AND NEW.starts_on < COALESCE(other.ends_on, '9999-12-31'))
BEGIN SELECT RAISE(ABORT, 'Two exclusive territories overlap.'); END"""
EVENTS = ("INSERT", "UPDATE")


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRES:
            schema_editor.execute(statement)
        return
    for event in EVENTS:
        schema_editor.execute(SQLITE.format(event=event))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE dealers_territory DROP CONSTRAINT dealers_territory_no_overlap")
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER dealers_territory_no_overlap_{event}")


class Migration(migrations.Migration):
    dependencies = [("dealers", "0003_dealer_development")]

    operations = [migrations.RunPython(add, drop)]
