"""Amendments of approved plans, and what an approved line then still refuses (handbook H8.4).

A generated column cannot be altered, so `quantity` is made anew. SQLite drops a table's triggers when it rebuilds it:
they go first and come last. An approved line takes `amended_quantity` alone, and only what an amendment in force says.
"""
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models

APPROVED = "SELECT 1 FROM dealers_profitplan WHERE id = OLD.plan_id AND status = 'approved'"
IN_FORCE = (
    "SELECT 1 FROM dealers_amendmentline l JOIN dealers_planamendment a ON a.id = l.amendment_id "
    "WHERE a.plan_id = OLD.plan_id AND a.status IN ('approved') AND l.store_id = OLD.store_id "
    "AND l.model_id = OLD.model_id AND l.after_quantity = NEW.amended_quantity"
)
LOCKED = (
    "plan_id, store_id, model_id, baseline_quantity, promotion_quantity, low_quantity, high_quantity, "
    "typed_quantity, typed_reason, list_yuan, supply_yuan, method, stock_quantity, inputs"
)
FORMER_LOCK = {
    "postgresql": (
        "CREATE TRIGGER dealers_planline_locked BEFORE UPDATE ON dealers_planline "
        "FOR EACH ROW EXECUTE FUNCTION dealers_refuse_approved_line()"
    ),
    "sqlite": (
        f"CREATE TRIGGER dealers_planline_locked BEFORE UPDATE ON dealers_planline WHEN EXISTS ({APPROVED}) "
        "BEGIN SELECT RAISE(ABORT, 'An approved plan is locked.'); END"
    ),
}
LOCKS = {
    "postgresql": (
        (f"CREATE TRIGGER dealers_planline_locked BEFORE UPDATE OF {LOCKED} ON dealers_planline "
        "FOR EACH ROW EXECUTE FUNCTION dealers_refuse_approved_line()"),
        f"""
        CREATE FUNCTION dealers_refuse_unapproved_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS ({APPROVED}) AND NOT EXISTS ({IN_FORCE}) THEN
            RAISE EXCEPTION 'An approved plan is locked: no amendment in force says so.';
          END IF;
          RETURN NEW;
        END $$
        """,
        ("CREATE TRIGGER dealers_planline_amended BEFORE UPDATE OF amended_quantity ON dealers_planline "
        "FOR EACH ROW EXECUTE FUNCTION dealers_refuse_unapproved_amendment()"),
    ),
    "sqlite": (
        (f"CREATE TRIGGER dealers_planline_locked BEFORE UPDATE OF {LOCKED} ON dealers_planline "
        f"WHEN EXISTS ({APPROVED}) BEGIN SELECT RAISE(ABORT, 'An approved plan is locked.'); END"),
        ("CREATE TRIGGER dealers_planline_amended BEFORE UPDATE OF amended_quantity ON dealers_planline "
        f"WHEN EXISTS ({APPROVED}) AND NOT EXISTS ({IN_FORCE}) "
        "BEGIN SELECT RAISE(ABORT, 'An approved plan is locked: no amendment in force says so.'); END"),
    ),
}


def drop_former_lock(apps, schema_editor):
    schema_editor.execute(_drop(schema_editor, "dealers_planline_locked"))


def add_former_lock(apps, schema_editor):
    schema_editor.execute(FORMER_LOCK[schema_editor.connection.vendor])


def add_locks(apps, schema_editor):
    for statement in LOCKS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_locks(apps, schema_editor):
    for name in ("dealers_planline_amended", "dealers_planline_locked"):
        schema_editor.execute(_drop(schema_editor, name))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION dealers_refuse_unapproved_amendment()")


def _drop(schema_editor, name):
    on_table = " ON dealers_planline" if schema_editor.connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER {name}{on_table}"


class Migration(migrations.Migration):

    dependencies = [
        ('dealers', '0011_weekly_tracking'),
        ('stores', '0025_room_for_new_versions'),
    ]

    operations = [
        migrations.RunPython(drop_former_lock, add_former_lock),
        migrations.RemoveField(model_name='planline', name='quantity'),
        migrations.AddField(
            model_name='planline',
            name='amended_quantity',
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name='amended to'),
        ),
        migrations.AddField(
            model_name='profitplan',
            name='version',
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version'),
        ),
        migrations.AddField(
            model_name='planline',
            name='quantity',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('amended_quantity', 'typed_quantity', django.db.models.expressions.CombinedExpression(models.F('baseline_quantity'), '+', models.F('promotion_quantity'))), output_field=models.PositiveIntegerField()),
        ),
        migrations.CreateModel(
            name='PlanAmendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('amendment', 'Amendment'), ('shift', 'Shift between stores')], default='amendment', max_length=10, verbose_name='kind')),
                ('version', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='version')),
                ('reason', models.CharField(max_length=400, verbose_name='reason')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='in force since')),
                ('status', models.CharField(choices=[('draft', 'In work'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('approved', 'In force'), ('discarded', 'Given up')], default='draft', max_length=10, verbose_name='status')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='dealers.profitplan', verbose_name='profit plan')),
            ],
            options={
                'verbose_name': 'amendment of a plan',
                'verbose_name_plural': 'amendments of plans',
            },
        ),
        migrations.CreateModel(
            name='AmendmentLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before_quantity', models.PositiveIntegerField(verbose_name='before')),
                ('after_quantity', models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='after')),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.handsetmodel', verbose_name='model')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store', verbose_name='store')),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='dealers.planamendment')),
            ],
            options={
                'verbose_name': 'line of an amendment',
                'verbose_name_plural': 'lines of amendments',
            },
        ),
        migrations.AddIndex(
            model_name='planamendment',
            index=models.Index(fields=['status', 'plan'], name='dealers_amendment_by_status'),
        ),
        migrations.AddConstraint(
            model_name='planamendment',
            constraint=models.UniqueConstraint(fields=('plan', 'version'), name='dealers_amendment_version_once'),
        ),
        migrations.AddConstraint(
            model_name='planamendment',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'returned', 'submitted'))), fields=('plan',), name='dealers_amendment_one_undecided'),
        ),
        migrations.AddConstraint(
            model_name='planamendment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['amendment', 'shift'])), name='dealers_amendment_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='planamendment',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'returned', 'approved', 'discarded'])), name='dealers_amendment_status_known'),
        ),
        migrations.AddConstraint(
            model_name='planamendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('status', 'approved'), ('version__gte', 2)), models.Q(models.Q(('status', 'approved'), _negated=True), ('approved_at__isnull', True), ('version__isnull', True)), _connector='OR'), name='dealers_amendment_in_force_is_version'),
        ),
        migrations.AddConstraint(
            model_name='planamendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'shift'), _negated=True), ('status', 'approved'), _connector='OR'), name='dealers_amendment_shift_is_in_force'),
        ),
        migrations.AddConstraint(
            model_name='planamendment',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='dealers_amendment_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='amendmentline',
            constraint=models.UniqueConstraint(fields=('amendment', 'store', 'model'), name='dealers_amendmentline_once'),
        ),
        migrations.AddConstraint(
            model_name='amendmentline',
            constraint=models.CheckConstraint(condition=models.Q(('before_quantity', models.F('after_quantity')), _negated=True), name='dealers_amendmentline_changes'),
        ),
        migrations.RunPython(add_locks, drop_locks),
    ]
