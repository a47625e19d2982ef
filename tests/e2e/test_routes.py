"""Planning routes with a thumb and moving a stop with the keyboard, in a real browser."""

import pytest
from django.urls import reverse

from tests.visits.routes.areas import drafted_plan, stores_of
from visits.models import RoutePlan, RouteStop

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page):
    """Whatever the browser complains about while the test runs."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def rep_at_work(live_server, page, client, cast):
    client.force_login(cast.rep)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return cast.rep


def test_a_rep_plans_anew_and_sees_the_routes_on_the_map(live_server, page, rep_at_work, complaints):
    stores_of(rep_at_work, 5)
    page.goto(live_server.url + reverse("visits:route_list"))

    page.locator("form[hx-post] button").click()

    page.wait_for_url("**/visits/routes/*/")
    page.wait_for_selector("#route-map canvas")
    assert page.locator(".route-day").count() == 10
    assert RoutePlan.objects.unscoped(because="tests").get(rep=rep_at_work).version == 1
    assert complaints == []


def test_a_route_is_hidden_and_shown_on_the_map(live_server, page, rep_at_work, complaints):
    plan = drafted_plan(rep_at_work)
    page.goto(live_server.url + plan.get_absolute_url())
    button = page.locator("[data-route]").first

    button.click()

    assert button.get_attribute("aria-pressed") == "false"
    assert complaints == []


def test_a_stop_is_moved_with_the_keyboard_alone(live_server, page, rep_at_work, complaints):
    plan = drafted_plan(rep_at_work)
    page.goto(live_server.url + plan.get_absolute_url())
    page.locator(".route-stop-move").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/move/")

    page.locator("select[name=day]").select_option("1")
    page.locator("input[name=position]").press("Enter")

    page.wait_for_url("**" + plan.get_absolute_url())
    assert RouteStop.objects.unscoped(because="tests").filter(plan=plan, cycle_day=1).count() == 1
    assert complaints == []
