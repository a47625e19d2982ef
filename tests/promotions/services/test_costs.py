"""Costs are planned before, booked after the announcement (handbook H6.2)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from promotions.choices import PromotionStatus
from promotions.models import CostLine
from promotions.selectors.costs import cost_by_store, cost_of
from promotions.services import add_cost, remove_cost
from promotions.services.costs import CostsClosed
from salesops.workflow.models import FieldChange
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.visits import MORNING


def line(stage, yuan, **more):
    return {
        "stage": stage,
        "kind": "gifts",
        "cost_on": date(2026, 12, 2),
        "quantity": 2,
        "unit_price_yuan": Decimal(yuan),
    } | more


def acting(cast, who="marketing"):
    return {"actor": cast.actor(who), "at": MORNING}


def test_planned_in_the_draft_and_booked_afterwards(cast):
    promotion = PromotionFactory()
    add_cost(promotion, line("planned", 100), **acting(cast))
    with pytest.raises(CostsClosed):
        add_cost(promotion, line("booked", 90), **acting(cast))
    assert cost_of([promotion.pk]) == {promotion.pk: Decimal(200)}

    type(promotion).objects.update(status=PromotionStatus.PUBLISHED)
    place = PromotionStoreFactory(promotion=promotion)
    add_cost(promotion, line("booked", 90), **acting(cast))

    assert cost_of([promotion.pk]) == {promotion.pk: Decimal(180)}
    assert cost_by_store(promotion) == {place.store_id: Decimal(180)}
    with pytest.raises(CostsClosed):
        add_cost(promotion, line("planned", 1), **acting(cast))


def test_a_manager_books_for_its_own_stores_alone(cast):
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED)
    mine = PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep).store
    theirs = PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.foreign_rep).store
    add_cost(promotion, line("booked", 5, store=mine), **acting(cast, "manager"))

    for store in (theirs, None):
        with pytest.raises(PermissionDenied):
            add_cost(promotion, line("booked", 5, store=store), **acting(cast, "manager"))
    seen = CostLine.objects.visible_to(cast.actor("stranger"))
    assert not seen.exists()


def test_a_line_that_is_taken_out_stays_in_the_history(cast):
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED)
    made = add_cost(promotion, line("booked", 90), **acting(cast))
    name = f"cost line:{made.pk}"

    remove_cost(made, **acting(cast))

    assert cost_of([promotion.pk]) == {promotion.pk: Decimal(0)}
    assert FieldChange.objects.filter(field=name, after="").count() == 1


def test_a_closed_promotion_takes_no_costs(cast):
    promotion = PromotionFactory(status=PromotionStatus.CLOSED)

    with pytest.raises(CostsClosed):
        add_cost(promotion, line("booked", 1), **acting(cast))
