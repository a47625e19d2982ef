"""A run with nothing to do makes nothing anew; whatever changed, the draft follows (P6; jobs J2, J8)."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dealers.calc.fingerprint import fingerprint
from dealers.models import PlanLine, ProfitPlan
from dealers.services.drafts import draft_plans
from dealers.services.plans import submit_plan, withdraw_plan
from salesops.accounts.actor import Actor, actor_for
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from stores.models import Customer, Price, SalesMonth
from tests.factories.planning import shop_with_history
from tests.factories.stores import StockCountFactory

DECEMBER = Month(2026, 12)
NIGHT = datetime(2026, 11, 15, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
JOB = Actor.system("plan drafts")
BECAUSE = "test"


def build() -> dict[str, int]:
    report = draft_plans(DECEMBER, actor=JOB, at=NIGHT)
    return {outcome.value: number for outcome, number in report.outcomes.items() if number}


def quantities() -> list[int]:
    return list(PlanLine.objects.unscoped(because=BECAUSE).order_by("pk").values_list("quantity", flat=True))


@pytest.fixture
def store(db):
    store, _model = shop_with_history()
    build()
    return store


@pytest.mark.postgres
def test_a_run_with_nothing_to_do_reads_no_sales(store):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert build() == {"unchanged": 1}

    rows = 'SELECT "stores_salesmonth"."id"'
    assert [query["sql"] for query in asked if query["sql"].startswith(rows)] == []


def sell_more(_store):
    SalesMonth.objects.unscoped(because=BECAUSE).update(sell_out=30)


def raise_the_price(_store):
    Price.objects.update(supply_yuan=Decimal("1500.00"))


def change_the_terms(store):
    Customer.objects.unscoped(because=BECAUSE).filter(pk=store.customer_id).update(rebate_percent=Decimal("4.00"))


def count_stock(store):
    StockCountFactory(store=store, sku__model=PlanLine.objects.unscoped(because=BECAUSE).get().model)


@pytest.mark.parametrize("change", [sell_more, raise_the_price, change_the_terms, count_stock])
def test_whatever_changed_the_draft_follows(store, change):
    change(store)

    assert build() == {"refreshed": 1}
    assert build() == {"unchanged": 1}


def test_a_new_name_reaches_the_list_of_what_is_owed(store):
    Customer.objects.unscoped(because=BECAUSE).update(name="新名称")

    build()

    assert Deadline.objects.unscoped(because=BECAUSE).get().subject == "新名称"


def test_a_plan_that_was_away_while_sales_came_follows_once_it_is_back(store):
    rep = actor_for(store.rep, NIGHT.date())
    plan = submit_plan(ProfitPlan.objects.unscoped(because=BECAUSE).get(), actor=rep, at=NIGHT)
    sell_more(store)
    assert (build(), quantities()) == ({"locked": 1}, [10])

    withdraw_plan(plan, actor=rep, at=NIGHT)

    assert (build(), quantities()) == ({"refreshed": 1}, [30])


def test_what_a_draft_was_made_from_is_no_change_of_the_plan(store):
    revision = ProfitPlan.objects.unscoped(because=BECAUSE).get().revision
    ProfitPlan.objects.unscoped(because=BECAUSE).update(drafted_from="another")

    assert build() == {"unchanged": 1}
    assert ProfitPlan.objects.unscoped(because=BECAUSE).get().revision == revision


def test_order_of_keys_does_not_count_and_every_value_does():
    assert fingerprint({1: "a", 2: {3, 4}}) == fingerprint({2: {4, 3}, 1: "a"})
    assert len({fingerprint(1), fingerprint("1"), fingerprint((1,)), fingerprint(1, 1), fingerprint(None)}) == 5
