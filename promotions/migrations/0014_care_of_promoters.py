"""Leaves of promoters, which never overlap, and guidance given to them (handbook H7).

PostgreSQL excludes two leaves on one day, SQLite has triggers; it drops a table's triggers when a later migration
rebuilds it: such a migration adds these again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


POSTGRES = """ALTER TABLE promotions_dayoff ADD CONSTRAINT promotions_dayoff_no_overlap EXCLUDE USING gist (
  promoter_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)"""
SQLITE = """CREATE TRIGGER promotions_dayoff_no_overlap_{event} AFTER {event} ON promotions_dayoff
WHEN EXISTS (SELECT 1 FROM promotions_dayoff AS other WHERE other.id <> NEW.id
  AND other.promoter_id = NEW.promoter_id AND other.starts_on <= NEW.ends_on AND NEW.starts_on <= other.ends_on)
BEGIN SELECT RAISE(ABORT, 'Two leaves of one promoter overlap.'); END"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    for event in ("INSERT", "UPDATE"):
        schema_editor.execute(SQLITE.format(event=event))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE promotions_dayoff DROP CONSTRAINT promotions_dayoff_no_overlap")
        return
    for event in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER promotions_dayoff_no_overlap_{event}")


class Migration(migrations.Migration):

    dependencies = [
        ('promotions', '0013_summaries'),
        ('stores', '0001_squashed_0025_room_for_new_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DayOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('annual', 'Annual leave'), ('sick', 'Sick leave'), ('personal', 'Personal leave'), ('lieu', 'Day off in lieu of overtime'), ('maternity', 'Maternity or parental leave'), ('other', 'Other')], default='annual', max_length=10, verbose_name='kind')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('promoter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days_off', to='promotions.promoter', verbose_name='promoter')),
            ],
            options={
                'verbose_name': 'leave of a promoter',
                'verbose_name_plural': 'leaves of promoters',
                'indexes': [models.Index(fields=['promoter', 'ends_on'], name='promotions_dayoff_of_promoter')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='promotions_dayoff_span', violation_error_message='The last day lies before the first.'), models.CheckConstraint(condition=models.Q(('kind__in', ['annual', 'sick', 'personal', 'lieu', 'maternity', 'other'])), name='promotions_dayoff_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Guidance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='day')),
                ('topic', models.CharField(choices=[('talk', 'Sales talk and recommendation'), ('product', 'Knowledge of the models'), ('display', 'Display and image'), ('discipline', 'Attendance and discipline'), ('records', 'Reports and records'), ('other', 'Other')], max_length=12, verbose_name='topic')),
                ('noticed', models.CharField(max_length=400, verbose_name='what was seen')),
                ('agreed', models.CharField(max_length=400, verbose_name='what was agreed')),
                ('look_again_on', models.DateField(blank=True, null=True, verbose_name='look again on')),
                ('outcome', models.CharField(blank=True, max_length=400, verbose_name='what became of it')),
                ('looked_again_on', models.DateField(blank=True, null=True, verbose_name='looked again on')),
                ('guided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='guided by')),
                ('promoter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guidances', to='promotions.promoter', verbose_name='promoter')),
                ('store', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store', verbose_name='store')),
            ],
            options={
                'verbose_name': 'guidance of a promoter',
                'verbose_name_plural': 'guidance of promoters',
                'indexes': [models.Index(fields=['promoter', '-held_on'], name='promotions_guidance_of_one'), models.Index(fields=['look_again_on'], name='promotions_guidance_due')],
                'constraints': [models.UniqueConstraint(fields=('promoter', 'held_on', 'topic'), name='promotions_guidance_once', violation_error_message='Guidance on this topic was noted for that day already.'), models.CheckConstraint(condition=models.Q(('topic__in', ['talk', 'product', 'display', 'discipline', 'records', 'other'])), name='promotions_guidance_topic_known'), models.CheckConstraint(condition=models.Q(models.Q(('noticed', ''), _negated=True), models.Q(('agreed', ''), _negated=True)), name='promotions_guidance_is_said'), models.CheckConstraint(condition=models.Q(models.Q(('looked_again_on__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('looked_again_on__isnull', False)), _connector='OR'), name='promotions_guidance_outcome_has_day'), models.CheckConstraint(condition=models.Q(('look_again_on__isnull', True), ('look_again_on__gt', models.F('held_on')), _connector='OR'), name='promotions_guidance_looks_again_after', violation_error_message='Look again on a later day.')],
            },
        ),
        migrations.RunPython(add, drop),
    ]
