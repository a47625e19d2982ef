"""An installation of a former release becomes one of today: nothing it held is lost or altered."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.bench.servers import database_url, drop_database, make_database

RELEASES = sorted((settings.BASE_DIR / "tests" / "data").glob("release_*.json.gz"))
DATABASE = f"salesops_upgrade_{os.getpid()}"


def run(arguments, environment):
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture
def former(tmp_path):
    """The environment of an installation whose database is empty, of the kind that this run is on."""
    url = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    if connection.vendor == "postgresql":
        url = database_url(settings.TEST_POSTGRES_URL, DATABASE)
        make_database(settings.TEST_POSTGRES_URL, DATABASE)
    yield os.environ | {
        "DATABASE_URL": url,
        "SALESOPS_VAR": str(tmp_path),
        "SALESOPS_DEMO": "1",
        "SALESOPS_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "salesops.settings",
    }
    if connection.vendor == "postgresql":
        drop_database(settings.TEST_POSTGRES_URL, DATABASE)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_former_release_s_data_stand_as_they_were_and_its_people_find_their_pages(former, release):
    made = json.loads(run(["-m", "tests.upgrade", "make", str(release)], former))
    before = json.loads(run(["-m", "tests.upgrade", "look", str(release)], former))

    run(["manage.py", "migrate", "--verbosity=0"], former)

    after = json.loads(run(["-m", "tests.upgrade", "look", str(release)], former))
    assert {table: count for table, (count, _digest) in before.items()} == made
    assert {table: (before[table], kept) for table, kept in after.items() if kept != before[table]} == {}
    assert run(["manage.py", "migrate", "--check"], former).strip() == ""
    assert set(json.loads(run(["-m", "tests.upgrade", "open"], former)).values()) == {200}
