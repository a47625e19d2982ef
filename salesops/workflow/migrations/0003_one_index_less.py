"""The history's unique constraint covers its event; SQLite rebuilds the table for it, so the guards go on again."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

_guard = import_module("salesops.workflow.migrations.0002_audit_is_append_only")


def guard_again(apps, schema_editor):
    """SQLite dropped the triggers with the old table; PostgreSQL altered it in place and kept them."""
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute("DROP TRIGGER IF EXISTS workflow_auditevent_no_update")
    schema_editor.execute("DROP TRIGGER IF EXISTS workflow_auditevent_no_delete")
    _guard.add_triggers(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_audit_is_append_only")]

    operations = [
        migrations.AlterField(
            model_name="fieldchange",
            name="event",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="workflow.auditevent",
            ),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
