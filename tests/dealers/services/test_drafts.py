"""Drafts are built once, refreshed without a person's loss, and one by one (handbook H1, H8.2)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dealers.choices import LineMethod, PlanStatus
from dealers.models import PlanLine, ProfitPlan
from dealers.services.drafts import Outcome, draft_plans
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from tests.factories.stores import PriceFactory, SalesMonthFactory, StoreFactory

DECEMBER = Month(2026, 12)
NIGHT = datetime(2026, 11, 15, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
JOB = Actor.system("plan drafts")

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """A customer with one store that sold ten a month of one model for two years."""
    store = StoreFactory()
    price = PriceFactory()
    month = Month(2024, 11)
    for step in range(24):
        SalesMonthFactory(store=store, model=price.model, month=(month + step).first_day, sell_out=10, sell_in=11)
    return store


def built(**options):
    return draft_plans(DECEMBER, actor=JOB, at=NIGHT, **options)


def plans():
    return ProfitPlan.objects.unscoped(because="test")


def lines():
    return PlanLine.objects.unscoped(because="test")


def test_draft_has_a_line_for_what_the_store_will_sell(shop):
    report = built()

    assert report.outcomes[Outcome.CREATED] == 1
    plan, line = plans().get(), lines().get()
    assert (plan.customer_id, plan.rep_id, plan.month, plan.status) == (
        shop.customer_id,
        shop.rep_id,
        date(2026, 12, 1),
        PlanStatus.DRAFT,
    )
    assert (line.store, line.quantity, line.method) == (shop, 10, LineMethod.ROBUST)
    assert line.low_quantity <= 10 <= line.high_quantity
    assert line.stock_quantity == 24
    assert plan.average_stock_yuan == 24 * line.supply_yuan
