import salesops.searching.rows
from django.db import migrations
from salesops.searching.texts import search_text

FOUND = {
    "Store": (["name"], ["code", "phone", "address"]),
    "Customer": (["name", "legal_name"], ["code", "phone"]),
    "HandsetModel": (["name"], ["code", "brand", "series"]),
}
BATCH = 1000


def fill(apps, schema_editor):
    for name, (by_name, as_written) in FOUND.items():
        rows = apps.get_model("stores", name)._base_manager.only(*by_name, *as_written).order_by("pk")
        last = 0
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            for row in batch:
                row.search_text = search_text(
                    [getattr(row, field) for field in by_name], [getattr(row, field) for field in as_written]
                )
            rows.bulk_update(batch, ["search_text"])
            last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("stores", "0007_distribution_lines_never_overlap")]

    operations = [
        *(
            migrations.AddField(
                model_name=name, name="search_text", field=salesops.searching.rows.SearchTextField()
            )
            for name in ("customer", "handsetmodel", "store")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
