"""Browsers and servers that are killed outright in the middle: each visit once, each photo intact (O3, O6, D1)."""

import hashlib
import os
import time
from io import BytesIO
from random import Random

import pytest
from django.conf import global_settings
from PIL import Image

from tests.e2e.phone import Phone, rows_of, visits_of
from tests.web import LiveWeb
from visits.models import PhotoPiece, Receipt, VisitPhoto

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(3600), pytest.mark.django_db(transaction=True)]

# A hundred once by hand: docs/phones.md.
VISITS = int(os.environ.get("SALESOPS_KILLED_VISITS", "4"))
SLOW = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 60_000}
QUICK = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
SECONDS_TO_KILL = (0.4, 1.1, 1.9, 2.6)


def shelf(seed: int) -> bytes:
    """A photo that does not compress: 300 kB, in three pieces."""
    out = BytesIO()
    noise = Image.frombytes("L", (800, 600), Random(seed).randbytes(800 * 600))
    noise.resize((1600, 1200)).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.fixture
def shelves(tmp_path):
    files = [tmp_path / f"shelf{place}.jpg" for place in range(4)]
    for place, file in enumerate(files):
        file.write_bytes(shelf(place))
    return files


def are_whole(rep, visits, photos, media):
    """Each visit and photo is there once, and each file is what its row says and what the phone had."""
    rows = list(rows_of(VisitPhoto).filter(visit__done_by=rep))
    files = [hashlib.sha256((media / row.file.name).read_bytes()).hexdigest() for row in rows]
    assert visits_of(rep).count() == visits
    assert sorted(rows_of(Receipt).values_list("number", flat=True)) == list(range(1, visits + 1))
    assert sorted(row.sent_sha256 for row in rows) == sorted(photos)
    assert files == [row.sha256 for row in rows]
    assert rows_of(PhotoPiece).count() == 0


def steps_of(phone, door):
    """The steps of a visit, each seen to be kept before the next one."""

    def photograph():
        phone.photograph(door)
        phone.page.locator(".picture img").first.wait_for()

    def count_sales():
        phone.tap("[data-act=sold_nothing]")
        phone.page.locator("#mark-stock .is-done").nth(1).wait_for()

    def agree():
        phone.tap("[data-act=agree][data-value]")
        phone.page.locator("#body-next .made").wait_for()

    def image():
        phone.settle("image", "[data-act=image_same]")

    def stock():
        phone.settle("stock", "[data-act=stock_same]")

    return photograph, image, stock, count_sales, agree


def disturb(phone, random):
    """The browser is killed, or the page loaded anew, or the visit goes on in a second tab beside the first."""
    how = random.choice(("kill", "kill", "reload", "tab"))
    if how == "kill":
        phone.restart(is_offline=True, is_killed=True)
    elif how == "reload":
        phone.page.reload()
    else:
        phone.go_on_in_a_second_tab()
    if how != "reload":
        phone.page.locator(".open-banner").click()
    phone.page.locator("[data-visit]").wait_for()


def test_a_browser_killed_or_doubled_at_any_step_has_all_of_each_visit_and_sends_it_once(
    phone, cast, shops, door, settings
):
    random, photos = Random(5), []
    phone.log_in(cast.rep)
    for number in range(VISITS):
        step = random.randrange(5)
        phone.offline()
        phone.open(f"#/store/{shops[number % len(shops)].pk}")
        phone.page.locator("form[data-level=good]").wait_for()
        phone.tap("form .btn-act")
        phone.page.locator("[data-visit]").wait_for()
        for place, deed in enumerate(steps_of(phone, door)):
            deed()
            if place == step:
                disturb(phone, random)
        photos += phone.photo_digests()
        phone.check_out()
        phone.restart(is_offline=random.random() < 0.5, is_killed=True)
        phone.open("#/sent")
        phone.shows("#evening", f"/{number + 1}")

    phone.offline(False)
    phone.log_in(cast.rep)
    phone.open("#/sent")
    phone.send_all(tries=12 + VISITS)
    phone.shows("#evening", f"{VISITS}/{VISITS}")

    are_whole(cast.rep, VISITS, photos, settings.MEDIA_ROOT)


def test_a_server_killed_while_visits_and_photos_arrive_has_each_once_and_whole(
    playwright, browser_type_launch_args, browser_context_args, tmp_path, cast, shops, shelves, settings
):
    # The server is not in the tests' haste.
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    with LiveWeb(tmp_path / "var") as web:
        launch, context = browser_type_launch_args, browser_context_args
        phone = Phone(playwright, tmp_path / "profile", launch, context, web.address)
        phone.log_in(cast.rep)
        photos = [digest for place in range(2) for digest in make_visit(phone, shelves[2 * place : 2 * place + 2])]
        phone.offline(False)
        phone.open("#/sent")
        network = phone.context.new_cdp_session(phone.page)
        network.send("Network.emulateNetworkConditions", SLOW)
        for seconds in SECONDS_TO_KILL:
            phone.page.locator("[data-act=send]").click()
            time.sleep(seconds)
            web.kill()
            web.start()
        # It was not over before it was killed for the last time.
        assert rows_of(VisitPhoto).filter(visit__done_by=cast.rep).count() < len(photos)
        network.send("Network.emulateNetworkConditions", QUICK)
        phone.send_until("#evening", "2/2")
        phone.send_all()
        phone.context.close()

        are_whole(cast.rep, 2, photos, web.media)


def make_visit(phone, files) -> list[str]:
    """A visit with photos, made without a network; gives what the phone keeps of them."""
    phone.offline()
    phone.open()
    phone.check_in()
    phone.fill_in(files[0])
    phone.photograph(files[1])
    phone.page.locator(".picture img").nth(1).wait_for()
    digests = phone.photo_digests()
    phone.check_out()
    return digests
