"""What promoters who come or go bring into the plans (handbook H7, H8.2)."""

from datetime import date

import pytest

from promotions.choices import ContributionKind
from promotions.selectors.contributions import contributions, contributions_at
from salesops.periods.month import Month
from tests.factories.promoters import AssignmentFactory, HeadcountLineFactory, promoters_that_brought
from tests.factories.stores import HandsetModelFactory, SalesMonthFactory, StoreFactory

pytestmark = pytest.mark.django_db

DECEMBER = Month(2026, 12)


@pytest.fixture
def store(cast):
    promoters_that_brought(cast.center, half_more_in=3)
    return selling(cast)


def selling(cast, units=(60, 40)):
    """A store that usually sells so much of two models a month."""
    store = StoreFactory(customer__rep=cast.rep, store_class="A")
    for sold in units:
        model = HandsetModelFactory(is_own=True)
        for month in (8, 9, 10):
            SalesMonthFactory(store=store, model=model, month=date(2026, month, 1), sell_out=sold)
    return store


def brought(store):
    return [one.quantity for one in contributions(store.customer, DECEMBER)]


def test_a_promoter_who_comes_brings_units_of_each_model_and_is_named(cast, store):
    place = AssignmentFactory(promoter__rep=cast.rep, store=store, starts_on=date(2026, 12, 1))

    found = contributions(store.customer, DECEMBER)

    assert [one.quantity for one in found] == [26, 17]
    assert {(one.kind, one.object_id, one.url) for one in found} == {
        (ContributionKind.PROMOTER, place.promoter_id, place.promoter.get_absolute_url())
    }
    assert "+43%" in found[0].reason


def test_half_a_month_brings_half(cast, store):
    AssignmentFactory(promoter__rep=cast.rep, store=store, starts_on=date(2026, 12, 17))

    assert sum(brought(store)) == 21


def test_a_promoter_who_goes_takes_units_along(cast, store):
    AssignmentFactory(promoter__rep=cast.rep, store=store, starts_on=date(2026, 1, 1), ends_on=date(2026, 11, 15))

    assert sum(brought(store)) == -30


def test_who_was_there_all_the_time_is_in_the_forecast_already(cast, store):
    AssignmentFactory(promoter__rep=cast.rep, store=store)

    assert brought(store) == []


def test_who_replaces_somebody_changes_nothing(cast, store):
    AssignmentFactory(promoter__rep=cast.rep, store=store, ends_on=date(2026, 12, 1))
    AssignmentFactory(promoter__rep=cast.rep, store=store, starts_on=date(2026, 12, 1))

    assert brought(store) == []


def test_one_of_two_who_are_due_counts_half(cast, store):
    HeadcountLineFactory(promoters=2)
    AssignmentFactory(promoter__rep=cast.rep, store=store, starts_on=date(2026, 12, 1))

    assert sum(brought(store)) == 21


def test_store_staff_and_helpers_of_a_campaign_are_no_promoters(cast, store):
    for kind in ("staff", "temporary"):
        AssignmentFactory(promoter__rep=cast.rep, promoter__kind=kind, store=store, starts_on=date(2026, 12, 1))

    assert brought(store) == []


def test_where_nothing_was_learned_nothing_is_planned(cast):
    store = selling(cast)
    AssignmentFactory(promoter__rep=cast.rep, store=store, starts_on=date(2026, 12, 1))

    assert brought(store) == []


def test_the_queries_do_not_grow_with_the_stores(cast, store, django_assert_num_queries):
    stores = [store, selling(cast), selling(cast)]
    for one in stores:
        AssignmentFactory(promoter__rep=cast.rep, store=one, starts_on=date(2026, 12, 1))

    with django_assert_num_queries(9):
        contributions_at([store.pk], DECEMBER)
    with django_assert_num_queries(9):
        contributions_at([one.pk for one in stores], DECEMBER)
