import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def leave_room(apps, schema_editor):
    """A store that changes its class finds room on its page, and none of the table's indexes is touched."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE stores_store SET (fillfactor = 85)")


def fill_up(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE stores_store RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [
        ("stores", "0018_gather_what_is_indexed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="classificationrun",
            name="classes_digest",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="classificationentry",
            name="rep",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="classificationentry",
            name="run",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="entries",
                to="stores.classificationrun",
            ),
        ),
        migrations.RunPython(leave_room, fill_up),
    ]
