"""The library of past promotions, and what plans take from it (handbook H6.2, H8.2)."""

from datetime import date

import pytest

from promotions.choices import PromotionStatus
from promotions.selectors.contributions import contributions_at
from promotions.selectors.effect_library import learned_by_kind, library_of, shrunk
from salesops.periods.month import Month
from tests.factories.effects import SummaryPartFactory
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import HandsetModelFactory, SalesMonthFactory

pytestmark = pytest.mark.django_db

DECEMBER = Month(2026, 12)


def gifts(count, **values):
    return [SummaryPartFactory(summary__promotion__kind="gift", **values) for _number in range(count)]


def test_who_sees_all_learns_from_whole_promotions_and_a_manager_from_its_center(cast):
    whole = gifts(3)
    own = gifts(1, center=cast.center, summary=whole[0].summary)
    foreign = gifts(1, center=cast.other_center, summary=whole[1].summary)
    PromotionStoreFactory(promotion=whole[0].summary.promotion, store__customer__rep=cast.rep)

    assert set(library_of(cast.actor("marketing"))) == set(whole)
    assert list(library_of(cast.actor("manager"))) == own
    assert foreign[0].pk not in shrunk(cast.actor("manager"))


def test_only_final_figures_by_the_method_that_counts_are_learned_from(cast):
    gifts(1, summary__is_final=False)
    gifts(1, method="forecast")
    gifts(1, baseline=0)

    assert list(library_of(cast.actor("marketing"))) == []


def test_a_kind_teaches_after_three(cast):
    gifts(2)
    assert learned_by_kind(cast.actor("marketing")) == []

    gifts(1)
    [(kind, learned)] = learned_by_kind(cast.actor("marketing"))
    assert (kind, learned.count, round(learned.effect, 2)) == ("gift", 3, 0.30)


def planned_at_a_store(usual=91):
    model = HandsetModelFactory(is_own=True)
    promotion = PromotionFactory(
        status=PromotionStatus.PUBLISHED,
        kind="gift",
        starts_on=date(2026, 12, 22),
        ends_on=date(2027, 1, 10),
        handset_models=[model],
    )
    place = PromotionStoreFactory(promotion=promotion, extra_units=40)
    for month in (8, 9, 10) if usual else ():
        SalesMonthFactory(store=place.store, model=model, month=date(2026, month, 1), sell_out=usual, records=5)
    return place


def test_a_plan_takes_what_past_promotions_have_brought_and_says_so():
    """91 a month are 2.99 a day; of ten days in December 30 % are 9."""
    gifts(3)
    place = planned_at_a_store()

    [found] = contributions_at([place.store_id], DECEMBER)

    assert found.quantity == 9
    assert "+30" in found.reason
    assert "3" in found.reason
    assert found.object_id == place.promotion_id


@pytest.mark.parametrize(("past", "usual"), [(2, 91), (3, 0)])
def test_without_enough_past_or_sales_it_takes_what_was_shared_out(past, usual):
    gifts(past)
    place = planned_at_a_store(usual)

    [found] = contributions_at([place.store_id], DECEMBER)

    assert found.quantity == 20


def test_the_cost_in_queries_does_not_grow(django_assert_num_queries):
    gifts(3)
    places = [planned_at_a_store() for _number in range(3)]

    with django_assert_num_queries(7):
        contributions_at([places[0].store_id], DECEMBER)[0]
    with django_assert_num_queries(7):
        contributions_at([place.store_id for place in places], DECEMBER)
