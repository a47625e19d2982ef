"""The list of stores in a real browser: tick, preview, apply; the map beside the list."""

import pytest
from django.urls import reverse

from salesops.web import look_up
from stores.models import Store
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

LIST = reverse("stores:store_list")


@pytest.fixture
def complaints(page):
    """Whatever the browser complains about while the test runs."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def stores(cast):
    customer = CustomerFactory(rep=cast.rep)
    places = [("解放路店", "A", 120.1, 30.2), ("中山路店", "B", 120.9, 30.9), ("南京路店", "C", None, None)]
    return [
        StoreFactory(customer=customer, name=name, store_class=store_class, lon=lon, lat=lat)
        for name, store_class, lon, lat in places
    ]


@pytest.fixture
def as_manager(live_server, page, client, cast):
    client.force_login(cast.manager)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def phones():
    return list(Store.objects.unscoped(because="test").order_by("pk").values_list("phone", flat=True))


def test_ticked_stores_are_previewed_and_changed(live_server, as_manager, stores, complaints):
    page = as_manager
    page.goto(live_server.url + LIST)
    page.get_by_role("checkbox", name="解放路店").check()
    page.get_by_role("checkbox", name="南京路店").check()
    with page.expect_navigation():  # Until the scripts are there, which tick the field that is typed in.
        page.locator("#bulk button").first.click()

    page.fill("input[name=phone]", "0571")
    page.fill("input[name=reason]", "总机换号")
    page.locator("form.card button.btn-primary").click()
    page.wait_for_url("**/stores/bulk/*/")
    assert phones() == ["", "", ""]
    page.locator(".bulk-decision button").click()

    page.locator(".state-applied").wait_for()
    assert phones() == ["0571", "", "0571"]
    assert complaints == []


def test_all_that_the_filter_gives_after_it_was_changed_in_place(live_server, as_manager, stores, complaints):
    page = as_manager
    page.goto(live_server.url + LIST)
    page.fill("input[name=q]", "中山")
    page.wait_for_url("**q=*")
    page.locator("#bulk button").first.click()

    page.wait_for_url("**/stores/bulk/?*")

    assert page.locator("input[name=seen_count]").input_value() == "1"
    assert complaints == []


def test_the_map_shows_the_pins_of_the_filter_and_a_card_by_keyboard(live_server, as_manager, stores, complaints):
    page = as_manager
    page.goto(live_server.url + LIST)

    page.locator("[data-map-toggle]").click()

    page.locator(".store-pin-place").nth(1).wait_for()
    assert sorted(page.locator(".store-pin-place").all_inner_texts()) == ["A", "B"]
    page.locator(".store-pin-place", has_text="A").press("Enter")
    assert "解放路店" in page.locator(".map-card").inner_text()
    page.route("**/card/", lambda route: route.abort())
    page.locator(".store-pin-place", has_text="B").press("Enter")
    words = page.locator("#store-map").get_attribute("data-failed")
    page.locator(".leaflet-popup-content", has_text=words).wait_for()
    page.locator("[data-map-without]").click()
    page.wait_for_url("**position=without*")
    page.locator("[data-map-toggle]").click()
    assert page.locator("#list").get_by_text("南京路店").is_visible()
    # The card that did not come; nothing of it was left to the browser to complain of.
    assert complaints == ["Failed to load resource: net::ERR_FAILED"]


def test_the_map_follows_the_filter_beside_the_list(live_server, as_manager, stores, complaints):
    page = as_manager
    page.set_viewport_size({"width": 1360, "height": 900})
    page.goto(live_server.url + LIST)
    page.locator("[data-map-toggle]").click()
    page.locator(".store-pin-place").nth(1).wait_for()

    page.select_option("select[name=store_class]", "B")

    page.locator(".store-pin-place", has_text="A").wait_for(state="detached")
    assert page.locator(".store-pin-place").all_inner_texts() == ["B"]
    assert page.locator("#list").get_by_text("中山路店").is_visible()
    assert complaints == []


def test_a_rep_is_searched_while_one_types_and_j_and_enter_open_a_row(
    live_server, as_manager, stores, cast, complaints, monkeypatch
):
    monkeypatch.setattr(look_up, "MOST_OFFERED", 1)
    page = as_manager
    page.set_viewport_size({"width": 1360, "height": 900})
    page.goto(live_server.url + LIST)
    box = page.get_by_role("combobox", name="促销经理")

    box.fill("代表")
    page.get_by_role("option", name="本代表").wait_for()
    box.press("Enter")
    page.wait_for_url(f"**rep={cast.rep.pk}**")
    page.locator(".chip.is-filter").wait_for()
    box.blur()
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)

    page.wait_for_url(f"**/stores/{stores[1].pk}/")
    assert complaints == []
