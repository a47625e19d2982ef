"""The month by hand, in a real browser and on the real panel: from four uploads to the exported review.

SALESOPS_SCREENSHOTS=<folder> keeps a picture of each station.
"""

import os
import re
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.panel import Panel, split_file
from tests.journeys.walk import command, on, select

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

MONDAY, DRAFT_DAY, END = date(2026, 10, 12), date(2026, 10, 15), date(2026, 12, 1)
NOVEMBER = date(2026, 11, 1)
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PICTURES = os.environ.get("SALESOPS_SCREENSHOTS")


class Person:
    """Somebody with a browser of their own; whatever the browser complains of is kept."""

    def __init__(self, context, site, username):
        self.site, self.username, self.complaints = site, username, []
        self.page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.open("accounts:login")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", "demo")
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda address: "/accounts/login" not in address)

    def open(self, name, *args, query=""):
        self.page.goto(self.site + reverse(name, args=args) + query)

    def find(self, selector):
        return self.page.locator(selector)

    def press(self, action):
        """Press the button of the form that does this, once the page is there with its scripts."""
        self.page.wait_for_load_state()
        self.find(f"form[action$='{action}'] button.btn").first.click()

    def say_yes(self):
        self.find("#confirm [value=yes]").click()

    def keep(self, name):
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def company(tmp_path):
    """The center's people and standards, and the panel as files: history first, then what came in later."""
    call_command("seed_demo", scale="small", people_only=True, today=MONDAY, stdout=StringIO())
    call_command("stallion_files", out=tmp_path, today=END, stdout=StringIO())
    split_file(tmp_path / "sales.xlsx", "日期", date(2026, 10, 1), tmp_path / "history.xlsx", tmp_path / "late.xlsx")
    return tmp_path


@pytest.fixture
def enter(live_server, browser, browser_context_args, settings):
    """Let somebody of the demonstration in, at a desk or with a phone."""
    settings.SALESOPS_DEMO = True
    contexts = []

    def enter_as(username, size=DESKTOP):
        contexts.append(browser.new_context(**browser_context_args | {"viewport": size}))
        return Person(contexts[-1], live_server.url, username)

    yield enter_as
    for context in contexts:
        context.close()


def test_a_month_by_hand(company, enter):
    with on(MONDAY, 8, 30):
        import_files(enter("admin"), company)
        manager = enter("manager1")
        make_classes_valid(manager)
        rep = enter("rep1", PHONE)
        plan_routes(rep, manager)
        visit = visit_first_store(rep, company)
    panel = Panel(END, company / "stores.xlsx")
    assert_visit_is_booked(visit)
    with on(DRAFT_DAY):
        command("build_plans", month="2026-11")
        rep, manager = enter("rep1", PHONE), enter("manager1")
        decide_on_plan(rep, manager, visit["customer"])
    with on(END):
        upload(enter("admin"), "sales", company / "late.xlsx")
        command("build_reviews", month="2026-11")
        rep, manager = enter("rep1", PHONE), enter("manager1")
        book = decide_on_review(rep, manager, visit["customer"], visit["store"])
    overview = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True) if row[0]}
    assert panel.total(visit["code"], NOVEMBER) in overview.values()
    assert "竞品降价" in overview.values()


def upload(admin, kind, file):
    """Choose a file, look at the dry run, import it; give the rows that the page told of."""
    admin.open("exchange:import_create", kind)
    admin.find("input[type=file]").set_input_files(file)
    admin.find("form.card button.btn-primary").click()
    told = admin.find("form[action$='/commit/'] button")
    expect(told).to_be_visible(timeout=30_000)
    rows = int(re.sub(r"\D", "", told.inner_text()))
    admin.keep(f"dry-run-{file.stem}")
    told.click()
    expect(admin.find(".badge.state-imported, [class*=imported]").first).to_be_visible(timeout=30_000)
    return rows


def import_files(admin, folder):
    files = [("customers", "customers"), ("stores", "stores"), ("catalogue", "catalogue"), ("sales", "history")]

    assert [upload(admin, kind, folder / f"{name}.xlsx") for kind, name in files] == [58, 58, 25, 7700]
    assert admin.complaints == []


