"""The guard: no query on business rows without a looker."""

from datetime import timedelta

import pytest
from django.db.models import Count, Exists, OuterRef, Prefetch
from django.utils import timezone

from salesops.accounts.actor import Actor, actor_for
from salesops.accounts.models import Center
from salesops.errors import ScopeMissing
from stores.models import Customer, Store
from tests.factories.accounts import DelegationFactory
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.factories.visits import VisitFactory
from visits.choices import VisitStatus
from visits.models import Visit

WAYS_TO_QUERY = {
    "iterate": lambda rows: list(rows),
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.order_by("pk").last(),
    "exists": lambda rows: rows.exists(),
    "count": lambda rows: rows.count(),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "values": lambda rows: list(rows.values("pk")),
    "values_list": lambda rows: list(rows.values_list("pk", flat=True)),
    "iterator": lambda rows: list(rows.iterator()),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "union": lambda rows: list(rows.union(rows)),
    "dates": lambda rows: list(rows.dates("created_at", "year")),
    "contains": lambda rows: rows.contains(Store(pk=1)),
    "slice": lambda rows: rows[0],
    "len": lambda rows: len(rows),
    "bool": lambda rows: bool(rows),
    "distinct": lambda rows: list(rows.distinct()),
    "filter_exists": lambda rows: rows.filter(name="x").exists(),
    "exclude_exists": lambda rows: rows.exclude(name="x").exists(),
    "update": lambda rows: rows.update(name="x"),
    "delete": lambda rows: rows.delete(),
    "bulk_update": lambda rows: rows.bulk_update([Store(pk=1, name="x")], ["name"]),
    "get_or_create": lambda rows: rows.get_or_create(code="x"),
    "subquery": lambda rows: list(Center.objects.filter(pk__in=rows.values("center"))),
    "exists_subquery": lambda rows: list(Center.objects.filter(Exists(rows.filter(center=OuterRef("pk"))))),
}


@pytest.mark.parametrize("way", WAYS_TO_QUERY)
def test_a_query_without_a_looker_is_refused(db, way):
    StoreFactory()

    with pytest.raises(ScopeMissing):
        WAYS_TO_QUERY[way](Store.objects.all())


def test_related_rows_and_plain_prefetches_are_refused(db):
    customer = StoreFactory().customer

    with pytest.raises(ScopeMissing):
        customer.stores.count()
    with pytest.raises(ScopeMissing):
        list(Customer.objects.unscoped(because="test").prefetch_related("stores"))


def test_a_decided_set_answers_through_every_later_word(db):
    store = StoreFactory()
    rows = Store.objects.unscoped(because="test").filter(name=store.name).order_by("pk")

    assert list(rows) == [store]
    assert rows.count() == 1
    assert rows.update(address="x") == 1
    prefetch = Prefetch("stores", Store.objects.unscoped(because="test"))
    customers = Customer.objects.unscoped(because="test").prefetch_related(prefetch)
    assert [list(customer.stores.all()) for customer in customers] == [[store]]


def test_forward_keys_uniqueness_checks_and_refresh_work_without_a_looker(db):
    store = StoreFactory()

    store.refresh_from_db()
    store.full_clean()

    assert store.customer.center == store.center


def test_unscoped_wants_a_reason():
    with pytest.raises(ValueError, match="reason"):
        Store.objects.unscoped(because="")


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("rep", {"mine"}),
        ("colleague", {"colleagues"}),
        ("manager", {"mine", "colleagues"}),
        ("stranger", {"foreign"}),
        ("foreign_rep", {"foreign"}),
        ("marketing", {"mine", "colleagues", "foreign"}),
        ("hq", {"mine", "colleagues", "foreign"}),
        ("admin", {"mine", "colleagues", "foreign"}),
    ],
)
def test_each_of_the_cast_sees_its_own_stores(cast, who, seen):
    StoreFactory(name="mine", customer__rep=cast.rep)
    StoreFactory(name="colleagues", customer__rep=cast.colleague)
    StoreFactory(name="foreign", customer__rep=cast.foreign_rep)

    visible = Store.objects.visible_to(cast.actor(who))

    assert set(visible.values_list("name", flat=True)) == seen


def test_a_rep_sees_a_customer_by_one_of_its_stores_once(cast):
    customer = CustomerFactory(rep=cast.colleague)
    StoreFactory.create_batch(2, customer=customer, rep=cast.rep)

    assert list(Customer.objects.visible_to(cast.actor("rep"))) == [customer]


def test_a_rep_sees_its_own_visits_and_those_of_its_stores_by_their_indexes(cast):
    store, former = StoreFactory(customer__rep=cast.rep), StoreFactory(customer__rep=cast.colleague)
    made_by = ((store, cast.rep), (store, cast.colleague), (former, cast.rep), (former, cast.colleague))
    visits = [VisitFactory(store=where, rep=who, status=VisitStatus.NO_CHECKOUT) for where, who in made_by]

    visible = Visit.objects.visible_to(cast.actor("rep"))

    assert set(visible) == set(visits[:3])
    assert " JOIN " not in str(visible.query)


def test_a_stand_in_sees_and_acts_for_the_rep_on_leave_in_those_days_only(cast):
    today = timezone.localdate()
    store = StoreFactory(customer__rep=cast.rep)
    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=today, ends_on=today + timedelta(days=2))

    during = actor_for(cast.colleague, today)
    after = actor_for(cast.colleague, today + timedelta(days=2))

    assert list(Store.objects.visible_to(during)) == [store]
    assert during.on_behalf_of(cast.rep.pk) == cast.rep.pk
    assert not Store.objects.visible_to(after).exists()


def test_nobody_sees_nothing_and_a_job_sees_all(cast):
    StoreFactory(customer__rep=cast.rep)

    assert not Store.objects.visible_to(None).exists()
    assert Store.objects.visible_to(Actor.system("test")).count() == 1


def test_a_rep_who_moved_to_another_center_no_longer_sees_the_old_ones_stores(cast):
    StoreFactory(customer__rep=cast.rep)
    cast.rep.center = cast.other_center
    cast.rep.save()

    assert not Store.objects.visible_to(cast.actor("rep")).exists()
