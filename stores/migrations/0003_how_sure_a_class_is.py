import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stores', '0002_add_bulk_edits'),
    ]

    operations = [
        migrations.AddField(
            model_name='classificationentry',
            name='certainty_percent',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='how sure (%)'),
        ),
        migrations.AddField(
            model_name='classificationentry',
            name='class_counts',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='classificationentry',
            name='evidence',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='classificationentry',
            name='is_kept',
            field=models.BooleanField(default=False, verbose_name='kept, as the move is not sure'),
        ),
        migrations.AddField(
            model_name='classificationrule',
            name='sure_percent',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: every move of the rule counts.', null=True, validators=[django.core.validators.MinValueValidator(50), django.core.validators.MaxValueValidator(99)], verbose_name='a move must be so sure (%)'),
        ),
        migrations.AddField(
            model_name='classificationrun',
            name='certainty_version',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='classificationrun',
            name='resamples',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='classificationrun',
            name='seed',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='classificationrun',
            name='sure_percent',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='a move must be so sure (%)'),
        ),
        migrations.AddConstraint(
            model_name='classificationrule',
            constraint=models.CheckConstraint(condition=models.Q(('sure_percent__isnull', True), ('sure_percent__range', (50, 99)), _connector='OR'), name='stores_classificationrule_sure_percent'),
        ),
    ]