def make_classes_valid(manager):
    manager.open("stores:run_propose")
    manager.find("form.card button.btn-primary").click()
    expect(manager.find("tr.has-moved").first).to_be_visible()
    manager.keep("classes")

    manager.press("/make-valid/")
    manager.say_yes()

    expect(manager.find("form[action$='/make-valid/']")).to_have_count(0)
    assert select("SELECT COUNT(*) FROM stores_store WHERE store_class = 'C'") < [(58,)]
    assert manager.complaints == []


def plan_routes(rep, manager):
    rep.open("visits:route_list")
    rep.press("/propose/")
    rep.page.wait_for_url(re.compile(r"/visits/routes/\d+/"), timeout=30_000)
    rep.keep("route")
    rep.press("/submit/")
    expect(rep.find("form[action$='/submit/']")).to_have_count(0)

    manager.page.goto(rep.page.url)
    manager.press("/approve/")
    manager.say_yes()

    expect(manager.find("form[action$='/approve/']")).to_have_count(0)
    assert rep.complaints + manager.complaints == []


def visit_first_store(rep, folder):
    """Go to the first store of the day, do what has to be done there, and leave."""
    rep.open("visits:today")
    stop = rep.find("a.stop[data-lon]").first
    place = {"longitude": float(stop.get_attribute("data-lon")), "latitude": float(stop.get_attribute("data-lat"))}
    rep.page.context.set_geolocation(place)
    rep.keep("today")
    stop.click()
    expect(rep.find("[data-check-in][data-level=good]")).to_be_visible()
    rep.find("[data-check-in] [data-act]").click()
    rep.page.wait_for_url("**/fill/")
    take_photo(rep, folder)
    score_image(rep)
    count_stock(rep)
    report_market(rep)
    agree_on_next_step(rep)
    rep.keep("visit")
    rep.find("#leave textarea[name=summary], #leave input[name=summary]").fill("如约拜访")
    rep.find("#leave button.btn-act").click()
    rep.page.wait_for_url(lambda address: "/fill/" not in address)
    assert rep.complaints == []
    [(store, code, customer)] = select(
        "SELECT store.id, store.code, customer.id FROM visits_visit visit "
        "JOIN stores_store store ON store.id = visit.store_id "
        "JOIN stores_customer customer ON customer.id = store.customer_id"
    )
    return {"store": store, "code": code, "customer": customer}


def step(rep, name):
    """Open a step's card if it is not open yet."""
    card = rep.find(f"#step-{name}")
    if card.get_attribute("open") is None:
        card.locator("summary.step-head").click()
    return card


def take_photo(rep, folder):
    picture = BytesIO()
    Image.linear_gradient("L").resize((1280, 960)).convert("RGB").save(picture, "JPEG")
    (folder / "door.jpg").write_bytes(picture.getvalue())
    step(rep, "photo").locator("input[type=file]").set_input_files(folder / "door.jpg")
    expect(rep.find("#mark-photo .is-done")).to_be_visible()


def score_image(rep):
    card = step(rep, "image")
    for stepper in card.locator("[data-stepper]").all():
        stepper.locator("[data-by='1']").click()
    for levels in card.locator(".levels").all():
        levels.locator("label").last.click()
    expect(rep.find("#mark-image .is-done")).to_be_visible()
    expect(rep.find(".visit-score")).to_contain_text("100")


def count_stock(rep):
    card = step(rep, "stock")
    row = card.locator(".count").first
    row.locator("input[name^=stock-]").fill("12")
    row.locator("input[name^=sold-]").fill("3")
    row.locator("input[name^=sold-]").press("Tab")
    expect(rep.find("#mark-sales .is-done")).to_be_visible()
    expect(rep.find("#mark-stock .is-done")).to_be_visible()


def report_market(rep):
    card = step(rep, "market")
    card.locator("select[name=kind]").select_option("price")
    card.locator("[name=what]").fill("竞品降价三百")
    card.locator("form[action$='/reports/'] button").click()
    expect(rep.find("#mark-market .is-done")).to_be_visible()


