"""What the command does with an empty database when little is asked of it."""

import pytest
from django.core.management import CommandError, call_command

from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from stores.models import Store
from tests.reports.demo.writer.conftest import TODAY


def test_people_only_leaves_the_archive_empty(db):
    call_command("seed_demo", scale="small", people_only=True, today=TODAY, json=True)

    assert Center.objects.get().code == "HZ"
    assert User.objects.filter(role=Role.REP).count() == 3
    assert not Store.objects.unscoped(because="the test looks at all stores").exists()


def test_the_truth_is_written_beside_the_database(db, tmp_path):
    call_command(
        "seed_demo", scale="small", people_only=True, stores=20, months=2, today=TODAY, truth=tmp_path / "t.csv"
    )

    header, *lines = (tmp_path / "t.csv").read_text().splitlines()
    assert header == "store,model,month,expected,drawn"
    assert {line.split(",")[2] for line in lines} == {"2026-09-01", "2026-10-01", "2026-11-01"}


@pytest.mark.parametrize("name", ["stores", "months"])
def test_a_size_of_nothing_is_refused(db, name):
    with pytest.raises(CommandError, match="at least 1"):
        call_command("seed_demo", today=TODAY, **{name: 0})
