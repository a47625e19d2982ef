from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promotions", "0016_search_promoters")]

    operations = [
        migrations.AddField(
            model_name="shift", name="revision", field=models.PositiveIntegerField(default=1, editable=False)
        ),
    ]
