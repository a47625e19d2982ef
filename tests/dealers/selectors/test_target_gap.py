"""Targets beside plans, versions beside each other, and a plan's own target (handbook H8.1, H8.2)."""

import pytest
from django.urls import reverse

from dealers.models import ProfitPlan
from dealers.selectors.target_gap import gap_of
from dealers.selectors.target_of import target_of
from dealers.selectors.target_versions import side_by_side
from dealers.services.drafts import draft_plans
from dealers.services.target_numbers import type_number
from dealers.services.targets import amend_company_targets
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.models import Store
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.targets import (
    AT,
    HQ,
    YEAR,
    approved,
    center_targets,
    company_targets,
    node_of,
    root_of,
    stores_that_sell,
    whole,
)

pytestmark = pytest.mark.django_db
MARCH = Month(YEAR, 3)


@pytest.fixture
def shops(cast):
    return stores_that_sell(cast.rep, 30, 10) + stores_that_sell(cast.colleague, 20)


@pytest.fixture
def in_force(cast, shops):
    """1,200 units of the one center there is, 100 a month: 67 of the rep, 33 of its colleague."""
    approved(company_targets(1200))
    return approved(center_targets(cast), writer=cast.actor("manager"))


def plan_of(store, quantity, **options):
    plan = ProfitPlanFactory(customer=store.customer, month=MARCH.first_day, **options)
    return PlanLineFactory(plan=plan, store=store, baseline_quantity=quantity)


def said(level):
    return [(row.name, row.target, row.planned, row.approved, row.gap) for row in level.rows]


def test_the_gap_of_each_center_is_its_plans_less_its_target(cast, shops, in_force):
    plan_of(shops[0], 50, status="approved", approved_at=AT)
    plan_of(shops[2], 40)

    level = gap_of(cast.actor("hq"), MARCH)

    assert said(level) == [("本中心", 100, 90, 50, -10)]
    assert level.total.gap == -10


def test_within_a_center_it_is_by_rep_and_then_by_customer(cast, shops, in_force):
    plan_of(shops[0], 50)
    manager = cast.actor("manager")

    reps = said(gap_of(manager, MARCH))
    customers = said(gap_of(manager, MARCH, rep_id=cast.rep.pk))

    assert reps == [("同事", 33, 0, 0, -33), ("本代表", 67, 50, 0, -17)]
    assert customers == [(shops[0].customer.name, 67, 50, 0, -17)]


def test_a_rep_sees_its_own_customers_alone(cast, shops, in_force):
    assert [row.name for row in gap_of(cast.actor("rep"), MARCH).rows] == [shops[0].customer.name]


def test_another_center_sees_nothing_of_it(cast, shops, in_force):
    plan_of(shops[0], 50)

    assert gap_of(cast.actor("stranger"), MARCH, center_id=cast.center.pk).rows == ()


def test_plans_without_a_target_have_no_gap(cast, shops):
    plan_of(shops[0], 50)

    assert said(gap_of(cast.actor("hq"), MARCH)) == [("本中心", None, 50, 0, None)]


def test_versions_stand_side_by_side_with_what_changed(cast, in_force):
    second = amend_company_targets(in_force.basis, actor=HQ, at=AT, reason="加量")
    root = root_of(second)
    type_number(root, whole(second), 1500, seen=1200, actor=HQ, at=AT, reason="加量")

    beside = side_by_side(second, HQ)

    rows = [(row.name, [(one.units, one.difference) for one in row.numbers]) for row in beside.rows]
    assert rows == [("公司", [(1200, None), (1500, 300)]), ("本中心", [(1200, None), (1500, 300)])]


def test_side_by_side_opens_a_level_below(cast, shops, in_force):
    rep = node_of(in_force, level="rep", rep=cast.rep)

    beside = side_by_side(in_force, cast.actor("manager"), place=rep, quarter=1)

    assert [(row.name, row.numbers[0].units) for row in beside.rows] == [(shops[0].customer.name, 201)]


def draft(customer):
    draft_plans(MARCH, actor=Actor.system("test"), at=AT, customer_ids=[customer.pk])
    return ProfitPlan.objects.unscoped(because="test").get(customer=customer)


def test_a_plans_draft_takes_the_target_that_holds_and_opens_to_it(cast, client, shops, in_force):
    plan = draft(shops[0].customer)
    client.force_login(cast.rep)

    target = target_of(plan, planned=60)
    page = client.get(target.url)

    assert (target.units, target.gap, target.missing) == (67, -7, 7)
    shown = client.get(reverse("dealers:plan_detail", args=[plan.pk])).context["head"].target
    assert str(page.context["rows"][0].node) == shops[0].customer.name
    assert (shown.units, shown.url) == (67, target.url)


def test_a_target_that_nobody_accepted_is_no_target(cast, shops):
    approved(company_targets(1200))
    center_targets(cast)

    assert target_of(draft(shops[0].customer), planned=60) is None


def test_a_merged_stores_target_counts_for_what_it_became(cast, shops, in_force):
    Store.objects.unscoped(because="test").filter(pk=shops[2].pk).update(
        merged_into=shops[0], status="closed", closed_on=AT.date()
    )

    assert target_of(draft(shops[0].customer), planned=0).units == 100
