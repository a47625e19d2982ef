"""Everybody can use the pages on a phone of 390 × 844: nothing serious by axe-core, nothing too small for a thumb.

A room adds its main pages by their names; what they show is made by their row of the access table.
SALESOPS_LONG=1 looks at every page that a role may open.
"""

import os

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.access import all_rows
from tests.e2e.usable import faults_of
from tests.factories.visits import TaskFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

IS_LONG = os.environ.get("SALESOPS_LONG") == "1"
PAGES = {
    "rep": [
        "visits:today",
        "visits:visit_start",
        "visits:visit_fill",
        "visits:visit_summary",
        "visits:visit_list",
        "visits:visit_detail",
        "visits:task_list",
        "visits:task_detail",
        "visits:photo_list",
        "visits:photo_compare",
        "visits:report_list",
        "visits:report_detail",
        "visits:mark_list",
        "visits:mark_detail",
        "visits:calendar",
        "visits:route_list",
        "visits:route_detail",
        "stores:store_list",
        "stores:store_detail",
        "dealers:plan_list",
        "dealers:plan_detail",
        "reports:review_list",
        "reports:review_detail",
        "promotions:launch_store",
        "web:me",
        "web:places",
    ],
    "manager": [
        "visits:live_day",
        "visits:photo_review",
        "visits:task_list",
        "visits:place_list",
        "visits:parked_list",
        "visits:compliance",
        "visits:checklist_list",
        "visits:checklist_detail",
        "visits:checklist_line_edit",
        "visits:price_list",
        "promotions:roster",
        "dealers:target_detail",
        "dealers:plan_inbox",
        "dealers:plan_detail",
        "web:home",
    ],
    "marketing": ["web:home", "visits:report_desk", "visits:report_map", "visits:image_list", "visits:image_detail"],
    "hq": ["web:home"],
    "admin": ["web:home", "visits:standard_list"],
}


# A few of them in the dark, with the parts that have colours of their own: classes, states, marks, charts, maps.
DARK = {
    "rep": ["stores:store_list", "stores:store_detail", "visits:visit_detail", "visits:route_detail", "web:me"],
    "manager": ["web:home", "visits:live_day", "dealers:plan_detail", "visits:compliance"],
    "marketing": ["web:home", "visits:report_desk", "visits:report_map"],
    "hq": ["web:home"],
    "admin": ["web:home", "visits:standard_list"],
}


def can_be_seen(who, name):
    """In the long form: a page that this person may open."""
    row = all_rows()[name]
    return row.method == "get" and row.expected()[who] == 200


def page_of(cast, client, name):
    """The page's address, or none if it is a file or a part of a page."""
    subject = all_rows()[name].subject
    address = reverse(name, kwargs=subject(cast) if subject else {})
    if not IS_LONG:
        return address
    answer = client.get(address)
    # A file that nobody reads to its end stays open until it is closed by hand.
    answer.close()
    is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return address if is_page and not answer.streaming and b"<html" in answer.content else ""


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("who", PAGES)
def test_pages_of_a_role_can_be_used_by_everybody(page, cast, live_server, who):
    client = enter(page, getattr(cast, who), live_server)
    names = [name for name in all_rows() if can_be_seen(who, name)] if IS_LONG else PAGES[who]
    faults = []
    for name in names:
        if address := page_of(cast, client, name):
            page.goto(live_server.url + address)
            faults += faults_of(page, name)

    assert not faults, "\n".join(faults)


def enter(page, person, live_server):
    """The person's browser is logged in."""
    client = Client()
    client.force_login(person)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return client


@pytest.mark.timeout(600)
@pytest.mark.parametrize("who", DARK)
def test_pages_of_a_role_can_be_read_in_the_dark(page, cast, live_server, who):
    client = enter(page, getattr(cast, who), live_server)
    page.emulate_media(color_scheme="dark")
    faults = []
    for name in DARK[who]:
        page.goto(live_server.url + page_of(cast, client, name))
        assert page.locator("html").get_attribute("data-bs-theme") == "dark"
        faults += faults_of(page, name)

    assert not faults, "\n".join(faults)


def test_the_choice_on_a_device_goes_before_the_device_itself(page, cast, live_server):
    enter(page, cast.rep, live_server)
    page.emulate_media(color_scheme="dark")
    page.goto(live_server.url + reverse("web:me"))

    page.get_by_role("button", name="浅色").click()

    page.wait_for_load_state()
    assert page.locator("html").get_attribute("data-bs-theme") == "light"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(244, 245, 242)"
    page.get_by_role("button", name="跟随设备").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_the_phones_screens_can_be_used_by_everybody(phone, cast, shops, door):
    """Each screen of the app of the day, and every card of the visit open and filled in."""
    TaskFactory(store=shops[0], title="换海报")
    phone.log_in(cast.rep)
    page, faults = phone.page, faults_of(phone.page, "today")
    for place, mark in (("map", ".leaflet-container"), ("stores", "input[type=search]"), ("sent", "#evening")):
        phone.open(f"#/{place}")
        page.locator(mark).wait_for()
        faults += faults_of(page, place)
    phone.open(f"#/store/{shops[0].pk}")
    page.locator("form[data-level=good]").wait_for()
    faults += faults_of(page, "store")
    phone.tap("form .btn-act")
    page.locator("[data-visit]").wait_for()
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    faults += faults_of(page, "visit begun")
    phone.fill_in(door)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    faults += faults_of(page, "visit filled in")
    phone.check_out()
    faults += faults_of(page, "summary")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    faults += faults_of(page, "summary in the dark")
    for place in ("", "stores", "map"):
        phone.open(f"#/{place}")
        faults += faults_of(page, f"{place} in the dark")

    assert not faults, "\n".join(faults)
