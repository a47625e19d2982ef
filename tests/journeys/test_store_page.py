"""The page of a store shows what every room knows of it, at a fixed cost (handbook H2.2, P2)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dealers.models import PlanLine, ProfitPlan
from promotions.models import PromotionStore
from stores.sections import sections
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.promotions import PromotionFactory
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db
TABS = ["archive", "contacts", "sales", "responsibilities", "history", *(section.key for section in sections())]
MOST_QUERIES = 15


@pytest.fixture
def store(cast):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep))


def page_of(client, store, tab):
    return client.get(reverse("stores:store_detail", args=[store.pk]), {"tab": tab})


def test_every_room_has_its_tab():
    assert {"visits", "route", "promotions", "plans", "reviews"} <= set(TABS)


def test_promotions_announced_to_the_store_are_listed(client, cast, store):
    for status in ("published", "draft"):
        promotion = PromotionFactory(name=f"促销{status}", status=status)
        PromotionStore.objects.create(promotion=promotion, store=store, extra_units=12)
    client.force_login(cast.rep)

    page = page_of(client, store, "promotions").content.decode()

    assert "促销published" in page
    assert "促销draft" not in page


def test_a_plan_says_what_this_store_is_to_sell(client, cast, store):
    plan = ProfitPlanFactory(customer=store.customer, month=date(2026, 11, 1))
    PlanLineFactory(plan=plan, store=store, baseline_quantity=7)
    PlanLineFactory(plan=plan, store=StoreFactory(customer=store.customer), baseline_quantity=90)
    client.force_login(cast.rep)

    plans = page_of(client, store, "plans").context["tabs"].content["plans"]

    assert [(one.month, one.planned_here) for one in plans] == [(plan.month, 7)]


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_costs_little(client, cast, store, tab):
    client.force_login(cast.rep)
    page_of(client, store, tab)

    with CaptureQueriesContext(connection) as queries:
        page = page_of(client, store, tab)

    assert page.status_code == 200
    assert len(queries) <= MOST_QUERIES


def rows_more(store):
    month = date(2026, 1 + ProfitPlan.objects.unscoped(because="test").count(), 1)
    plan = ProfitPlanFactory(customer=store.customer, month=month)
    PlanLineFactory(plan=plan, store=store)
    promotion = PromotionFactory(status="published", created_at=timezone.now())
    PromotionStore.objects.create(promotion=promotion, store=store)


@pytest.mark.parametrize("tab", ["plans", "promotions"])
def test_a_tab_costs_the_same_for_one_and_for_three(client, cast, store, tab):
    client.force_login(cast.rep)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            rows_more(store)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, store, tab)
        counts.append(len(queries))

    assert PlanLine.objects.unscoped(because="test").count() == 3
    assert counts[0] == counts[1]
