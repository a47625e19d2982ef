"""In the middle of its month a dealer's plan is summed up for the talk with it (handbook H8.3, H10.4)."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse

from dealers.calc.tracking import is_mid_month
from dealers.services.tracking_notices import tell_of_interims
from salesops.notices.models import Notice
from stores.choices import CustomerKind
from tests.factories.dealer_business import ReceivableFactory
from tests.factories.dealers import ProfitPlanFactory
from tests.factories.stores import CustomerFactory
from tests.factories.tracking import PlanWeekFactory, TrackedLineFactory

MONDAY = date(2026, 10, 12)
AT = datetime(2026, 10, 19, 7, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


@pytest.fixture
def dealer(cast):
    return CustomerFactory(rep=cast.rep, center=cast.center, kind=CustomerKind.DEALER, name="华东通讯")


@pytest.fixture
def week(dealer):
    """4 of 20 sold by the 18th, two lines, one of them far behind."""
    week = PlanWeekFactory(plan=ProfitPlanFactory(customer=dealer, month=date(2026, 10, 1)), week_on=MONDAY)
    TrackedLineFactory(week=week, planned=15, actual=1, model__name="X60")
    TrackedLineFactory(week=week, planned=5, actual=3, light="green", model__name="S20")
    return week


def address(name, week) -> str:
    return reverse(f"dealers:interim_{name}", args=[week.pk])


def supplied(cast, dealer) -> None:
    customer = CustomerFactory(rep=cast.rep, center=cast.center, dealer=dealer, name="好客来")
    PlanWeekFactory(plan=ProfitPlanFactory(customer=customer, month=date(2026, 10, 1)), week_on=MONDAY)


@pytest.mark.parametrize("month", range(1, 13))
def test_each_month_has_one_middle_whose_week_ends_from_the_14th_to_the_20th(month):
    days = [date(2026, month, 1) + timedelta(days=step) for step in range(28)]
    mondays = [day for day in days if day.weekday() == 0 and is_mid_month(day)]

    assert len(mondays) == 1
    assert 14 <= (mondays[0] + timedelta(days=6)).day <= 20


def test_the_summary_shows_how_it_stands_why_and_what_is_owed(client, cast, dealer, week):
    supplied(cast, dealer)
    ReceivableFactory(customer=dealer, amount_yuan=5000, due_on=date(2026, 10, 1))
    client.force_login(cast.manager)

    page = client.get(address("detail", week)).content.decode()

    assert "X60" in page
    assert "S20" in page
    assert "好客来" in page
    assert "5,000.00" in page


def test_workbook_and_paper_have_the_models_and_the_customers(client, cast, dealer, week):
    supplied(cast, dealer)
    client.force_login(cast.rep)

    workbook = client.get(address("export", week))
    paper = client.get(address("pdf", week))

    book = openpyxl.load_workbook(BytesIO(b"".join(workbook.streaming_content)))
    assert [row[:3] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)] == [
        ("X60", 15, 1),
        ("S20", 5, 3),
    ]
    assert book.worksheets[3].cell(2, 1).value == "好客来"
    assert paper.content.startswith(b"%PDF-")


def test_neither_another_week_nor_a_retail_customer_has_one(client, cast, dealer, week):
    later = PlanWeekFactory(plan=week.plan, week_on=MONDAY + timedelta(days=7))
    retail = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep, center=cast.center), month=date(2026, 10, 1))
    other = PlanWeekFactory(plan=retail, week_on=MONDAY)
    client.force_login(cast.manager)

    assert [client.get(address("detail", one)).status_code for one in (week, later, other)] == [200, 404, 404]
    assert client.get(reverse("dealers:interim_list")).content.decode().count("华东通讯") == 1


def test_a_dealer_without_stores_is_seen_by_what_its_customers_sell(client, cast, dealer):
    week = PlanWeekFactory(
        plan=ProfitPlanFactory(customer=dealer, month=date(2026, 10, 1)), week_on=MONDAY, planned=0, actual=None
    )
    for planned, actual in ((40, 12), (30, None)):
        customer = CustomerFactory(rep=cast.rep, center=cast.center, dealer=dealer)
        plan = ProfitPlanFactory(customer=customer, month=date(2026, 10, 1))
        PlanWeekFactory(plan=plan, week_on=MONDAY, planned=planned, planned_reported=40 if actual else 0, actual=actual)
    client.force_login(cast.rep)

    rows = client.get(reverse("dealers:interim_list")).context["table"].rows
    page = client.get(address("detail", week)).context["interim"]

    assert [(row.record.supplied_planned, row.record.supplied_actual) for row in rows] == [(70, 12)]
    assert (page.supplied_planned, page.supplied_actual) == (70, 12)


def test_rep_and_managers_are_told_once(cast, dealer, week):
    for _ in range(2):
        tell_of_interims(cast.center, MONDAY, at=AT)

    told = Notice.objects.filter(text_key="interim_ready")
    assert sorted(told.values_list("user", flat=True)) == sorted([cast.rep.pk, cast.manager.pk])


def test_a_week_that_is_not_in_the_middle_tells_nobody(cast, dealer, week):
    PlanWeekFactory(plan=week.plan, week_on=MONDAY + timedelta(days=7))

    tell_of_interims(cast.center, MONDAY + timedelta(days=7), at=AT)

    assert not Notice.objects.filter(text_key="interim_ready").exists()
