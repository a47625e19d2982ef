"""Networks that are neither there nor away: answers that stall, refuse, or are too much for one question (H5.4)."""

import threading
from datetime import time

import pytest
from django.http import JsonResponse, StreamingHttpResponse
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.phone import rows_of, visits_of
from tests.factories.visits import TaskFactory
from tests.visits.execution.payloads import picture
from tests.visits.services.test_marks import exif_of
from visits.models import VisitPhoto
from visits.selectors.day_pack import Part, day_pack
from visits.views import phone as views

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
MANY = 600
PATIENCE_MS = 31_000


def parts_kept(phone) -> list[str]:
    """Names of the parts of the day that the phone keeps."""
    return phone.page.evaluate(
        """async () => {
            const open = indexedDB.open(`salesops-${document.body.dataset.person}`);
            await new Promise((done) => { open.onsuccess = done; });
            const asked = open.result.transaction("parts").objectStore("parts").getAllKeys();
            await new Promise((done) => { asked.onsuccess = done; });
            open.result.close();
            return asked.result;
        }"""
    )


def test_a_rep_with_hundreds_of_stores_gets_what_changed_of_the_day(phone, cast, shops, monkeypatch):
    many = [Part(f"extra-{number:03}", number) for number in range(MANY)]
    monkeypatch.setattr(views, "day_pack", lambda *asked: [*day_pack(*asked), *many])
    phone.log_in(cast.rep)
    before = parts_kept(phone)
    TaskFactory(store=shops[0], title="换海报")

    phone.open("#/sent")
    phone.send_until("#send-state", "已全部上传并更新")

    assert len(before) > MANY
    assert parts_kept(phone) == before
    phone.open(f"#/store/{shops[0].pk}")
    phone.shows("#view", "换海报")


def test_a_refusal_is_told_with_its_number_and_is_never_taken_for_a_missing_network(phone, cast, shops):
    phone.log_in(cast.rep)
    phone.context.route("**/visits/phone/day/", lambda route: route.fulfill(status=413, body="too much"))

    phone.open("#/sent")
    phone.page.locator("[data-act=send]").click()

    phone.shows("#warnings", "413")
    phone.shows("#strip", "在线")
    phone.context.unroute("**/visits/phone/day/")
    phone.send_until("#send-state", "已全部上传并更新")
    expect(phone.page.locator("#warnings .alert")).to_have_count(0)


def test_an_answer_that_stalls_in_its_middle_is_given_up_and_holds_up_nothing(phone, cast, shops, monkeypatch):
    phone.log_in(cast.rep)
    began, is_over = threading.Event(), threading.Event()

    def half():
        yield b'{"parts": ['
        began.set()
        is_over.wait(120)

    def answer(*args, **more):
        return JsonResponse(*args, **more) if began.is_set() else StreamingHttpResponse(half())

    monkeypatch.setattr(views, "JsonResponse", answer)
    phone.page.clock.install()
    phone.open("#/sent")
    phone.page.locator("[data-act=send]").click()
    try:
        assert began.wait(20)
        phone.page.clock.fast_forward(PATIENCE_MS)
        phone.shows("#send-state", "当前无网络")
        phone.send_until("#send-state", "已全部上传并更新")
    finally:
        is_over.set()


def stall(phone, place, is_stalled):
    """Requests to this place that `is_stalled` says of get no answer, as behind a proxy that swallows them: those."""
    stalled = []

    def swallow(route):
        if is_stalled(route.request):
            stalled.append(route.request.url)
        else:
            route.continue_()

    phone.context.route(place, swallow)
    return stalled


def make_visit(phone, door):
    phone.open()
    phone.check_in()
    phone.fill_in(door)
    phone.check_out()


def send_and_lose_patience(phone, stalled):
    """Each stalled request is given up after half a minute, which the phone's clock runs ahead."""
    seen = len(stalled)
    phone.page.locator("[data-act=send]").click()
    for _ in range(60):
        if len(stalled) > seen:
            seen = len(stalled)
            phone.page.clock.fast_forward(PATIENCE_MS)
        if phone.page.inner_text("#send-state")[:2] in {"部分", "已全"}:
            return
        phone.page.wait_for_timeout(250)
    raise AssertionError(phone.page.inner_text("#view"))


def test_a_visit_that_always_stalls_holds_up_no_other_one_and_says_so(phone, cast, shops, door):
    phone.log_in(cast.rep)
    phone.offline()
    make_visit(phone, door)
    make_visit(phone, door)
    first = []

    def is_first(request):
        first[:] = first or [request.url]
        return request.url in first

    stalled = stall(phone, "**/visits/phone/visits/**", is_first)
    phone.page.clock.install()
    phone.offline(False)
    phone.open("#/sent")

    send_and_lose_patience(phone, stalled)

    phone.shows("#view", "发送途中网络中断")
    phone.shows("#strip", "在线")
    assert visits_of(cast.rep).count() == 1
    phone.context.unroute("**/visits/phone/visits/**")
    phone.send_all()
    assert (visits_of(cast.rep).count(), rows_of(VisitPhoto).count()) == (2, 2)


def test_a_photo_whose_pieces_are_too_large_for_the_network_goes_on_in_smaller_ones(phone, cast, shops, tmp_path):
    busy = tmp_path / "busy.jpg"
    Image.effect_noise((1200, 900), 60).convert("RGB").save(busy)
    phone.log_in(cast.rep)
    phone.offline()
    make_visit(phone, busy)
    stalled = stall(phone, "**/visits/phone/photos/**", lambda request: len(request.post_data_buffer) > 20_000)
    phone.page.clock.install()
    phone.offline(False)
    phone.open("#/sent")

    for _ in range(3):
        send_and_lose_patience(phone, stalled)
    phone.send_all()

    assert rows_of(VisitPhoto).get().visit == visits_of(cast.rep).get()


def test_when_and_where_a_photo_was_taken_is_read_before_it_is_made_small(phone, cast, shops, tmp_path):
    door = tmp_path / "elsewhere.jpg"
    door.write_bytes(picture((2400, 1800), exif=exif_of("2026:11:20 09:00:00", 31.0)))
    # Whatever the hour in which this runs.
    cast.center.positions_from, cast.center.positions_until = time.min, time.max
    cast.center.save()
    phone.log_in(cast.rep)
    phone.check_in()
    phone.fill_in(door)
    phone.check_out()
    phone.open("#/sent")
    phone.send_all()

    photo = rows_of(VisitPhoto).get()
    assert (photo.width, photo.taken_at.isoformat()) == (1600, "2026-11-20T01:00:00+00:00")
    assert photo.distance_metres > 70_000
