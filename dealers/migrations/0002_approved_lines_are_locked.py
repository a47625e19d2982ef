"""The lines of an approved plan refuse edits in the database itself (handbook H8.2).

SQLite drops a table's triggers when a later migration rebuilds it: such a migration adds this one again.
"""

from django.db import migrations

POSTGRES_FUNCTION = """
CREATE FUNCTION dealers_refuse_approved_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM dealers_profitplan WHERE id = OLD.plan_id AND status = 'approved') THEN
    RAISE EXCEPTION 'An approved plan is locked.';
  END IF;
  RETURN NEW;
END $$
"""
POSTGRES_TRIGGER = (
    "CREATE TRIGGER dealers_planline_locked BEFORE UPDATE ON dealers_planline "
    "FOR EACH ROW EXECUTE FUNCTION dealers_refuse_approved_line()"
)
SQLITE_TRIGGER = (
    "CREATE TRIGGER dealers_planline_locked BEFORE UPDATE ON dealers_planline "
    "WHEN EXISTS (SELECT 1 FROM dealers_profitplan WHERE id = OLD.plan_id AND status = 'approved') "
    "BEGIN SELECT RAISE(ABORT, 'An approved plan is locked.'); END"
)


def add_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION)
        schema_editor.execute(POSTGRES_TRIGGER)
    else:
        schema_editor.execute(SQLITE_TRIGGER)


def drop_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER dealers_planline_locked ON dealers_planline")
        schema_editor.execute("DROP FUNCTION dealers_refuse_approved_line()")
    else:
        schema_editor.execute("DROP TRIGGER dealers_planline_locked")


class Migration(migrations.Migration):
    dependencies = [("dealers", "0001_initial")]

    operations = [migrations.RunPython(add_trigger, drop_trigger)]
