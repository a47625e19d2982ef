"""The command that builds reviews says what became of each customer, and can be run again (issue: commands)."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.services import drafts
from tests.factories.stores import CustomerFactory
from tests.reports.services.month import a_month

pytestmark = pytest.mark.django_db


def run(*arguments) -> dict:
    out = StringIO()
    call_command("build_reviews", "--month", "2026-10", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_second_run_changes_nothing():
    a_month()

    first, second = run(), run()

    assert first | {"seconds": 0} == {
        "month": "2026-10",
        "customers": 1,
        "created": 1,
        "refreshed": 0,
        "unchanged": 0,
        "locked": 0,
        "updated": 0,
        "skipped": [],
        "failed": [],
        "seconds": 0,
    }
    assert (second["created"], second["unchanged"]) == (0, 1)


def test_one_center_can_be_built_alone():
    store = a_month()
    CustomerFactory()

    assert run("--center", store.center.code)["customers"] == 1


def test_failure_is_listed_and_makes_the_command_fail(monkeypatch, capsys):
    customer = a_month().customer
    monkeypatch.setattr(drafts, "review_draft", lambda month: 1 // 0)
    out = StringIO()

    with pytest.raises(CommandError, match="1 of 1"):
        call_command("build_reviews", "--month", "2026-10", "--json", stdout=out)

    assert [failure["customer"] for failure in json.loads(out.getvalue())["failed"]] == [customer.code]


@pytest.mark.parametrize("arguments", [["--month", "2026-13"], ["--month", "2026-10", "--center", "NONE"]])
def test_mistake_is_said(arguments):
    with pytest.raises(CommandError):
        call_command("build_reviews", *arguments)
