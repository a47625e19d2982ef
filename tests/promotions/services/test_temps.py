"""Temporary promoters are booked on the promotion's days, and cost (handbook H6.2)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from promotions.choices import PromotionStatus
from promotions.models import TempBooking
from promotions.selectors.costs import cost_by_store, cost_of
from promotions.services import book_temps
from promotions.services.approval import OverBudget
from promotions.services.temps import OutsideThePromotion
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING

FACTS = {"people": 2, "hours": Decimal(8), "day_rate_yuan": Decimal(150), "names": ""}
FIRST, LAST = date(2026, 12, 4), date(2026, 12, 6)


@pytest.fixture
def place(cast):
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED, budget_yuan=Decimal(1_000))
    return PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)


def book(cast, place, who="marketing", first=FIRST, last=LAST, store=None, **facts):
    return book_temps(
        place.promotion, store or place.store, first, last, FACTS | facts, actor=cast.actor(who), at=MORNING
    )


def test_labour_is_a_planned_cost_of_its_store(cast, place):
    book(cast, place, "manager")

    assert cost_of([place.promotion_id]) == {place.promotion_id: Decimal(900)}
    assert cost_by_store(place.promotion) == {place.store_id: Decimal(900)}


def test_booking_a_day_again_takes_the_new_number(cast, place):
    book(cast, place)
    book(cast, place, last=FIRST, people=1)

    people = TempBooking.objects.unscoped(because="test").order_by("work_on").values_list("people", flat=True)
    assert list(people) == [1, 2, 2]


def test_what_was_approved_is_not_overdrawn(cast, place):
    with pytest.raises(OverBudget, match=r"200\.00"):
        book(cast, place, last=date(2026, 12, 7))

    assert not TempBooking.objects.unscoped(because="test").exists()


def test_only_its_stores_and_days(cast, place):
    with pytest.raises(OutsideThePromotion):
        book(cast, place, last=date(2026, 12, 11))
    with pytest.raises(OutsideThePromotion):
        book(cast, place, store=StoreFactory())


@pytest.mark.parametrize("who", ["rep", "stranger", "hq"])
def test_nobody_else_books(cast, place, who):
    with pytest.raises(PermissionDenied):
        book(cast, place, who)
