"""The month as people and jobs walk it, each thing on its day; what was printed is kept for the tests."""

import json
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from salesops.accounts.models import User
from tests.journeys import phone
from tests.journeys.panel import split_file

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY, DRAFT_DAY, END = date(2026, 10, 9), date(2026, 10, 15), date(2026, 12, 1)
MONTH, MONTH_BEFORE, YEAR_BEFORE = date(2026, 11, 1), date(2026, 10, 1), date(2025, 11, 1)
KINDS = ("customers", "stores", "catalogue", "sales")
REPS = ("rep1", "rep2", "rep3")
# The customer whose plan and review go the long way; the second one's are approved as drafted.
CUSTOMER, PLAIN_CUSTOMER = "SK02", "SK57"
STORE = "ST02"
CAUSES = "竞品降价，客流下降。"

PLANNED = """
    SELECT store.code, store.lon, store.lat FROM visits_plannedvisit planned
    JOIN stores_store store ON store.id = planned.store_id JOIN accounts_user rep ON rep.id = planned.rep_id
    WHERE rep.username = %s AND planned.planned_on = %s AND planned.status = 'planned' ORDER BY planned.position
"""
SOLD_SKUS = """
    SELECT sku.code FROM stores_salesrecord sale JOIN stores_sku sku ON sku.id = sale.sku_id
    JOIN stores_store store ON store.id = sale.store_id
    WHERE store.code = %s GROUP BY sku.code ORDER BY SUM(sale.quantity) DESC, sku.code
"""
PAPER_OF = (
    "SELECT paper.id, paper.revision FROM {} paper JOIN stores_customer c ON c.id = paper.customer_id WHERE c.code = %s"
)
GREATEST_LINE = """
    SELECT id, revision, quantity FROM dealers_planline WHERE plan_id = %s ORDER BY quantity DESC, id LIMIT 1
"""


