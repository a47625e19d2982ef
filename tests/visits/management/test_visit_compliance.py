"""The command's contract: figures with numerator and denominator, one clear line on bad input (H4.5)."""

import json
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.visits.routes.areas import MONDAY
from tests.visits.selectors.test_compliance import month_of_work  # noqa: F401

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    with time_machine.travel(MONDAY, tick=False):
        call_command("visit_compliance", *arguments, stdout=out)
    return out.getvalue()


def test_a_center_is_measured_rep_by_rep_and_together(cast, month_of_work):  # noqa: F811
    report = json.loads(run("--center", cast.center.code, "--first", "2026-11-01", "--json"))

    assert (report["first"], report["last"]) == ("2026-11-01", "2026-11-30")
    assert report["together"]["as_planned"] == {"part": 1, "whole": 3}
    assert [group["key"] for group in report["groups"]] == [cast.rep.username]
    assert f"{cast.rep.username}: 1/3" in run("--rep", cast.rep.username)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--center", "nowhere"), "There is no center nowhere."),
        (("--rep", "nobody"), "There is no active rep nobody."),
        (("--rep", "nobody", "--first", "2026-11-02", "--last", "2026-11-01"), "lies before the first"),
    ],
)
def test_bad_input_is_one_line(cast, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(*arguments)
