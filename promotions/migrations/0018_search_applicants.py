from django.db import migrations
from salesops.searching.rows import SearchTextField
from salesops.searching.texts import search_text

BATCH = 1000


def fill(apps, schema_editor):
    rows = apps.get_model("promotions", "Applicant")._base_manager.only("name").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for row in batch:
            row.search_text = search_text([row.name], [])
        rows.bulk_update(batch, ["search_text"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("promotions", "0017_revision_of_a_shift")]

    operations = [
        migrations.AddField(model_name="applicant", name="search_text", field=SearchTextField()),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
