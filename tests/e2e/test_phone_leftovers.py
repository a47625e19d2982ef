"""What waits for long, what cannot arrive, and what was asked while something else ran (H5.4)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.phone import rows_of, visits_of
from tests.visits.execution.payloads import picture
from visits.models import VisitPhoto

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

CHANGE = """async () => {
    const open = indexedDB.open(`salesops-${document.body.dataset.person}`);
    await new Promise((done) => { open.onsuccess = done; });
    const store = open.result.transaction("%(table)s", "readwrite").objectStore("%(table)s");
    const asked = store.getAll();
    await new Promise((done) => { asked.onsuccess = done; });
    asked.result.forEach((row, place) => { %(script)s; store.put(row); });
    await new Promise((done) => { store.transaction.oncomplete = done; });
    open.result.close();
}"""


def change(phone, table, script):
    """Change each row of a table of the phone's database."""
    phone.page.locator("body[data-person]").wait_for()
    phone.page.evaluate(CHANGE % {"table": table, "script": script})


def visit_with_two_photos(phone, cast, door, tmp_path):
    """Made without a network, so that all of it waits."""
    shelf = tmp_path / "shelf.jpg"
    shelf.write_bytes(picture((1200, 900), "gold"))
    phone.log_in(cast.rep)
    phone.offline()
    phone.check_in()
    phone.fill_in(door)
    phone.photograph(shelf)
    phone.page.locator(".picture img").nth(1).wait_for()
    phone.check_out()


def refuse_the_first(phone, addresses, *, status):
    """Refuse whatever goes to the first of these addresses that is asked; gives the list of what was asked."""
    asked = []

    def answer(route):
        asked.append(route.request.url)
        if route.request.url == asked[0]:
            route.fulfill(status=status, body="<html>no</html>")
        else:
            route.continue_()

    phone.context.route(addresses, answer)
    return asked


def test_a_photo_whose_file_is_damaged_on_the_phone_is_refused_with_its_cure_and_the_next_arrives(
    phone, cast, shops, door, tmp_path
):
    visit_with_two_photos(phone, cast, door, tmp_path)
    change(phone, "photos", "if (place === 0) row.blob = new Blob(['damaged'])")
    phone.offline(False)
    phone.open("#/sent")
    phone.page.locator(".strip-synced").wait_for()
    phone.send_all()

    phone.shows(".photo-trouble", "损坏")
    assert rows_of(VisitPhoto).count() == 1
    phone.shows("#strip", "退回 1")


def test_a_photo_that_never_arrives_ends_as_refused_and_can_be_sent_again(phone, cast, shops, door, tmp_path):
    visit_with_two_photos(phone, cast, door, tmp_path)
    asked = refuse_the_first(phone, "**/visits/phone/photos/**", status=400)
    phone.offline(False)
    phone.open("#/sent")
    phone.send_all()

    assert (asked.count(asked[0]), rows_of(VisitPhoto).count()) == (5, 1)
    phone.context.unroute("**/visits/phone/photos/**")
    with phone.page.expect_response("**/visits/phone/photos/**"):
        phone.page.locator("[data-act=send_photo]").click()
    expect(phone.page.locator(".photo-trouble")).to_have_count(0)
    assert rows_of(VisitPhoto).count() == 2


def test_a_visit_that_is_always_refused_without_a_reason_is_told_with_the_number_and_the_next_arrives(
    phone, cast, shops, door
):
    phone.log_in(cast.rep)
    phone.offline()
    for _ in shops:
        phone.check_in()
        phone.fill_in(door)
        phone.check_out()
        phone.open()
    asked = refuse_the_first(phone, "**/visits/phone/visits/**", status=403)
    phone.offline(False)
    phone.open("#/sent")
    phone.send_all()

    # A 403 is asked once more with a fresh token, so each of the five tries is two questions.
    assert (asked.count(asked[0]), visits_of(cast.rep).count()) == (10, 1)
    phone.shows("#strip", "退回 1")
    phone.shows(".visit-trouble", "403")
    phone.page.locator(".stop.is-refused").click()
    phone.shows("[data-visit] [role=alert]", "403")
    phone.context.unroute("**/visits/phone/visits/**")
    phone.open("#/sent")
    phone.page.locator(".visit-trouble [data-act=send_visit]").click()
    phone.shows("#evening", "2/2")
    assert {visit.store for visit in visits_of(cast.rep)} == set(shops)


def test_a_photo_that_waits_keeps_the_line_of_its_visit_however_old(phone, cast, shops, door, tmp_path):
    visit_with_two_photos(phone, cast, door, tmp_path)
    old = (timezone.now() - timedelta(days=40)).timestamp() * 1000
    change(phone, "visits", f"Object.assign(row, {{state: 'received', receipt: {{number: 1}}, received_at: {old}}})")

    phone.open("#/sent")

    phone.shows(".stop.is-received", shops[0].name)
    phone.shows(".strip-waiting", "2")


def test_an_app_left_open_over_night_ends_the_visit_that_was_forgotten(phone, cast, shops):
    phone.log_in(cast.rep)
    phone.check_in()
    phone.offline()
    phone.context.clock.set_system_time(timezone.now() + timedelta(days=1))

    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    phone.page.locator(".visit-over").wait_for()
    phone.shows(".strip-waiting", "1")


def test_what_a_person_asks_for_while_another_tab_sends_is_fetched_all_the_same(phone, cast, shops):
    phone.log_in(cast.rep)
    phone.open("#/sent")
    phone.page.evaluate(
        """() => new Promise((held) => {
            const name = `salesops-sync-${document.body.dataset.person}`;
            navigator.locks.request(name, () => { held(); return new Promise((end) => { window.end = end; }); });
        })"""
    )
    phone.page.evaluate("window.dispatchEvent(new Event('focus'))")
    phone.page.locator("[data-act=send]").click()

    with phone.page.expect_request("**/visits/phone/day/"):
        phone.page.evaluate("window.end()")
    phone.shows("#send-state", "已全部上传并更新")
