from django.db import migrations

# A row that changes without its indexed columns, as classes do each month, is written beside its old version
# and leaves all indexes as they are, if its page has room.
ROOM = "fillfactor = 80"


def leave_room(apps, schema_editor):
    _set(schema_editor, f"SET ({ROOM})")


def fill_up(apps, schema_editor):
    _set(schema_editor, "RESET (fillfactor)")


def _set(schema_editor, option):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE stores_store {option}")


class Migration(migrations.Migration):
    dependencies = [("stores", "0024_one_index_less")]

    operations = [migrations.RunPython(leave_room, fill_up)]
