"""The score of an archive is the weight of what is known (handbook H2.2)."""

from datetime import date

import pytest

from stores.completeness import CUSTOMER_FACTS, STORE_FACTS, missing_in, score_in, score_of
from stores.models import Customer, Store
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db
FULL_STORE = {
    "phone": "13800000000",
    "contact_name": "王",
    "address": "解放路1号",
    "division_code": "330106",
    "hours_are_checked": True,
    "monthly_capacity_units": 0,
    "counters": 0,
    "competitor_counters": 0,
    "area_m2": 30,
    "staff_count": 2,
}
FULL_CUSTOMER = {
    "legal_name": "星光通讯有限公司",
    "tax_id": "91330100",
    "contact_name": "王",
    "phone": "13800000000",
    "cooperates_since": date(2020, 1, 1),
}


def in_sql(obj):
    rows = type(obj).objects.unscoped(because="test").annotate(score=score_of(type(obj)))
    return rows.get(pk=obj.pk).score


@pytest.mark.parametrize("facts", [STORE_FACTS, CUSTOMER_FACTS])
def test_the_weights_come_to_a_hundred(facts):
    assert sum(fact.weight for fact in facts) == 100


def test_a_full_archive_has_a_hundred_and_nought_is_known():
    store, customer = StoreFactory(**FULL_STORE), CustomerFactory(**FULL_CUSTOMER)

    assert (score_in(store), in_sql(store)) == (100, 100)
    assert (score_in(customer), in_sql(customer)) == (100, 100)


@pytest.mark.parametrize("fact", STORE_FACTS, ids=lambda fact: fact.key)
def test_each_missing_fact_of_a_store_costs_its_weight(fact):
    column = Store._meta.get_field(fact.fields[-1])
    emptied = {name: None if column.null else column.get_default() for name in fact.fields}
    store = StoreFactory(**FULL_STORE | emptied)

    assert score_in(store) == in_sql(store) == 100 - fact.weight
    assert missing_in(store, {field.name for field in Store._meta.fields}) == [fact]


@pytest.mark.parametrize("fact", CUSTOMER_FACTS, ids=lambda fact: fact.key)
def test_each_missing_fact_of_a_customer_costs_its_weight(fact):
    column = Customer._meta.get_field(fact.fields[0])
    customer = CustomerFactory(**FULL_CUSTOMER | {fact.fields[0]: None if column.null else ""})

    assert score_in(customer) == in_sql(customer) == 100 - fact.weight


def test_nobody_is_sent_to_fields_that_are_not_its_own():
    assert missing_in(StoreFactory(lon=None, lat=None, **FULL_STORE), {"phone"}) == []
