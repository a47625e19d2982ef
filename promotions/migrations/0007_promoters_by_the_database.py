"""What the database itself holds of promoters (handbook H7, H0): nobody's working time is given away twice on a day,
no cell of the headcount standard holds two numbers, and no reading of personal data is changed or deleted.

SQLite drops a table's triggers when a later migration rebuilds it: such a migration adds these again.
"""

from django.db import migrations

POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE promotions_assignment ADD CONSTRAINT promotions_assignment_no_overlap EXCLUDE USING gist (
      promoter_id WITH =, daterange(starts_on, ends_on) WITH &&,
      int4range(share_from::int, share_from::int + share_percent::int) WITH &&)""",
    """ALTER TABLE promotions_headcountline ADD CONSTRAINT promotions_headcountline_no_overlap EXCLUDE USING gist (
      store_class WITH =, format WITH =, daterange(starts_on, ends_on) WITH &&)""",
    """CREATE FUNCTION promotions_append_only() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'Readings of personal data are append-only.'; END $$""",
    """CREATE TRIGGER promotions_personallook_append_only BEFORE UPDATE OR DELETE ON promotions_personallook
      FOR EACH ROW EXECUTE FUNCTION promotions_append_only()""",
)
POSTGRES_BACK = (
    "DROP TRIGGER promotions_personallook_append_only ON promotions_personallook",
    "DROP FUNCTION promotions_append_only()",
    "ALTER TABLE promotions_headcountline DROP CONSTRAINT promotions_headcountline_no_overlap",
    "ALTER TABLE promotions_assignment DROP CONSTRAINT promotions_assignment_no_overlap",
)
DAYS = """other.starts_on < COALESCE(NEW.ends_on, '9999-12-31')
    AND NEW.starts_on < COALESCE(other.ends_on, '9999-12-31')"""
OVERLAPS = {
    "promotions_assignment": """other.promoter_id = NEW.promoter_id
    AND other.share_from < NEW.share_from + NEW.share_percent
    AND NEW.share_from < other.share_from + other.share_percent""",
    "promotions_headcountline": "other.store_class = NEW.store_class AND other.format = NEW.format",
}
SQLITE_OVERLAP = """CREATE TRIGGER {table}_no_overlap_{event} AFTER {event} ON {table}
WHEN EXISTS (SELECT 1 FROM {table} AS other WHERE other.id <> NEW.id AND {same} AND {days})
BEGIN SELECT RAISE(ABORT, 'Two spans of {table} overlap.'); END"""
SQLITE_APPEND_ONLY = """CREATE TRIGGER promotions_personallook_no_{event} BEFORE {event} ON promotions_personallook
BEGIN SELECT RAISE(ABORT, 'Readings of personal data are append-only.'); END"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRES:
            schema_editor.execute(statement)
        return
    for table, same in OVERLAPS.items():
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE_OVERLAP.format(table=table, event=event, same=same, days=DAYS))
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(SQLITE_APPEND_ONLY.format(event=event))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRES_BACK:
            schema_editor.execute(statement)
        return
    for table in OVERLAPS:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_overlap_{event}")
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(f"DROP TRIGGER promotions_personallook_no_{event}")


class Migration(migrations.Migration):
    dependencies = [("promotions", "0006_promoters")]

    operations = [migrations.RunPython(add, drop)]
