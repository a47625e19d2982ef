"""The command's contract: print alone, or put in force (H4.3)."""

import json
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from salesops.workflow.models import AuditEvent
from tests.factories.stores import StoreFactory
from tests.visits.routes.areas import MONDAY, calendar_of, handbook_area, stores_of
from visits.models import RoutePlan

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    with time_machine.travel(MONDAY, tick=False):
        call_command("plan_routes", *arguments, stdout=out)
    return out.getvalue()


def plans():
    return RoutePlan.objects.unscoped(because="tests").order_by("version")


def test_without_commit_the_plan_is_printed_and_nothing_written(cast):
    handbook_area(cast.rep)

    answer = json.loads(run("--rep", cast.rep.username, "--json"))

    assert (answer["rep"], answer["cycle_starts_on"]) == (cast.rep.username, "2026-11-23")
    assert [day["route"] for day in answer["days"]][:6] == ["T1", "T2", "T1", "T2", "T1", "T3"]
    assert [day["weekday"] for day in answer["days"]][:6] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert {len(day["stops"]) for day in answer["days"]} == {5}
    assert set(answer["days"][0]["stops"][0]) >= {"store", "arrive", "minutes", "travel_minutes", "metres"}
    assert (answer["unplaced"], answer["totals"]["visits"]) == ([], 60)
    assert not plans().exists()


def test_with_commit_the_plan_is_in_force_by_the_job(cast):
    stores_of(cast.rep, 2)

    first = json.loads(run("--rep", cast.rep.username, "--json", "--commit"))
    second = json.loads(run("--rep", cast.rep.username, "--json", "--commit"))

    assert (first["version"], second["version"]) == (1, 2)
    assert list(plans().values_list("version", "status")) == [(1, "superseded"), (2, "approved")]
    assert set(AuditEvent.objects.values_list("job", flat=True)) == {"plan_routes"}
    assert calendar_of(cast.rep)


def test_the_same_input_gives_the_same_plan(cast):
    stores_of(cast.rep, 8)

    assert run("--rep", cast.rep.username, "--json") == run("--rep", cast.rep.username, "--json")


def test_in_words_each_day_is_a_line(cast):
    StoreFactory(customer__rep=cast.rep, lon=None, lat=None)
    stores_of(cast.rep, 1)

    lines = run("--rep", cast.rep.username).splitlines()

    assert len(lines) == 11
    assert lines[-1].endswith("(no_position)")


def test_a_center_is_planned_rep_by_rep_and_kept_as_drafts_when_asked(cast):
    stores_of(cast.rep, 2)
    stores_of(cast.colleague, 1)

    report = json.loads(run("--center", cast.center.code, "--json", "--draft", "--workers", "1"))

    assert {line["rep"]: line["visits"] for line in report["reps"]} == {
        cast.rep.username: 8,
        cast.colleague.username: 4,
    }
    assert list(plans().values_list("status", flat=True)) == ["draft", "draft"]


@pytest.mark.parametrize("options", [["--center", "NONE"], ["--center", "NONE", "--commit"], ["--workers", "0"]])
def test_a_center_that_cannot_be_planned_is_refused_in_one_line(cast, options):
    with pytest.raises(CommandError) as refusal:
        run(*options, *([] if "--center" in options else ["--center", cast.center.code]))

    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize("who", ["nobody", "manager", "rep"])
def test_bad_input_is_one_clear_line(cast, who):
    username = getattr(cast, who).username if who != "nobody" else who

    with pytest.raises(CommandError) as refusal:
        run("--rep", username, "--json")

    assert len(str(refusal.value).splitlines()) == 1
