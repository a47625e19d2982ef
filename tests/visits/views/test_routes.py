"""Pages of route plans: from the database to the screen and back (H4.3)."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from salesops.workflow.choices import JobState
from salesops.workflow.models import AuditEvent, JobRun
from tests.factories.accounts import DelegationFactory
from tests.factories.stores import StoreFactory
from tests.visits.routes.areas import (
    calendar_of,
    drafted_plan,
    handbook_area,
    plan_in_force_of,
    proposed_plan,
    stores_of,
    submitted_plan,
)
from visits.choices import RouteStatus
from visits.models import RoutePlan, RouteStop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


def page_of(client, who, name, *args):
    client.force_login(who)
    return client.get(reverse(f"visits:{name}", args=args))


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(response.content.decode())))


def status_of(plan):
    return RoutePlan.objects.unscoped(because="tests").get(pk=plan.pk).status


def first_stop(plan):
    return RouteStop.objects.unscoped(because="tests").filter(plan=plan).order_by("cycle_day", "position")[0]


def test_handbook_example_stands_on_the_page_day_by_day(client, cast):
    handbook_area(cast.rep)
    plan = proposed_plan(cast.rep)

    response = page_of(client, cast.rep, "route_detail", plan.pk)

    cards = [card for week in response.context["page"].weeks for card in week]
    assert [card.route for card in cards][:6] == ["T1", "T2", "T1", "T2", "T1", "T3"]
    assert {len(card.stops) for card in cards} == {5}
    assert [line.stop.store.store_class for line in cards[0].stops] == ["A"] * 5
    assert response.context["page"].left_out == []
    assert "60" in words(response)


def test_the_map_has_every_store_and_each_route_once(client, cast):
    handbook_area(cast.rep)
    plan = proposed_plan(cast.rep)

    html = page_of(client, cast.rep, "route_detail", plan.pk).content.decode()

    drawn = json.loads(re.search(r'<script id="route-map-data"[^>]*>(.*?)</script>', html)[1])
    assert len(drawn["stores"]) == 20
    assert [(route["name"], len(route["stores"])) for route in drawn["routes"]] == [(f"T{n}", 5) for n in (1, 2, 3, 4)]
    assert drawn["start"] == [31.31, 120.6]


def test_what_does_not_fit_is_told_with_what_helps(client, cast):
    stores_of(cast.rep, 1)
    StoreFactory(customer__rep=cast.rep, lon=None, lat=None)
    plan = proposed_plan(cast.rep)

    text = words(page_of(client, cast.rep, "route_detail", plan.pk))

    assert "The archive has no position of the store." in text
    assert "Mend the position in the archive" in text


def test_a_broken_rule_is_marked_in_words(client, cast):
    stores = stores_of(cast.rep, 2)
    plan = drafted_plan(cast.rep, stores=stores)
    client.force_login(cast.rep)
    client.post(reverse("visits:route_move_stop", args=[first_stop(plan).pk]), {"day": 2, "position": 1, "revision": 1})

    text = words(page_of(client, cast.rep, "route_detail", plan.pk))

    assert "The visits lie closer together than they should." in text


@pytest.mark.parametrize("count", [2, 6])
def test_the_page_costs_the_same_whatever_the_stops(client, cast, django_assert_num_queries, count):
    plan = plan_in_force_of(cast.rep, stores=stores_of(cast.rep, count))
    client.force_login(cast.rep)
    client.get(plan.get_absolute_url())

    with django_assert_num_queries(12):
        client.get(plan.get_absolute_url())


@pytest.mark.parametrize(
    ("make", "who", "buttons"),
    [
        (drafted_plan, "rep", ["submit"]),
        (drafted_plan, "manager", ["submit"]),
        (submitted_plan, "rep", []),
        (submitted_plan, "manager", ["approve", "return"]),
        (submitted_plan, "admin", []),
        (plan_in_force_of, "manager", []),
    ],
)
def test_buttons_are_the_possible_steps(client, cast, make, who, buttons):
    plan = make(cast.rep)

    response = page_of(client, getattr(cast, who), "route_detail", plan.pk)

    assert [step.name for step in response.context["steps"]] == buttons


def test_submit_and_approve_put_the_plan_in_force(client, cast):
    plan = drafted_plan(cast.rep)

    client.force_login(cast.rep)
    client.post(reverse("visits:route_submit", args=[plan.pk]), {"revision": 1})
    client.force_login(cast.manager)
    client.post(reverse("visits:route_approve", args=[plan.pk]), {"revision": 2})

    assert status_of(plan) == RouteStatus.APPROVED
    assert calendar_of(cast.rep)


def test_an_approval_of_what_was_not_seen_is_refused_in_words(client, cast):
    plan = submitted_plan(cast.rep)
    client.force_login(cast.manager)

    response = client.post(reverse("visits:route_approve", args=[plan.pk]), {"revision": 1}, follow=True)

    assert status_of(plan) == RouteStatus.SUBMITTED
    assert "Please look at it again" in words(response)


def test_returning_asks_for_the_reason(client, cast):
    plan = submitted_plan(cast.rep)
    address = reverse("visits:route_return", args=[plan.pk])
    client.force_login(cast.manager)

    without = client.post(address, {"reason": "", "revision": plan.revision})
    with_reason = client.post(address, {"reason": "周五太满", "revision": plan.revision})

    assert (without.status_code, with_reason.status_code) == (422, 302)
    assert AuditEvent.objects.get(object_id=plan.pk, step="return").reason == "周五太满"


def test_returning_what_was_approved_meanwhile_is_409(client, cast):
    plan = plan_in_force_of(cast.rep)
    client.force_login(cast.manager)

    response = client.post(reverse("visits:route_return", args=[plan.pk]), {"reason": "x", "revision": plan.revision})

    assert response.status_code == 409


def test_the_form_to_move_a_stop_is_headed_with_the_store(client, cast):
    stop = first_stop(drafted_plan(cast.rep))
    client.force_login(cast.rep)

    response = client.get(reverse("visits:route_move_stop", args=[stop.pk]))

    assert response.context["title"] == f"Move {stop.store.name}"


def test_moving_a_stop_says_what_it_costs(client, cast):
    plan = drafted_plan(cast.rep)
    address = reverse("visits:route_move_stop", args=[first_stop(plan).pk])
    client.force_login(cast.rep)

    response = client.post(address, {"day": 1, "position": 1, "revision": 1}, follow=True)

    assert first_stop(plan).position == 1
    assert "of 390 minutes" in words(response)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"day": 6, "position": 1, "revision": 1}, 422),
        ({"day": 1, "position": 0, "revision": 1}, 422),
        ({"day": 3, "position": 1, "revision": 1}, 409),
        ({"day": 1, "position": 1, "revision": 9}, 409),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_the_form(client, cast, data, status):
    plan = drafted_plan(cast.rep)
    client.force_login(cast.rep)

    response = client.post(reverse("visits:route_move_stop", args=[first_stop(plan).pk]), data)

    assert response.status_code == status


def test_planning_anew_makes_a_draft_and_leads_to_it(client, cast, django_capture_on_commit_callbacks):
    stores_of(cast.rep, 2)
    client.force_login(cast.rep)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("visits:route_propose", args=[cast.rep.pk]))
    response = client.get(reverse("visits:route_of_rep", args=[cast.rep.pk]), follow=True)

    assert response.context["plan"].version == 1
    assert JobRun.objects.get(subject=str(cast.rep.pk)).state == JobState.DONE


def test_while_planning_the_part_asks_again_and_then_goes_to_the_plan(client, cast):
    stores = stores_of(cast.rep, 2)
    client.force_login(cast.rep)
    address = reverse("visits:route_progress", args=[cast.rep.pk])
    waiting = client.post(reverse("visits:route_propose", args=[cast.rep.pk]), headers={"HX-Request": "true"})
    drafted_plan(cast.rep, stores=stores)
    JobRun.objects.update(state=JobState.DONE)

    done = client.get(address, headers={"HX-Request": "true"})

    assert f'hx-get="{address}"' in waiting.content.decode()
    assert done["HX-Redirect"] == reverse("visits:route_of_rep", args=[cast.rep.pk])


def test_a_rep_without_stores_is_told_so(client, cast, django_capture_on_commit_callbacks):
    client.force_login(cast.rep)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("visits:route_propose", args=[cast.rep.pk]))
    response = client.get(reverse("visits:route_of_rep", args=[cast.rep.pk]))

    assert "has no active stores" in words(response)


def test_the_list_shows_how_each_reps_plans_stand(client, cast):
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)
    submitted_plan(cast.rep, stores=stores)

    response = page_of(client, cast.manager, "route_list")

    reps = response.context["table"].data
    lines = {rep.name: (rep.store_count, rep.version_in_force, rep.pending_status) for rep in reps}
    assert lines == {"本代表": (2, 1, "submitted"), "同事": (0, None, None)}


@pytest.mark.parametrize(("query", "names"), [("?pending_status=submitted", {"本代表"}), ("?q=同事", {"同事"})])
def test_the_list_is_narrowed(client, cast, query, names):
    submitted_plan(cast.rep)
    client.force_login(cast.manager)

    response = client.get(reverse("visits:route_list") + query)

    assert {rep.name for rep in response.context["table"].data} == names


def test_who_stands_in_opens_both_reps_routes(client, cast):
    plan = drafted_plan(cast.rep)
    today = timezone.localdate()
    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=today, ends_on=today + timedelta(days=2))

    listed = page_of(client, cast.colleague, "route_list")
    opened = page_of(client, cast.colleague, "route_detail", plan.pk)

    assert {rep.name for rep in listed.context["table"].data} == {"本代表", "同事"}
    assert opened.status_code == 200
