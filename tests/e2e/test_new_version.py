"""A new version of the app comes to a phone in use: nothing is changed under a rep's hand, nothing is lost (H5.4)."""

from itertools import count

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import rows_of, visits_of
from visits import shell
from visits.models import VisitPhoto

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

IS_OLD = "document.body.dataset.isOld === 'yes'"
BAR = "#new-version"


@pytest.fixture
def publish(monkeypatch):
    """Publish another version; a phone that looks for one finds it."""
    numbers = count(1)

    def publish_next():
        version = f"next-{next(numbers)}"
        monkeypatch.setattr(shell, "_version", lambda: version)
        shell.worker_script.cache_clear()

    yield publish_next
    shell.worker_script.cache_clear()


@pytest.fixture
def opened(phone, cast, shops):
    """The phone at *Today*; what is drawn now is marked, so that a reload is seen."""
    phone.log_in(cast.rep)
    has_worker(phone)
    mark(phone)
    return phone


def has_worker(phone):
    """The first worker takes the page that it was registered by."""
    phone.page.evaluate(
        """async () => {
            const workers = navigator.serviceWorker;
            while (!workers.controller) {
                await new Promise((done) => setTimeout(done, 50));
            }
        }"""
    )


def mark(phone):
    phone.page.evaluate("document.body.dataset.isOld = 'yes'")


def look(phone):
    """What the app does each hour by itself; the new version is all there when this ends."""
    phone.page.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.ready;
            await registration.update();
            const worker = registration.installing;
            if (worker) {
                await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
            }
        }"""
    )


def is_renewed(phone):
    phone.page.locator("body[data-kept=yes]:not([data-is-old])").wait_for()


def stays(phone):
    """The bar says that there is a new version, and the page is the one that it was."""
    expect(phone.page.locator(BAR)).to_be_visible()
    phone.page.wait_for_timeout(2000)
    assert phone.page.evaluate(IS_OLD)


def versions(phone):
    names = phone.page.evaluate("caches.keys()")
    return [name.removeprefix("salesops-") for name in names if name != "salesops-choice"]


def press(phone):
    phone.tap(f"{BAR} button")


def test_where_nothing_is_underway_the_new_version_is_taken_by_itself_and_opens_without_a_network(opened, publish):
    publish()
    look(opened)
    is_renewed(opened)
    assert versions(opened) == ["next-1"]
    opened.offline()
    opened.page.reload()
    opened.page.locator("a.stop").first.wait_for()
    assert opened.complaints == []


def test_an_app_that_is_opened_with_a_new_version_waiting_begins_with_it(opened, publish):
    opened.check_in()
    publish()
    look(opened)
    stays(opened)
    opened.restart(is_offline=False)
    opened.is_ready()
    expect(opened.page.locator(".open-banner")).to_be_visible()
    opened.page.wait_for_timeout(2000)
    assert versions(opened) == ["next-1"]


def test_nothing_changes_in_a_visit_and_the_new_version_comes_after_it(opened, publish, cast, door):
    opened.check_in()
    publish()
    look(opened)
    stays(opened)
    opened.fill_in(door)
    opened.check_out()
    stays(opened)
    opened.tap("[data-place='']")
    is_renewed(opened)
    opened.open("#/sent")
    opened.send_all()
    assert rows_of(VisitPhoto).get().visit == visits_of(cast.rep).get()
    assert opened.complaints == []


def test_by_the_button_it_is_taken_in_the_midst_of_a_visit_which_goes_on_where_it_was(opened, publish, door):
    opened.check_in()
    opened.photograph(door)
    publish()
    look(opened)
    # The photo that is being made is waited for.
    press(opened)
    is_renewed(opened)
    expect(opened.page.locator(".picture img")).to_have_count(1)
    assert versions(opened) == ["next-1"]


def test_what_is_typed_in_the_search_stays_until_it_is_done(opened, publish):
    opened.tap("[data-place=stores]")
    field = opened.page.locator("[data-act=search]")
    field.fill("杭州")
    publish()
    look(opened)
    stays(opened)
    assert field.input_value() == "杭州"
    opened.tap("[data-place='']")
    is_renewed(opened)


def test_an_open_question_is_answered_first(opened, publish):
    opened.page.evaluate("document.getElementById('confirm').showModal()")
    publish()
    look(opened)
    stays(opened)


def test_with_a_second_window_it_waits_and_the_button_says_why(opened, publish):
    first = opened.page
    opened.go_on_in_a_second_tab()
    opened.is_ready()
    mark(opened)
    publish()
    look(opened)
    stays(opened)
    press(opened)
    expect(opened.page.locator("[data-other-window]")).to_be_visible()
    assert opened.page.evaluate(IS_OLD)
    first.close()
    press(opened)
    is_renewed(opened)


def test_it_begins_anew_by_itself_once_in_ten_minutes(opened, publish):
    publish()
    look(opened)
    is_renewed(opened)
    mark(opened)
    publish()
    look(opened)
    stays(opened)
    press(opened)
    is_renewed(opened)
    assert versions(opened) == ["next-2"]


def test_records_that_wait_to_be_sent_are_sent_by_the_new_version(opened, publish, cast, door):
    opened.offline()
    opened.check_in()
    opened.fill_in(door)
    opened.check_out()
    opened.page.route("**/visits/phone/visits/**", lambda route: route.abort())
    opened.offline(False)
    opened.tap("[data-place=sent]")
    opened.page.locator(".strip-waiting").wait_for()
    publish()
    look(opened)
    is_renewed(opened)
    opened.page.unroute("**/visits/phone/visits/**")
    opened.send_all()
    assert visits_of(cast.rep).count() == 1
