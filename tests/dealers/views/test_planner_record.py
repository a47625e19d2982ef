"""The planner's record and the forecast range beside a plan (handbook H8.5)."""

from datetime import date

import pytest
from django.urls import reverse

from dealers.choices import PlanStatus
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, SalesMonthFactory
from tests.factories.visits import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    plan = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep), status=PlanStatus.SUBMITTED, month="2026-06-01")
    PlanLineFactory(plan=plan)
    return plan


@pytest.fixture
def past(cast):
    """120 for 100 in each of three months: bias and error 20 %."""
    plans = [
        ProfitPlanFactory(
            customer=CustomerFactory(rep=cast.rep),
            month=date(2026, month, 1),
            status=PlanStatus.APPROVED,
            approved_at=MORNING,
        )
        for month in (3, 4, 5)
    ]
    for plan in plans:
        line = PlanLineFactory(plan=plan, baseline_quantity=120)
        SalesMonthFactory(store=line.store, month=plan.month, sell_out=100)
    return plans


def record_page(plan) -> str:
    return reverse("dealers:plan_planner_record", args=[plan.pk])


def inbox_of(client, cast, who="manager") -> str:
    client.force_login(getattr(cast, who))
    return client.get(reverse("dealers:plan_inbox") + "?month=2026-06").content.decode()


def test_the_inbox_shows_the_record_and_opens_it(client, cast, plan, past):
    page = inbox_of(client, cast)

    assert "+20.0\u00a0%" in page
    assert record_page(plan) in page
    assert 'id="evidence-body"' in page


def test_the_inbox_says_when_plans_are_too_few(client, cast, plan):
    page = inbox_of(client, cast)

    assert "样本不足" in page
    assert "+20.0\u00a0%" not in page


@pytest.mark.parametrize(("typed", "sign"), [(7, "▼"), (8, ""), (13, ""), (14, "▲")])
def test_the_inbox_marks_a_plan_outside_its_range(client, cast, plan, typed, sign):
    plan.lines.unscoped(because="test").update(typed_quantity=typed, typed_reason="店庆")

    page = inbox_of(client, cast)

    assert "8–13" in page
    assert [one for one in "▲▼" if one in page] == list(sign)


@pytest.mark.parametrize("who", ["manager", "rep"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_record_opens_to_its_plans(client, cast, plan, past, who, headers):
    client.force_login(getattr(cast, who))

    page = client.get(record_page(plan), headers=headers).content.decode()

    assert [one.get_absolute_url() in page for one in past] == [True] * 3
    assert page.count(">+20<") == 3
    assert ">+60<" in page


@pytest.mark.parametrize(("who", "status"), [("hq", 403), ("marketing", 403), ("stranger", 404), ("colleague", 404)])
def test_the_record_is_for_the_planner_and_its_manager(client, cast, plan, past, who, status):
    client.force_login(getattr(cast, who))

    assert client.get(record_page(plan)).status_code == status


@pytest.mark.parametrize(("who", "is_led"), [("manager", True), ("rep", True), ("hq", False)])
def test_the_plan_leads_those_to_the_record_who_may_read_it(client, cast, plan, who, is_led):
    client.force_login(getattr(cast, who))

    assert (record_page(plan) in client.get(plan.get_absolute_url()).content.decode()) is is_led


def test_another_center_sees_neither_plan_nor_record(client, cast, plan, past):
    page = inbox_of(client, cast, "stranger")

    assert record_page(plan) not in page
    assert "+20.0\u00a0%" not in page
