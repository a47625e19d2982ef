import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("stores", "0014_twins_and_merges"),
    ]

    operations = [
        migrations.AddField(
            model_name='classificationrun',
            name='inputs_digest',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name='classificationentry',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='stores.classificationrun'),
        ),
    ]
