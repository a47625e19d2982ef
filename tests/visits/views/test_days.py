"""One day on its page, who may look at what was done on it, and the subscribed calendar (H4.4, H0)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from salesops.notices.models import Notice
from tests.factories.visits import VisitFactory
from tests.visits.routes.areas import MONDAY, calendar_of, plan_in_force_of, stores_of
from visits.models import CalendarFeed, DayLook, PlannedVisit

pytestmark = pytest.mark.django_db
THURSDAY = "2026-11-26"


@pytest.fixture(autouse=True)
def on_monday(client):
    client.cookies["django_language"] = "en"
    with time_machine.travel(MONDAY, tick=False):
        yield


def address(name, cast, *args):
    return reverse(f"visits:{name}", args=[cast.rep.pk, THURSDAY, *args])


@pytest.mark.parametrize("count", [1, 4])
def test_a_day_has_its_visits_in_order_and_on_the_map(client, cast, django_assert_num_queries, count):
    stores = stores_of(cast.rep, count)
    plan_in_force_of(cast.rep, stores=stores)
    client.force_login(cast.rep)

    with django_assert_num_queries(8):
        response = client.get(address("calendar_day", cast))

    assert [stop["name"] for stop in response.context["day_map"]["stops"]] == [store.name for store in stores]
    assert "To another day" in response.content.decode()


def test_a_superior_sees_what_was_done_only_with_a_reason_that_the_rep_can_read(client, cast):
    visit = VisitFactory(
        store=stores_of(cast.rep, 1)[0], visited_on=date(2026, 11, 26), checkin_lon="120.6", checkin_lat="31.3"
    )
    client.force_login(cast.manager)

    asked = client.get(address("day_acts", cast))
    refused = client.post(address("look_ask", cast), {"reason": ""})
    shown = client.post(address("look_ask", cast), {"reason": "客户投诉"}, follow=True)

    assert asked["Location"] == address("look_ask", cast)
    assert refused.status_code == 422
    assert [act.visit for act in shown.context["acts"]] == [visit]
    assert shown.context["day_map"]["acts"][0]["lat"] == 31.3
    client.force_login(cast.rep)
    assert "客户投诉" in client.get(reverse("visits:look_list")).content.decode()
    assert Notice.objects.get(user=cast.rep, text_key="day_looked_at").values["reason"] == "客户投诉"


def test_a_reason_holds_for_an_hour_and_one_day(client, cast):
    client.force_login(cast.manager)
    client.post(address("look_ask", cast), {"reason": "核对"})

    other = client.get(reverse("visits:day_acts", args=[cast.rep.pk, "2026-11-25"]))
    with time_machine.travel(MONDAY + timedelta(minutes=61), tick=False):
        later = client.get(address("day_acts", cast))

    assert (other.status_code, later.status_code) == (302, 302)
    assert DayLook.objects.unscoped(because="tests").count() == 1


def test_a_visit_is_moved_from_its_day(client, cast):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 1))
    visit = calendar_of(cast.rep)[0]
    client.force_login(cast.rep)
    move = reverse("visits:planned_move", args=[visit.pk])

    taken = client.post(move, {"on": "2026-11-30", "reason": "店主外出"})
    done = client.post(move, {"on": "2026-11-27", "reason": "店主外出"})

    assert (taken.status_code, done.status_code) == (409, 302)
    assert "店主外出" in client.get(done["Location"]).content.decode()


def test_a_subscription_gives_the_visits_until_it_is_ended(client, cast):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 1))
    dropped = calendar_of(cast.rep)[1]
    PlannedVisit.objects.unscoped(because="tests").filter(pk=dropped.pk).update(status="dropped")
    client.force_login(cast.rep)
    first, second = (client.post(reverse("visits:feed_open")).context["address"] for _time in range(2))
    kept = CalendarFeed.objects.unscoped(because="tests").get(rep=cast.rep).token_sha256
    client.logout()

    events = Calendar.from_ical(client.get(second).content).walk("VEVENT")
    former = client.get(first).status_code
    client.force_login(cast.rep)
    client.post(reverse("visits:feed_close"))

    assert len(events) == len([visit for visit in calendar_of(cast.rep) if visit.planned_on <= date(2027, 1, 4)])
    assert [str(event["status"]) for event in events if "status" in event] == ["CANCELLED"]
    assert kept not in second
    assert (former, client.get(second).status_code) == (404, 404)
