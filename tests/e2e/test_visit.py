"""A rep's visit on a phone, from the day's list to the summary, in a real browser (handbook H5)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from stores.models import StockCount
from tests.factories.stores import PriceFactory, SkuFactory, StoreFactory
from tests.factories.visits import ImageItemFactory, ImageStandardFactory, PlannedVisitFactory
from tests.visits.execution.payloads import picture
from visits.choices import ItemKind, PlannedVisitStatus, VisitStatus
from visits.models import MarketReport, Task, Visit, VisitCount, VisitPhoto

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def rows_of(model):
    return model.objects.unscoped(because="looking at what was written")


@pytest.fixture
def complaints(page):
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def planned(cast):
    """A store where the browser's position is, with two SKUs it had three days ago."""
    store = StoreFactory(customer__rep=cast.rep, customer__center=cast.center, lon="121.470300", lat="31.230200")
    for _ in range(2):
        sku = SkuFactory()
        PriceFactory(model=sku.model)
        StockCount.objects.create(
            store=store,
            sku=sku,
            counted_on=timezone.localdate() - timedelta(days=3),
            quantity=5,
            recorded_at=timezone.now(),
        )
    standard = ImageStandardFactory()
    ImageItemFactory(standard=standard, position=1, name="海报", weight=30, required=4)
    ImageItemFactory(standard=standard, position=2, name="整洁", kind=ItemKind.LEVEL, weight=10, required=3)
    return PlannedVisitFactory(store=store, planned_on=timezone.localdate())


@pytest.fixture
def today(live_server, page, cast, planned):
    cast.rep.set_password("a good secret")
    cast.rep.save()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=username]", cast.rep.username)
    page.fill("input[name=password]", "a good secret")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/visits/phone/**")
    page.goto(f"{live_server.url}/visits/today/")
    return page


def check_in(page):
    page.locator("a.stop").first.click()
    page.locator("[data-check-in][data-level=good]").wait_for()
    page.locator("[data-act]").click()
    page.wait_for_url("**/fill/")


def open_step(page, key):
    step = page.locator(f"#step-{key}")
    if step.get_attribute("open") is None:
        step.locator("summary").first.click()
    return step


def test_a_whole_visit_in_a_browser(today, planned, complaints, tmp_path):
    page = today
    check_in(page)

    photo = open_step(page, "photo")
    (tmp_path / "door.jpg").write_bytes(picture((2400, 1800)))
    photo.locator("input[type=file]").set_input_files(tmp_path / "door.jpg")
    photo.locator(".gallery img").wait_for()

    image = open_step(page, "image")
    image.locator("[data-by='1']").first.click()
    image.locator("label", has_text=re.compile("^2$")).click()
    page.locator(".visit-score").wait_for()

    stock = open_step(page, "stock")
    stock.locator("form:has([name=what][value=stock]) button").click()
    page.locator("#mark-stock .is-done").wait_for()
    stock.locator("form:has([name=what][value=sold]) button").click()
    page.locator("#mark-sales .is-done").wait_for()

    market = open_step(page, "market")
    market.locator("[name=what]").fill("竞品直降 300 元")
    market.locator("form button").first.click()
    market.locator(".made").wait_for()

    open_step(page, "next").locator("[name=quick]").first.click()
    page.locator("#step-next .made").wait_for()

    page.locator("#leave button").click()
    page.wait_for_url("**/summary/")
    visit = rows_of(Visit).get()
    assert (visit.status, visit.marks[-1]["code"]) == (VisitStatus.CLOSED, "too_short")
    assert str(visit.image_score) == "91.7"
    assert sorted(rows_of(VisitCount).values_list("stock", "sold")) == [(5, 0), (5, 0)]
    assert (
        rows_of(VisitPhoto).get().width,
        rows_of(MarketReport).count(),
        rows_of(Task).filter(source="visit").count(),
    ) == (1600, 1, 1)
    planned.refresh_from_db()
    assert planned.status == PlannedVisitStatus.DONE
    assert complaints == []


def test_leaving_says_what_is_open_and_reload_stays_in_the_visit(today, complaints):
    page = today
    check_in(page)
    address = page.url

    page.locator("#leave button").click()

    page.locator("#leave [role=alert]").wait_for()
    assert page.locator("#leave [data-jump]").count() == 5
    page.reload()
    assert page.url == address
    page.goto(page.url.split("/visits/")[0] + "/visits/today/")
    page.locator(".open-banner").click()
    page.wait_for_url(address)
    assert [line for line in complaints if "409" not in line] == []


def test_outside_the_store_the_button_asks_for_a_reason(today, context):
    page = today
    context.set_geolocation({"latitude": 31.25, "longitude": 121.47, "accuracy": 20})
    page.locator("a.stop").first.click()
    page.locator("[data-check-in][data-level=warn]").wait_for()

    assert page.locator("[data-act].btn-warning").is_visible()
    page.locator("[data-act]").click()
    assert rows_of(Visit).count() == 0
    page.locator("label[for=reason-elsewhere]").click()
    page.locator("[data-act]").click()

    page.wait_for_url("**/fill/")
    assert rows_of(Visit).get().outside_reason == "elsewhere"


def test_a_phone_that_finds_no_satellites_asks_the_network_where_it_is(today):
    today.add_init_script(
        """
        const ask = Geolocation.prototype.getCurrentPosition;
        Geolocation.prototype.getCurrentPosition = function (found, failed, options) {
            options.enableHighAccuracy ? failed({ code: 3 }) : ask.call(this, found, failed, options);
        };
        """
    )
    today.reload()

    check_in(today)
