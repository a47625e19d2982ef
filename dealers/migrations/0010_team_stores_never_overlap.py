"""The database lets nobody of a dealer's team have the same store twice on a day (handbook H10.5).

SQLite drops a table's triggers when a later migration rebuilds it: such a migration adds these again.
"""

from django.db import migrations

POSTGRES = """ALTER TABLE dealers_personstore ADD CONSTRAINT dealers_personstore_no_overlap EXCLUDE USING gist (
  person_id WITH =, store_id WITH =, daterange(starts_on, ends_on) WITH &&)"""
SQLITE = """CREATE TRIGGER dealers_personstore_no_overlap_{event} AFTER {event} ON dealers_personstore
WHEN EXISTS (SELECT 1 FROM dealers_personstore AS other WHERE other.id <> NEW.id
    AND other.person_id = NEW.person_id AND other.store_id = NEW.store_id
    AND other.starts_on < COALESCE(NEW.ends_on, '9999-12-31')
    AND NEW.starts_on < COALESCE(other.ends_on, '9999-12-31'))
BEGIN SELECT RAISE(ABORT, 'Two spans of one store at one person overlap.'); END"""
EVENTS = ("INSERT", "UPDATE")


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    for event in EVENTS:
        schema_editor.execute(SQLITE.format(event=event))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE dealers_personstore DROP CONSTRAINT dealers_personstore_no_overlap")
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER dealers_personstore_no_overlap_{event}")


class Migration(migrations.Migration):
    dependencies = [("dealers", "0009_dealer_team")]

    operations = [migrations.RunPython(add, drop)]
