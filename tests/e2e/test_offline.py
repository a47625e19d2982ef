"""Visits without a network, in a real browser: kept through restarts, sent once, never mixed (H5.4; O4, O6)."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from promotions.choices import LaunchStatus
from promotions.models import SellIn
from tests.e2e.phone import rows_of, visits_of
from tests.factories.launches import LaunchModelFactory, LaunchStoreFactory
from tests.factories.stores import SkuFactory
from tests.factories.visits import (
    ChecklistFactory,
    ChecklistLineFactory,
    TaskFactory,
)
from visits.choices import ParkedOutcome
from visits.models import ParkedVisit, Receipt, VisitCount, VisitOrder, VisitPhoto, VisitTick

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def lose_answers(phone, times):
    """Let the server take what is sent, and the phone not hear of it, so many times."""
    left = iter(range(times))

    def lose(route):
        if next(left, None) is None:
            route.continue_()
        else:
            route.fetch()
            route.abort()

    phone.context.route("**/visits/phone/visits/**", lose)


def test_a_routine_visit_of_16_taps_without_a_network_survives_restart_lost_answers_and_two_tabs(
    phone, cast, shops, door
):
    phone.log_in(cast.rep)
    phone.offline()
    phone.open()
    # Today stands there untouched; a planned visit begins with two taps.
    phone.page.locator("a.stop").first.wait_for()
    before = phone.taps
    phone.check_in()
    assert (before, phone.taps) == (0, 2)
    phone.photograph(door)
    phone.page.locator(".picture img").wait_for()
    phone.settle("image", "[data-act=image_same]")
    phone.page.reload()
    phone.settle("stock", "[data-act=stock_same]")
    phone.restart(is_offline=True)
    phone.page.locator(".open-banner").click()
    for place in range(3):
        phone.type_number(phone.page.locator("[data-kind=sold]").nth(place), "2")
    phone.tap("[data-act=agree][data-value]")
    phone.page.locator("#body-next .made").wait_for()
    phone.check_out()
    assert (phone.taps, visits_of(cast.rep).count()) == (14, 0)

    lose_answers(phone, 2)
    phone.offline(False)
    other_tab = phone.context.new_page()
    other_tab.goto(f"{phone.address}/visits/phone/")
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")
    phone.has_sent_all()

    visit, photo = visits_of(cast.rep).get(), rows_of(VisitPhoto).get()
    assert (visit.store, visit.image_score is not None, rows_of(Receipt).get().visit) == (shops[0], True, visit)
    assert sorted(rows_of(VisitCount).filter(visit=visit).values_list("stock", "sold")) == [(5, 2)] * 3
    assert (photo.visit, photo.width, photo.file.size <= 300_000) == (visit, 1600, True)
    # The phone's own steady clock says that the record was made at the check-in.
    assert abs(visit.entered_device_at - visit.checked_in_device_at) < timedelta(seconds=5)
    assert phone.complaints == []


def test_a_launch_visit_of_35_taps_that_is_refused_is_mended_and_holds_up_nothing(phone, cast, shops, door):
    launch = SkuFactory(model__name="新品 X", code="NEWX")
    day = timezone.localdate()
    terms = LaunchModelFactory(
        launch__status=LaunchStatus.PUBLISHED, launch__starts_on=day, launch__ends_on=day + timedelta(days=27)
    )
    LaunchStoreFactory(launch=terms.launch, store=shops[0])
    task = TaskFactory(store=shops[0], title="换海报")
    type(shops[0]).objects.unscoped(because="tests").filter(pk=shops[0].pk).update(store_class="A")
    checklist = ChecklistFactory(center=cast.center, published_at=timezone.now())
    ChecklistLineFactory(checklist=checklist, title="与店主打招呼", only_classes="A", position=1)
    for place, step in enumerate(("photo", "image", "stock", "sales", "next"), start=2):
        ChecklistLineFactory(checklist=checklist, step=step, title="", position=place)
    phone.log_in(cast.rep)
    phone.check_in()
    phone.photograph(door)
    phone.tap("label[for=photo-image]")
    phone.photograph(door)
    phone.page.locator(".picture img").nth(1).wait_for()
    phone.settle("image", "[data-act=image_same]")
    phone.settle("stock", "[data-act=stock_same]")
    phone.type_number(phone.page.locator("[data-act=find_sku]"), "NEWX")
    phone.tap("[data-act=add_sku]")
    phone.page.locator("[data-kind=stock][data-value=NEWX]").wait_for()
    phone.type_number(phone.page.locator("[data-kind=stock]").last, "6")
    for place in range(3):
        phone.type_number(phone.page.locator("[data-kind=sold]").nth(place), "3")
    phone.tap("[data-act=agree][data-value]")
    phone.page.locator("#body-next .made").wait_for()
    phone.page.locator("#step-order summary").click()
    phone.type_number(phone.page.locator("#body-order [data-kind=order]").first, "2")
    phone.type_number(phone.page.locator("[data-act=say][data-name=quantity]"), "6")
    phone.tap("[data-act=say_yes][data-name=is_displayed]")
    phone.page.locator("[data-act=say_yes][aria-pressed=true]").wait_for()
    phone.offline()
    phone.settle("points", "[data-act=point]")
    phone.page.locator("[data-act=point_words]").fill("店主姓王")
    phone.tap("[data-act=task]")
    phone.page.locator("[data-act=outcome]").fill("已换")
    # What will be noticed is said while the rep still stands in the store, each with its cure.
    phone.shows("#leave [data-mark=too_short] small", "")
    assert phone.page.locator("#leave [data-mark]").count() == 1
    phone.check_out()
    # What the shop's owner is shown.
    phone.shows(".visit-over ~ ul", "2")
    # An A visit with a launch, a task and a point: 35 at most.
    assert phone.taps == 32
    phone.open()
    phone.check_in()
    phone.fill_in(door)
    phone.shows("#leave [data-mark=photo_reused] small", "")
    phone.check_out()
    launch.code = "RENAMED"
    launch.save()

    phone.offline(False)
    phone.open("#/sent")
    phone.send_until("#evening", "1/2")
    assert [visit.store for visit in visits_of(cast.rep)] == [shops[1]]
    phone.shows(".stop.is-refused", "NEWX")
    phone.page.locator(".stop.is-refused").click()
    phone.page.locator("[data-visit] [role=alert] [data-act=jump]").first.click()
    phone.page.locator("[data-kind=stock][data-value=NEWX]").fill("")
    phone.check_out()
    phone.open("#/sent")
    phone.send_until("#evening", "2/2")

    assert {visit.store for visit in visits_of(cast.rep)} == set(shops)
    assert rows_of(ParkedVisit).get().outcome == ParkedOutcome.MENDED
    assert rows_of(Receipt).count() == 2
    assert [(tick.visit.store, tick.words) for tick in rows_of(VisitTick)] == [(shops[0], "店主姓王")]
    # One line was typed, the other is what the launch took in.
    assert sorted(rows_of(VisitOrder).values_list("quantity", flat=True)) == [2, 6]
    record = rows_of(SellIn).get()
    assert (record.store, record.quantity, record.is_displayed) == (shops[0], 6, True)
    task.refresh_from_db()
    assert (task.status, task.outcome, task.done_in.store) == ("done", "已换", shops[0])


def test_what_is_no_receipt_of_this_very_visit_lets_the_phone_keep_it(phone, cast, shops, door):
    """A gateway's page, an answer without a receipt, one that speaks of another content: each with status 200."""
    phone.log_in(cast.rep)
    phone.check_in()
    phone.fill_in(door)
    receipt = {"receipt": {"number": 1}, "visit": {}}
    wrong = ["<html>", "{}", json.dumps(receipt | {"client_id": "MINE", "body_sha256": "0" * 64})]
    asked = []

    def answer(route):
        mine = urlsplit(route.request.url).path.strip("/").rpartition("/")[2]
        body = wrong[len(asked) % len(wrong)].replace("MINE", mine)
        asked.append(mine)
        route.fulfill(status=200, content_type="text/html" if body == "<html>" else "application/json", body=body)

    phone.context.route("**/visits/phone/visits/**", answer)
    phone.check_out()
    phone.open("#/sent")
    while len(asked) < len(wrong):
        with phone.page.expect_request("**/visits/phone/visits/**"):
            phone.page.locator("[data-act=send]").click()
    phone.shows("#evening", "0/1")
    assert (set(asked) == {asked[0]}, visits_of(cast.rep).count()) == (True, 0)

    phone.context.unroute("**/visits/phone/visits/**")
    phone.send_until("#evening", "1/1")
    assert visits_of(cast.rep).get().store == shops[0]