def agree_on_next_step(rep):
    card = step(rep, "next")
    card.locator("[name=title]").fill("补齐价签")
    card.locator("[name=due_on]").fill("2026-10-20")
    card.locator("form[action$='/next-steps/'] button.w-100").click()
    expect(rep.find("#mark-next .is-done")).to_be_visible()


def assert_visit_is_booked(visit):
    assert select("SELECT status, CAST(image_score AS INTEGER), checkin_distance_metres FROM visits_visit") == [
        ("closed", 100, 0)
    ]
    assert select("SELECT quantity FROM stores_salesrecord WHERE source = 'visit'") == [(3,)]
    assert select("SELECT quantity FROM stores_stockcount") == [(12,)]
    assert select("SELECT kind, what FROM visits_marketreport") == [("price", "竞品降价三百")]
    assert select("SELECT title, status FROM visits_task") == [("补齐价签", "open")]


def paper_of(table, customer):
    [(found,)] = select(f"SELECT id FROM {table} WHERE customer_id = %s", customer)
    return found


def decide_on_plan(rep, manager, customer):
    plan = paper_of("dealers_profitplan", customer)
    rep.open("dealers:plan_detail", plan)
    change_first_line(rep)
    rep.press("/submit/")
    expect(rep.find("form[action$='/submit/']")).to_have_count(0)

    manager.open("dealers:plan_inbox")
    expect(manager.find(f"a[href='{reverse('dealers:plan_detail', args=[plan])}']").first).to_be_visible()
    manager.open("dealers:plan_detail", plan)
    manager.find("tr.is-changed a.number-link").last.click()
    expect(manager.find("#evidence-body")).to_contain_text("新店开业")
    manager.keep("evidence")
    manager.find("#evidence [data-close]").click()
    manager.find("tr.is-changed input[name^=remark-]").fill("偏高")
    manager.find("#plan-return-reason").fill("请核对数量")
    manager.press("/return/")
    expect(manager.find("form[action$='/return/']")).to_have_count(0)

    rep.open("dealers:plan_detail", plan)
    expect(rep.find(".plan-remark.is-open")).to_contain_text("偏高")
    rep.keep("plan-returned")
    rep.press("/submit/")
    expect(rep.find("form[action$='/submit/']")).to_have_count(0)
    manager.open("dealers:plan_detail", plan)
    manager.press("/approve/")
    expect(manager.find("form[action$='/approve/']")).to_have_count(0)
    assert select("SELECT status FROM dealers_profitplan WHERE id = %s", plan) == [("approved",)]
    assert rep.complaints + manager.complaints == []


def change_first_line(rep):
    row = rep.find("tr[id^=plan-line-]").first
    name = row.get_attribute("id")
    row.locator("a.btn").click()
    rep.find(f"#{name} input[name=quantity]").fill("77")
    rep.find(f"#{name} input[name=reason]").fill("新店开业")
    rep.find(f"#{name} button.btn-primary").click()
    expect(rep.find(f"#{name}.is-changed")).to_contain_text("77")
    expect(rep.find("#plan-head input[name=revision]").first).to_have_value("2")


def decide_on_review(rep, manager, customer, store):
    review = paper_of("reports_businessreview", customer)
    rep.open("reports:action_add", review)
    rep.find("select[name=store]").select_option(str(store))
    rep.find("[name=text]").fill("培训店员")
    rep.find("[name=due_on]").fill("2026-12-15")
    rep.find("form.card button.btn-primary").click()
    rep.page.wait_for_url(lambda address: "/actions/" not in address)
    rep.find("textarea[name=causes]").fill("竞品降价")
    rep.find("textarea[name=strategy]").fill("增加促销员")
    rep.keep("review")
    rep.find("button[name=submit]").click()
    expect(rep.find("textarea[name=causes]")).to_have_count(0)

    manager.open("reports:review_detail", review)
    manager.press("/confirm/")
    expect(manager.find("form[action$='/confirm/']")).to_have_count(0)
    with manager.page.expect_download() as download:
        manager.find("a[href$='/export/']").first.click()
    assert select("SELECT status FROM reports_businessreview WHERE id = %s", review) == [("confirmed",)]
    assert rep.complaints + manager.complaints == []
    return load_workbook(BytesIO(download.value.path().read_bytes()))
