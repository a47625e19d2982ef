"""The command that shares targets out (handbook H8.1)."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.targets import YEAR, approved, company_targets, stores_that_sell

pytestmark = pytest.mark.django_db


def split(*arguments) -> dict:
    out = StringIO()
    call_command("split_targets", "--year", str(YEAR), "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_it_drafts_the_companys_year(cast):
    stores_that_sell(cast.rep, 30)

    made = split("--total", "700", "--parts", "1,0,0,0")["made"]

    assert [(one["scope"], one["units"], one["places"], one["status"]) for one in made] == [
        ("company", 700, 1, "draft")
    ]


def test_it_splits_each_center_once(cast):
    stores_that_sell(cast.rep, 30, 20)
    stores_that_sell(cast.foreign_rep, 50)
    approved(company_targets(1200))

    first, second = split(), split()

    assert [(one["scope"], one["units"], one["places"]) for one in first["made"]] == [
        (cast.center.code, 600, 2),
        (cast.other_center.code, 600, 1),
    ]
    assert second["made"] == []


@pytest.mark.parametrize("arguments", [["--parts", "viel"], ["--parts", "1,2,3,4,5"], ["--total", "10"]])
def test_bad_input_is_one_clear_line(db, arguments):
    with pytest.raises(CommandError):
        split(*arguments)
