"""Where a plan's line stands to the distribution standard (handbook H2.7, H8.2).

SQLite drops a table's triggers when it rebuilds it: the locks of approved lines go first and come last, with the new
column among what they keep.
"""

from django.db import migrations, models

APPROVED = "SELECT 1 FROM dealers_profitplan WHERE id = OLD.plan_id AND status = 'approved'"
IN_FORCE = (
    "SELECT 1 FROM dealers_amendmentline l JOIN dealers_planamendment a ON a.id = l.amendment_id "
    "WHERE a.plan_id = OLD.plan_id AND a.status IN ('approved') AND l.store_id = OLD.store_id "
    "AND l.model_id = OLD.model_id AND l.after_quantity = NEW.amended_quantity"
)
FORMER = (
    "plan_id, store_id, model_id, baseline_quantity, promotion_quantity, low_quantity, high_quantity, "
    "typed_quantity, typed_reason, list_yuan, supply_yuan, method, stock_quantity, inputs, "
    "launch_quantity, promoter_quantity"
)
LOCKED = "dealers_planline_locked BEFORE UPDATE OF {columns} ON dealers_planline"
AMENDED = "dealers_planline_amended BEFORE UPDATE OF amended_quantity ON dealers_planline"
LOCKS = {
    "postgresql": (
        f"CREATE TRIGGER {LOCKED} FOR EACH ROW EXECUTE FUNCTION dealers_refuse_approved_line()",
        f"CREATE TRIGGER {AMENDED} FOR EACH ROW EXECUTE FUNCTION dealers_refuse_unapproved_amendment()",
    ),
    "sqlite": (
        (f"CREATE TRIGGER {LOCKED} WHEN EXISTS ({APPROVED}) "
        "BEGIN SELECT RAISE(ABORT, 'An approved plan is locked.'); END"),
        (f"CREATE TRIGGER {AMENDED} WHEN EXISTS ({APPROVED}) AND NOT EXISTS ({IN_FORCE}) "
        "BEGIN SELECT RAISE(ABORT, 'An approved plan is locked: no amendment in force says so.'); END"),
    ),
}


def drop_locks(apps, schema_editor):
    on = " ON dealers_planline" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("dealers_planline_amended", "dealers_planline_locked"):
        schema_editor.execute(f"DROP TRIGGER {name}{on}")


def add_locks(apps, schema_editor):
    _add(schema_editor, f"{FORMER}, carriage")


def add_former_locks(apps, schema_editor):
    _add(schema_editor, FORMER)


def _add(schema_editor, columns):
    for statement in LOCKS[schema_editor.connection.vendor]:
        schema_editor.execute(statement.format(columns=columns))


class Migration(migrations.Migration):
    dependencies = [("dealers", "0013_launches_and_promoters_in_plans")]

    operations = [
        migrations.RunPython(drop_locks, add_former_locks),
        migrations.AddField(
            model_name="planline",
            name="carriage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("carried", "carried"),
                    ("missing", "not carried, though the standard asks for it"),
                    ("not_asked", "not carried, nor asked for by the standard"),
                ],
                editable=False,
                max_length=10,
                verbose_name="distribution",
            ),
        ),
        migrations.AddConstraint(
            model_name="planline",
            constraint=models.CheckConstraint(
                condition=models.Q(("carriage", ""), ("carriage__in", ["carried", "missing", "not_asked"]), _connector="OR"),
                name="dealers_planline_carriage_known",
            ),
        ),
        migrations.RunPython(add_locks, drop_locks),
    ]
