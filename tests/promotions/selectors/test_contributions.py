"""What launches and promotions bring into a month's plans, by the one interface (handbook H6, H8.2)."""

from datetime import date

from promotions.choices import ContributionKind, LaunchStatus, PromotionStatus
from promotions.selectors.contributions import contributions, contributions_at
from salesops.periods.month import Month
from tests.factories.launches import LaunchFactory, LaunchModelFactory, LaunchStoreFactory
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import CustomerFactory, HandsetModelFactory, StoreFactory

DECEMBER, JANUARY = Month(2026, 12), Month(2027, 1)


def launched_at(store, quantity=10, status=LaunchStatus.PUBLISHED, **days):
    launch = LaunchFactory(status=status, **days)
    LaunchModelFactory(launch=launch, weight=1)
    LaunchModelFactory(launch=launch, weight=3)
    LaunchStoreFactory(launch=launch, store=store, quantity=quantity)
    return launch


def test_a_launch_brings_each_store_s_units_by_model_and_by_the_days_of_the_month(db):
    store = StoreFactory()
    launch = launched_at(store, 40, starts_on=date(2026, 12, 22), ends_on=date(2027, 1, 10))

    december, january = contributions_at([store.pk], DECEMBER), contributions_at([store.pk], JANUARY)

    assert [one.quantity for one in december] == [5, 15]
    assert [one.quantity for one in january] == [5, 15]
    assert {(one.kind, one.object_id, one.source) for one in december} == {
        (ContributionKind.LAUNCH, launch.pk, launch.name)
    }


def test_only_what_is_published_counts(db):
    store = StoreFactory()
    launched_at(store, status=LaunchStatus.OFFERED)
    launched_at(store, status=LaunchStatus.CANCELLED)

    assert contributions_at([store.pk], DECEMBER) == []


def test_promotions_come_by_the_same_interface(db):
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED, handset_models=[HandsetModelFactory()])
    place = PromotionStoreFactory(promotion=promotion, extra_units=7)
    launched_at(place.store)

    found = contributions_at([place.store_id], DECEMBER)

    assert [(one.kind, one.quantity) for one in found if one.kind == ContributionKind.PROMOTION] == [("promotion", 7)]
    assert sum(one.quantity for one in found) == 17


def test_a_customer_s_are_those_of_its_active_stores(db):
    customer = CustomerFactory()
    launched_at(StoreFactory(customer=customer), 3)
    launched_at(StoreFactory(customer=customer, status="suspended"), 5)
    launched_at(StoreFactory(), 9)

    assert sum(one.quantity for one in contributions(customer, DECEMBER)) == 3


def test_the_queries_do_not_grow_with_the_stores(db, django_assert_num_queries):
    launched = [StoreFactory(), StoreFactory()]
    for store in launched:
        launched_at(store)
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED, handset_models=[HandsetModelFactory()])
    places = PromotionStoreFactory.create_batch(3, promotion=promotion)

    with django_assert_num_queries(7):
        contributions_at([place.store_id for place in places] + [store.pk for store in launched], DECEMBER)