def at(day, hour=9, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def on(day, hour=9, minute=0):
    """Let everybody believe that it is this day."""
    return time_machine.travel(at(day, hour, minute), tick=True)


def command(name, *words, **options):
    out = StringIO()
    call_command(name, *words, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def select(sql, *params):
    """Ask the database in plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [tuple(row) for row in cursor.fetchall()]


def as_day(value):
    """SQLite gives a day as text where PostgreSQL gives a date."""
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def sold(walked, panel):
    """Units by store, model and month: the panel's, and what the visits counted, each visit once."""
    units = dict(panel.units)
    for visit in {visit["client_id"]: visit for visit, _answer in walked.sent}.values():
        month = as_day(visit["checked_in"]["device_at"]).replace(day=1)
        for count in visit["counts"]:
            units[visit["store"], count["sku"].removesuffix("-1"), month] += count["sold"]
    return units


class Person:
    """Somebody at the pages, in English."""

    def __init__(self, username):
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(User.objects.get(username=username))

    def post(self, name, pk, **form):
        answer = self.client.post(reverse(name, args=[pk]), form)
        assert answer.status_code == 302, answer.content.decode()

    def read(self, name, pk):
        answer = self.client.get(reverse(name, args=[pk]))
        assert answer.status_code == 200
        return answer.content.decode()

    def workbook(self, name, pk):
        answer = self.client.get(reverse(name, args=[pk]))
        assert answer.status_code == 200
        return load_workbook(BytesIO(b"".join(answer) if answer.streaming else answer.content))


class Walk:
    """One center's month; each step leaves its answer in an attribute."""

    def __init__(self, folder):
        self.folder = folder
        self.dry, self.done, self.again, self.sent = {}, {}, {}, []

    def file(self, kind):
        return self.folder / f"{kind}.xlsx"

    def go(self):
        with on(FIRST_DAY):
            call_command("seed_demo", scale="small", people_only=True, today=FIRST_DAY, stdout=StringIO())
            self.import_files()
            self.proposed = command("classify", center="HZ", month="2026-10")
            self.classes = command("classify", center="HZ", month="2026-10", commit=True)
            self.routes = {rep: command("plan_routes", rep=rep, commit=True) for rep in REPS}
        self.visit_stores("rep1", date(2026, 10, 13))
        with on(DRAFT_DAY, 0, 5):
            self.plans, self.plans_again = (command("build_plans", month="2026-11") for _ in range(2))
        self.decide_on_plans()
        for day in (3, 4, 5):
            self.visit_stores("rep1", date(2026, 11, day))
        with on(END, 0, 10):
            command("import_sales", self.file("late"), commit=True)
            self.reviews, self.reviews_again = (command("build_reviews", month="2026-11") for _ in range(2))
        self.decide_on_reviews()
        return self

    def import_files(self):
        call_command("stallion_files", out=self.folder, today=END, stdout=StringIO())
        self.file("sales").rename(self.folder / "all.xlsx")
        split_file(self.folder / "all.xlsx", "日期", MONTH_BEFORE, self.file("sales"), self.file("late"))
        for kind in KINDS:
            self.dry[kind] = command(f"import_{kind}", self.file(kind))
            self.done[kind] = command(f"import_{kind}", self.file(kind), commit=True)
            self.again[kind] = command(f"import_{kind}", self.file(kind), commit=True)

    def visit_stores(self, rep, day):
        """The rep does what the calendar asks of the day, and sends the first visit twice."""
        visits = [self.visit_of(place, day, number) for number, place in enumerate(select(PLANNED, rep, day))]
        with on(day, 20):
            self.sent += [(visit, self.send(visit)) for visit in [*visits, visits[0]]]

    def visit_of(self, place, day, number):
        store, lon, lat = place
        skus = [sku for (sku,) in select(SOLD_SKUS, store)][:3]
        return phone.visit(
            store,
            at(day) + timedelta(minutes=45 * number),
            place=(lon, lat),
            counts=[(sku, 10 + number, 2 + nth) for nth, sku in enumerate(skus)],
            measured=[3, 4, 1, 2, number % 4],
            minutes=15 + number,
            sent_at=at(day, 20),
            report="竞品降价三百" if number == 0 else "",
        )

    def send(self, visit):
        file = self.folder / "visit.json"
        file.write_text(json.dumps(visit))
        return command("submit_visit", file)

    def decide_on_plans(self):
        """One plan is changed, submitted, returned, submitted again and approved; another goes straight through."""
        rep, manager = Person("rep1"), Person("manager1")
        [(self.plan, _), (plain, _)] = [self.paper("dealers_profitplan", c) for c in (CUSTOMER, PLAIN_CUSTOMER)]
        with on(date(2026, 10, 16)):
            [(line, revision, self.drafted)] = select(GREATEST_LINE, self.plan)
            rep.post("dealers:plan_line_edit", line, quantity=self.drafted + 7, reason="新店开业", revision=revision)
            rep.post("dealers:plan_submit", self.plan, revision=self.paper("dealers_profitplan", CUSTOMER)[1])
            rep.post("dealers:plan_submit", plain)
        with on(date(2026, 10, 19)):
            self.evidence = manager.read("dealers:plan_line_evidence", line)
            manager.post("dealers:plan_return", self.plan, reason="请核对数量", **{f"remark-{line}": "偏高"})
            rep.post("dealers:plan_submit", self.plan)
        with on(date(2026, 10, 20)):
            manager.post("dealers:plan_approve", self.plan)
            manager.post("dealers:plan_approve", plain)
            self.plan_book = manager.workbook("dealers:plan_export", self.plan)
            self.plans_after = command("build_plans", month="2026-11")

    def decide_on_reviews(self):
        rep, manager = Person("rep1"), Person("manager1")
        self.review, revision = self.paper("reports_businessreview", CUSTOMER)
        with on(date(2026, 12, 2)):
            texts = {"causes": CAUSES, "strategy": "增加促销员。", "revision": revision}
            rep.post("reports:review_edit", self.review, **texts)
            [(store,)] = select("SELECT id FROM stores_store WHERE code = %s", STORE)
            action = {"store": store, "text": "培训店员", "due_on": "2026-12-15", "form_id": str(uuid4())}
            rep.post("reports:action_add", self.review, **action)
            rep.post("reports:action_add", self.review, **action)
            rep.post("reports:review_submit", self.review)
        with on(date(2026, 12, 3)):
            manager.post("reports:review_confirm", self.review)
            self.review_book = manager.workbook("reports:review_export", self.review)
            self.reviews_after = command("build_reviews", month="2026-11")

    @staticmethod
    def paper(table, customer):
        """The id and revision of a customer's plan or review."""
        [found] = select(PAPER_OF.format(table), customer)
        return found
