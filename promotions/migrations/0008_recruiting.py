"""Recruiting; SQLite rebuilds the table of readings for it, so its guards go on again."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_guard = import_module("promotions.migrations.0007_promoters_by_the_database")


def guard_again(apps, schema_editor):
    """SQLite dropped the triggers with the old table; PostgreSQL altered it in place and kept them."""
    if schema_editor.connection.vendor == "postgresql":
        return
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS promotions_personallook_no_{event}")
        schema_editor.execute(_guard.SQLITE_APPEND_ONLY.format(event=event))


class Migration(migrations.Migration):

    dependencies = [
        ('promotions', '0007_promoters_by_the_database'),
        ('stores', '0025_room_for_new_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('score', models.PositiveSmallIntegerField(help_text='0 to 100 points', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='score')),
                ('notes', models.TextField(max_length=1000, verbose_name='notes')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'interview',
                'verbose_name_plural': 'interviews',
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('promoter', 'Promoter'), ('temporary', 'Temporary promoter')], default='promoter', max_length=10, verbose_name='kind')),
                ('needed_from', models.DateField(verbose_name='needed from')),
                ('share_percent', models.PositiveSmallIntegerField(default=100, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(100)], verbose_name='share of the working time (%)')),
                ('reason', models.CharField(choices=[('standard', 'Below the headcount standard'), ('leaver', 'Replaces somebody who left'), ('new_store', 'New store'), ('launch', 'Launch or promotion'), ('sales', 'Sales grow'), ('other', 'Other')], default='standard', max_length=10, verbose_name='why')),
                ('skills', models.CharField(blank=True, max_length=200, verbose_name='skills looked for')),
                ('status', models.CharField(choices=[('open', 'Open'), ('done', 'Filled'), ('withdrawn', 'Withdrawn')], default='open', max_length=10, verbose_name='status')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
            },
        ),
        migrations.AlterField(
            model_name='personaldata',
            name='promoter',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='personal', to='promotions.promoter'),
        ),
        migrations.AlterField(
            model_name='personallook',
            name='promoter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='promotions.promoter', verbose_name='promoter'),
        ),
        migrations.CreateModel(
            name='Applicant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('source', models.CharField(choices=[('referral', 'Recommended by a colleague'), ('store', 'Recommended by the store'), ('online', 'Job site'), ('agency', 'Agency'), ('walk_in', 'Asked by themselves'), ('other', 'Other')], default='referral', max_length=10, verbose_name='found by')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('interview_on', models.DateField(blank=True, null=True, verbose_name='day of the interview')),
                ('status', models.CharField(choices=[('new', 'New'), ('planned', 'Interview planned'), ('waiting', 'Waits for the decision'), ('accepted', 'Taken on'), ('rejected', 'Rejected'), ('withdrawn', 'Gave up')], default='new', max_length=10, verbose_name='status')),
                ('moved_on', models.DateField(editable=False, verbose_name='last moved')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField()),
                ('promoter', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to='promotions.promoter', verbose_name='promoter')),
            ],
            options={
                'verbose_name': 'applicant',
                'verbose_name_plural': 'applicants',
            },
        ),
        migrations.AddField(
            model_name='personaldata',
            name='applicant',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='personal', to='promotions.applicant'),
        ),
        migrations.AddField(
            model_name='personallook',
            name='applicant',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='promotions.applicant', verbose_name='applicant'),
        ),
        migrations.AddConstraint(
            model_name='personaldata',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applicant__isnull', True), ('promoter__isnull', False)), models.Q(('applicant__isnull', False), ('promoter__isnull', True)), _connector='OR'), name='promotions_personaldata_of_one'),
        ),
        migrations.AddConstraint(
            model_name='personallook',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applicant__isnull', True), ('promoter__isnull', False)), models.Q(('applicant__isnull', False), ('promoter__isnull', True)), _connector='OR'), name='promotions_personallook_of_one'),
        ),
        migrations.AddField(
            model_name='interview',
            name='applicant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interviews', to='promotions.applicant'),
        ),
        migrations.AddField(
            model_name='interview',
            name='held_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='need',
            name='store',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store', verbose_name='store'),
        ),
        migrations.AddField(
            model_name='applicant',
            name='need',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applicants', to='promotions.need', verbose_name='need'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('score__lte', 100)), name='promotions_interview_score'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('notes', ''), _negated=True), name='promotions_interview_has_notes'),
        ),
        migrations.AddIndex(
            model_name='need',
            index=models.Index(fields=['status', 'needed_from'], name='promotions_need_open'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'done', 'withdrawn'])), name='promotions_need_status_known'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['standard', 'leaver', 'new_store', 'launch', 'sales', 'other'])), name='promotions_need_reason_known'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['promoter', 'temporary'])), name='promotions_need_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('share_percent__gte', 10), ('share_percent__lte', 100)), name='promotions_need_share'),
        ),
        migrations.AddIndex(
            model_name='applicant',
            index=models.Index(fields=['status', 'moved_on'], name='promotions_applicant_moved'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['new', 'planned', 'waiting', 'accepted', 'rejected', 'withdrawn'])), name='promotions_applicant_status_known'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['referral', 'store', 'online', 'agency', 'walk_in', 'other'])), name='promotions_applicant_source_known'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('promoter__isnull', False), ('status', 'accepted')), models.Q(models.Q(('status', 'accepted'), _negated=True), ('promoter__isnull', True)), _connector='OR'), name='promotions_applicant_hired_is_promoter'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'planned'), _negated=True), ('interview_on__isnull', False), _connector='OR'), name='promotions_applicant_invited_has_day'),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
