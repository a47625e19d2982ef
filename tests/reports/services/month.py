"""A customer's October 2026: planned, sold, visited; and the same figures asked for in plain SQL."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import connection

from dealers.services.monthly import DraftReport
from reports.models import BusinessReview, ReviewLine, ReviewStore
from reports.services.drafts import draft_reviews
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.models import SalesMonth
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import PriceFactory, SalesMonthFactory, StoreFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
OCTOBER = Month(2026, 10)
NIGHT = datetime(2026, 11, 1, 0, 0, tzinfo=SHANGHAI)
LATER = datetime(2026, 11, 2, 3, 0, tzinfo=SHANGHAI)
JOB = Actor.system("review drafts")


def a_month(**store_values):
    """A store that planned 10 of one model and sold 7; and sold 4 of another that nobody planned."""
    store = StoreFactory(**store_values)
    planned, unplanned = PriceFactory().model, PriceFactory(list_yuan=Decimal(999), supply_yuan=Decimal(800)).model
    plan = ProfitPlanFactory(customer=store.customer, month=OCTOBER.first_day)
    PlanLineFactory(plan=plan, store=store, model=planned, baseline_quantity=10)
    for model, units in ((planned, 7), (unplanned, 4)):
        SalesMonthFactory(store=store, model=model, month=OCTOBER.first_day, sell_out=units)
    SalesMonthFactory(store=store, model=planned, month=date(2026, 9, 1), sell_out=9)
    return store


def built(at=NIGHT, month=OCTOBER, **options) -> DraftReport:
    return draft_reviews(month, actor=JOB, at=at, **options)


def the_review() -> BusinessReview:
    return BusinessReview.objects.unscoped(because="test").get()


def lines() -> list[tuple]:
    rows = ReviewLine.objects.unscoped(because="test").order_by("store__code", "model__code")
    return list(rows.values_list("planned", "actual", "last_month", "last_year"))


def stores() -> list[ReviewStore]:
    return list(ReviewStore.objects.unscoped(because="test").order_by("store__code"))


def sell(store, model_id, units) -> None:
    """What arrives late."""
    months = SalesMonth.objects.unscoped(because="test").of_month(OCTOBER)
    months.filter(store=store, model_id=model_id).update(sell_out=units)


def in_sql(sql: str, *params) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()
