"""Suggestions for a center's territories weighed and accepted together, in a real browser (H4.3)."""

import pytest
from django.urls import reverse

from stores.models import HandOverLine
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_what_is_ticked_shows_its_effect_together_and_that_is_accepted(live_server, page, client, cast):
    for rep, home, count in ((cast.rep, 120.0, 5), (cast.colleague, 120.6, 2)):
        customer = CustomerFactory(rep=rep)
        for place in range(count):
            StoreFactory(customer=customer, store_class="A", lon=home + place / 100, lat=31 + place / 100)
    for name, lon in (("远方店", 120.605), ("更远店", 120.606)):
        StoreFactory(customer__rep=cast.rep, store_class="A", name=name, lon=lon, lat=31.006)
    client.force_login(cast.manager)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("visits:territory", args=[cast.center.pk]))

    loads = page.locator("#territory-loads")
    of_all, tally = loads.inner_text(), page.locator("#territory-tally")
    tally_of_all = tally.inner_text()
    with page.expect_response("**/territory/effect/"):
        page.locator("input[name=move]").first.uncheck()
    page.wait_for_function("before => document.querySelector('#territory-loads').innerText !== before", arg=of_all)
    tally_of_chosen = tally.inner_text()
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="批准所选建议").click()
    page.locator("dialog[open] button.btn-primary").click()
    page.wait_for_url("**" + reverse("stores:hand_over_list"))

    assert fits
    assert tally_of_chosen != tally_of_all
    assert HandOverLine.objects.unscoped(because="tests").count() == 1
