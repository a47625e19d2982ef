"""The test database, made once for each state of the migrations and then copied.

Playing every migration takes most of a minute, a copy takes a second. The migrations are still played whenever
one of them, or Django, changes, so each run of a fresh clone plays them.
"""

import contextlib
import hashlib
import shutil
from pathlib import Path

from django.apps import apps
from django.core.files import locks
from django.db import connection
from django.test.utils import setup_databases

ROOT = Path(__file__).parents[1]


def state_of_migrations():
    """Twelve hex digits that change when a migration, a trigger's text or an installed version does."""
    digest = hashlib.sha256((ROOT / "constraints.txt").read_bytes())
    # The folders of our apps alone: other files and folders of the tree come and go while the suite runs.
    ours = (Path(config.path) for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT))
    for path in sorted(path for app in ours for path in (app / "migrations").glob("*.*")):
        if ".venv" not in path.parts and path.suffix in {".py", ".sql"}:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class KeptFile:
    """An SQLite database beside pytest's other cached things."""

    def __init__(self, folder, state):
        self.folder = folder
        self.path = folder / f"{state}.sqlite3"

    def exists(self):
        return self.path.exists()

    def copy_to(self, name):
        shutil.copyfile(self.path, name)

    def take_from(self, name):
        for old in self.folder.glob("*.sqlite3"):
            old.unlink()
        shutil.copyfile(name, self.path)


class KeptDatabase:
    """A PostgreSQL database that is the template of the others."""

    def __init__(self, of, state):
        self.prefix = f"{of}_prepared_"
        self.name = self.prefix + state

    def databases(self):
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.prefix])
            return [name for (name,) in cursor]

    def exists(self):
        return self.name in self.databases()

    def copy_to(self, name):
        self.run(f"DROP DATABASE IF EXISTS {quoted(name)}")
        self.run(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(self.name)}")

    def take_from(self, name):
        for old in self.databases():
            self.run(f"DROP DATABASE {quoted(old)}")
        self.run(f"CREATE DATABASE {quoted(self.name)} TEMPLATE {quoted(name)}")

    def run(self, statement):
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(statement)


def quoted(name):
    return connection.ops.quote_name(name)


@contextlib.contextmanager
def alone(folder):
    """One process at a time: the workers of a run start together, and the first one makes what all copy."""
    with (folder / "lock").open("w") as held:
        locks.lock(held, locks.LOCK_EX)
        yield


def set_up(folder):
    """Make this process's test database, by a copy where one is kept; returns what `teardown_databases` takes."""
    state = state_of_migrations()
    is_file = connection.vendor == "sqlite"
    kept = KeptFile(folder, state) if is_file else KeptDatabase(connection.settings_dict["NAME"], state)
    name = connection.creation._get_test_db_name()
    with alone(folder):
        is_kept = kept.exists()
        connection.close()
        if is_kept:
            kept.copy_to(name)
        made = setup_databases(verbosity=0, interactive=False, keepdb=is_kept, serialized_aliases=[])
        if not is_kept:
            connection.close()
            kept.take_from(name)
    return made
