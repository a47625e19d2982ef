"""What a phone keeps over days without a network, and what it keeps when somebody logs out (H5.4; O4)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.phone import rows_of, visits_of
from visits.models import Receipt, VisitMark, VisitPhoto

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DAYS = (0, 6)


@pytest.fixture
def browser_context_args(browser_context_args):
    """A phone whose settings say another part of the world: days and times stay the company's."""
    return browser_context_args | {"timezone_id": "America/Los_Angeles"}


def make_visit(phone, store, door):
    phone.open(f"#/store/{store.pk}")
    phone.page.locator("form[data-level=good]").wait_for()
    phone.tap("form .btn-act")
    phone.page.locator("[data-visit]").wait_for()
    phone.fill_in(door)
    phone.check_out()


def test_seven_days_without_a_network_are_told_and_end_as_visits_of_their_days(phone, cast, shops, door):
    began = timezone.localtime()
    phone.log_in(cast.rep)
    phone.offline()
    for days in DAYS:
        phone.it_is(began + timedelta(days=days))
        make_visit(phone, shops[days // 6], door)
    phone.restart(is_offline=True)
    week = timedelta(days=7, hours=1)
    phone.it_is(began + week)
    phone.open("#/sent")
    phone.shows(".strip-waiting", 4)
    phone.shows("#warnings", "7 ")

    with time_machine.travel(began + week, tick=True):
        phone.offline(False)
        phone.log_in(cast.rep)
        phone.open("#/sent")
        phone.send_all()

    for visit in visits_of(cast.rep):
        left = timezone.localtime(visit.checked_out_device_at)
        assert phone.page.locator(".stop-facts", has_text=f"{left:%H:%M}").count(), "the time on the shop's clock"
    days = sorted(visit.visited_on for visit in visits_of(cast.rep))
    assert days == [began.date() + timedelta(days=number) for number in DAYS]
    assert sorted(rows_of(Receipt).values_list("number", flat=True)) == [1, 2]
    assert rows_of(VisitPhoto).count() == 2
    assert not rows_of(VisitMark).filter(code__in=["clock_skew", "batch_entered"]).exists()
    assert phone.complaints == []


def log_out(phone):
    phone.page.goto(f"{phone.address}/me/")
    phone.page.locator("form[action$='/accounts/logout/'] button").last.click()


def test_log_out_asks_while_something_waits_and_clears_the_phone_only_once_it_is_sent(phone, cast, shops, door):
    own = f"salesops-{cast.rep.pk}"
    phone.log_in(cast.rep)
    phone.offline()
    make_visit(phone, shops[0], door)
    phone.context.route("**/visits/phone/visits/**", lambda route: route.abort())
    phone.context.route("**/visits/phone/photos/**", lambda route: route.abort())
    phone.offline(False)

    # Asked, the rep stays.
    log_out(phone)
    expect(phone.page.locator("#confirm [data-question]")).to_contain_text("2")
    phone.page.locator("#confirm [value=no]").click()
    assert own in phone.stores()
    # The rep insists: what waits stays on the phone, closed.
    log_out(phone)
    phone.page.locator("#confirm [value=yes]").click()
    phone.page.wait_for_url("**/accounts/login/**")
    assert own in phone.stores()
    phone.context.unroute_all()
    phone.log_in(cast.rep)
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")
    phone.has_sent_all()

    # All is sent: nobody is asked, and nothing of the person stays.
    log_out(phone)
    phone.page.wait_for_url("**/accounts/login/**")

    assert [name for name in phone.stores() if name.startswith("salesops-")] == []
    assert (visits_of(cast.rep).count(), rows_of(VisitPhoto).count()) == (1, 1)
