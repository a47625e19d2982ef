"""The numbers of targets that hold, or once held, refuse edits in the database itself (handbook H8.1).

SQLite drops a table's triggers when a later migration rebuilds it: such a migration adds this one again.
"""

from django.db import migrations

DECIDED = (
    "SELECT 1 FROM dealers_targetnode n JOIN dealers_targetversion v ON v.id = n.version_id "
    "WHERE n.id = OLD.node_id AND v.status IN ('approved', 'replaced')"
)
POSTGRES_FUNCTION = f"""
CREATE FUNCTION dealers_refuse_decided_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS ({DECIDED}) THEN
    RAISE EXCEPTION 'Approved targets are locked.';
  END IF;
  RETURN NEW;
END $$
"""
POSTGRES_TRIGGER = (
    "CREATE TRIGGER dealers_targetcell_locked BEFORE UPDATE OF quantity, typed ON dealers_targetcell "
    "FOR EACH ROW EXECUTE FUNCTION dealers_refuse_decided_target()"
)
SQLITE_TRIGGER = (
    "CREATE TRIGGER dealers_targetcell_locked BEFORE UPDATE OF quantity, typed ON dealers_targetcell "
    f"WHEN EXISTS ({DECIDED}) BEGIN SELECT RAISE(ABORT, 'Approved targets are locked.'); END"
)


def add_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION)
        schema_editor.execute(POSTGRES_TRIGGER)
    else:
        schema_editor.execute(SQLITE_TRIGGER)


def drop_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER dealers_targetcell_locked ON dealers_targetcell")
        schema_editor.execute("DROP FUNCTION dealers_refuse_decided_target()")
    else:
        schema_editor.execute("DROP TRIGGER dealers_targetcell_locked")


class Migration(migrations.Migration):
    dependencies = [("dealers", "0005_targets")]

    operations = [migrations.RunPython(add_trigger, drop_trigger)]