def test_another_person_an_expired_session_and_a_full_phone_lose_and_mix_nothing(phone, cast, shops, door):
    phone.log_in(cast.rep)
    phone.check_in()
    phone.fill_in(door)
    phone.limit_storage(is_full=True)
    phone.photograph(door)
    phone.page.locator("#warnings .alert-danger").wait_for()
    phone.limit_storage(is_full=False)
    phone.offline()
    phone.check_out()
    phone.context.clear_cookies()
    phone.offline(False)
    phone.open("#/sent")
    phone.page.locator("[data-act=send]").click()
    phone.shows("#warnings", "登录")
    phone.shows("#evening", "0/1")

    phone.log_in(cast.colleague)
    phone.open("#/sent")
    phone.shows("#evening", "0/0")
    assert visits_of(cast.colleague).count() == visits_of(cast.rep).count() == 0

    phone.log_in(cast.rep)
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")
    assert visits_of(cast.rep).get().store == shops[0]
    assert visits_of(cast.colleague).count() == 0
    phone.empty_storage(cast.rep)
    phone.open("#/stores")
    phone.shows("#warnings", "清空")
    phone.shows("#warnings", "没有缺失")

    phone.open("#/")
    phone.check_in()
    phone.empty_storage(cast.rep)
    phone.open("#/stores")
    phone.shows("#warnings", "待上传的记录和照片：1 条")
