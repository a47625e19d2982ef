"""What launches and promoters bring stands in a plan's lines beside promotions (handbook H8.2).

A generated column cannot be altered: both are made anew. SQLite drops a table's triggers when it rebuilds it: they go
first and come last, and the lock of approved lines covers the new columns.
"""
import django.db.models.functions.comparison
from django.db import migrations, models

APPROVED = "SELECT 1 FROM dealers_profitplan WHERE id = OLD.plan_id AND status = 'approved'"
IN_FORCE = (
    "SELECT 1 FROM dealers_amendmentline l JOIN dealers_planamendment a ON a.id = l.amendment_id "
    "WHERE a.plan_id = OLD.plan_id AND a.status IN ('approved') AND l.store_id = OLD.store_id "
    "AND l.model_id = OLD.model_id AND l.after_quantity = NEW.amended_quantity"
)
FORMERLY_LOCKED = (
    "plan_id, store_id, model_id, baseline_quantity, promotion_quantity, low_quantity, high_quantity, "
    "typed_quantity, typed_reason, list_yuan, supply_yuan, method, stock_quantity, inputs"
)
LOCKED = f"{FORMERLY_LOCKED}, launch_quantity, promoter_quantity"
DRAFTED = (
    models.F("baseline_quantity")
    + models.F("launch_quantity")
    + models.F("promotion_quantity")
    + models.F("promoter_quantity")
)


def locks_of(vendor, columns):
    if vendor == "postgresql":
        return (
            (f"CREATE TRIGGER dealers_planline_locked BEFORE UPDATE OF {columns} ON dealers_planline "
            "FOR EACH ROW EXECUTE FUNCTION dealers_refuse_approved_line()"),
            ("CREATE TRIGGER dealers_planline_amended BEFORE UPDATE OF amended_quantity ON dealers_planline "
            "FOR EACH ROW EXECUTE FUNCTION dealers_refuse_unapproved_amendment()"),
        )
    return (
        (f"CREATE TRIGGER dealers_planline_locked BEFORE UPDATE OF {columns} ON dealers_planline "
        f"WHEN EXISTS ({APPROVED}) BEGIN SELECT RAISE(ABORT, 'An approved plan is locked.'); END"),
        ("CREATE TRIGGER dealers_planline_amended BEFORE UPDATE OF amended_quantity ON dealers_planline "
        f"WHEN EXISTS ({APPROVED}) AND NOT EXISTS ({IN_FORCE}) "
        "BEGIN SELECT RAISE(ABORT, 'An approved plan is locked: no amendment in force says so.'); END"),
    )


def drop_locks(apps, schema_editor):
    on_table = " ON dealers_planline" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("dealers_planline_amended", "dealers_planline_locked"):
        schema_editor.execute(f"DROP TRIGGER {name}{on_table}")


def add_locks(apps, schema_editor):
    for statement in locks_of(schema_editor.connection.vendor, LOCKED):
        schema_editor.execute(statement)


def add_former_locks(apps, schema_editor):
    for statement in locks_of(schema_editor.connection.vendor, FORMERLY_LOCKED):
        schema_editor.execute(statement)


def generated(expression):
    return models.GeneratedField(db_persist=True, expression=expression, output_field=models.PositiveIntegerField())


def counted(drafted):
    return generated(django.db.models.functions.comparison.Coalesce("amended_quantity", "typed_quantity", drafted))


class Migration(migrations.Migration):

    dependencies = [("dealers", "0012_amendments_of_plans")]

    operations = [
        migrations.RunPython(drop_locks, add_former_locks),
        migrations.RemoveField(model_name="planline", name="quantity"),
        migrations.RemoveField(model_name="planline", name="drafted_quantity"),
        migrations.AddField(
            model_name="planline",
            name="launch_quantity",
            field=models.PositiveIntegerField(default=0, verbose_name="launch"),
        ),
        migrations.AddField(
            model_name="planline",
            name="promoter_quantity",
            field=models.IntegerField(default=0, verbose_name="promoters"),
        ),
        migrations.AddField(model_name="planline", name="drafted_quantity", field=generated(DRAFTED)),
        migrations.AddField(model_name="planline", name="quantity", field=counted(DRAFTED)),
        migrations.AddConstraint(
            model_name="planline",
            constraint=models.CheckConstraint(
                condition=models.Q(("promoter_quantity__gte", -models.F("baseline_quantity"))),
                name="dealers_planline_promoters_within_baseline",
            ),
        ),
        migrations.RunPython(add_locks, drop_locks),
    ]
