"""A database of a former release, with its data, and what became of them (tests/services/test_upgrade.py).

    python -m tests.upgrade make FILE     its schema and its rows, into the empty database of DATABASE_URL
    python -m tests.upgrade look FILE     what stands in the tables and columns that it had
    python -m tests.upgrade open          the first page of each role, by the code of today

Each prints one JSON object. A file holds a release's last migrations and every row of a small demonstration.
"""

import gzip
import json
import sys
from hashlib import sha256
from pathlib import Path

import django
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

django.setup()


def make(release: dict) -> dict:
    """Migrate to where the release ended, and put its rows in; references are looked at when all are there."""
    executor = MigrationExecutor(connection)
    state = executor.migrate([tuple(target) for target in release["migrations"]])
    with transaction.atomic():
        made = {table["model"]: _fill(state.apps, table) for table in release["tables"]}
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), _models(state.apps, release)):
                cursor.execute(statement)
    return made


def _fill(apps: StateApps, table: dict) -> int:
    """By plain SQL: what fields do when they are saved was done when the release saved them."""
    model = apps.get_model(table["model"])
    fields = [_field(model, name) for name in table["fields"]]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = [[_value(field, value) for field, value in zip(fields, row, strict=True)] for row in table["rows"]]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quoted(model._meta.db_table)}")  # What migrations begin with is among the rows.
        cursor.executemany(f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({marks})", rows)
    return len(rows)


def _value(field: models.Field, value):
    """What was written as JSON, as the column holds it."""
    column = field.target_field if field.is_relation else field
    python = value if isinstance(column, models.JSONField) else column.to_python(value)
    return field.get_db_prep_save(python, connection)


def _field(model: type[models.Model], attname: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def _models(apps: StateApps, release: dict) -> list[type[models.Model]]:
    return [apps.get_model(table["model"]) for table in release["tables"]]


def look(release: dict) -> dict:
    """By table: how many rows, and a hash of what stands in the columns that the release had."""
    found = {}
    with connection.cursor() as cursor:
        for table in release["tables"]:
            model = django.apps.apps.get_model(table["model"])
            name = connection.ops.quote_name(model._meta.db_table)
            columns = ", ".join(connection.ops.quote_name(_field(model, one).column) for one in table["fields"])
            cursor.execute(f"SELECT {columns} FROM {name} ORDER BY id")
            rows = cursor.fetchall()
            found[table["model"]] = [len(rows), sha256(repr(rows).encode()).hexdigest()]
    return found


def open_pages() -> dict:
    """The answers that one person of each role gets at the first page, by the code of today."""
    from django.test import Client

    from salesops.accounts.choices import Role
    from salesops.accounts.models import User

    answers = {}
    for role in Role.values:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(User.objects.filter(role=role).order_by("pk").first())
        answers[role] = client.get("/", follow=True).status_code
    return answers


def main() -> None:
    what, *file = sys.argv[1:]
    release = json.loads(gzip.decompress(Path(file[0]).read_bytes())) if file else {}
    done = open_pages() if what == "open" else {"make": make, "look": look}[what](release)
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    main()
