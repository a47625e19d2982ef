from django.db import migrations
from salesops.searching.rows import SearchTextField
from salesops.searching.texts import search_text

BATCH = 1000


def fill(apps, schema_editor):
    rows = apps.get_model("accounts", "User")._base_manager.only("name", "username").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for row in batch:
            row.search_text = search_text([row.name], [row.username])
        rows.bulk_update(batch, ["search_text"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_first_steps_seen")]

    operations = [
        migrations.AddField(model_name="user", name="search_text", field=SearchTextField()),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
