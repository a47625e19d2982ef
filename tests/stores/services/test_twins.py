from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from salesops.workflow.selectors.history import history_of
from stores.models import CustomerTwins, Store, StoreTwins
from stores.selectors.twins import reasons_of
from stores.services.twins import find_twins, part_twins, rejoin_twins
from stores.tasks import find_twins as find_twins_at_night
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.classes import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(cast):
    """One shop, entered twice."""
    customer = CustomerFactory(rep=cast.rep, name="恒达通讯")
    spellings = ("恒达通讯云杉路店", "恒达通讯云杉路")
    return [StoreFactory(customer=customer, name=name, phone="13800001234") for name in spellings]


def edit(store, **values):
    Store.objects.unscoped(because="test").filter(pk=store.pk).update(**values)


def pairs(model=StoreTwins):
    return model.objects.unscoped(because="test").order_by("pk")


def test_a_shop_that_was_entered_twice_is_found_with_the_reasons(cast, twins):
    assert find_twins("store", cast.center, at=AT) == 1

    pair = pairs().get()
    assert [pair.first, pair.second] == twins
    assert reasons_of(pair) == ("名称 99 % 相似", "电话相同", "同一客户", "相距 0 米")


def test_a_second_search_writes_the_same_and_forgets_what_is_no_longer_alike(cast, twins):
    find_twins("store", cast.center, at=AT)
    find_twins("store", cast.center, at=AT + timedelta(days=1))
    again = list(pairs().values_list("first", "second"))
    type(twins[1]).objects.unscoped(because="test").filter(pk=twins[1].pk).update(
        name="瑞嘉", phone="", lon=None, lat=None
    )

    find_twins("store", cast.center, at=AT + timedelta(days=2))

    assert again == [(twins[0].pk, twins[1].pk)]
    assert not pairs().exists()


def test_what_was_called_different_stays_so_until_it_is_taken_back(cast, twins):
    find_twins("store", cast.center, at=AT)
    by = {"actor": cast.actor("manager"), "at": AT}

    pair = part_twins(pairs().get(), **by)
    part_twins(pair, **by)
    find_twins("store", cast.center, at=AT + timedelta(days=1))
    parted = list(pairs().likely())
    rejoin_twins(pair, **by)

    assert parted == []
    assert pairs().likely().count() == 1
    assert [event.step for event in history_of(twins[0])] == ["likely the same again", "not the same"]


def test_a_closed_store_and_one_of_another_center_are_nobodys_twin(cast, twins):
    edit(twins[1], status="closed", closed_on=AT.date())
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), name=twins[0].name, phone=twins[0].phone)

    assert find_twins("store", cast.center, at=AT) == 0


def test_customers_are_known_by_their_tax_id(cast):
    for name in ("恒达商贸有限公司", "杭州恒达通讯"):
        CustomerFactory(rep=cast.rep, name=name, tax_id="91330106DEMO00001X")

    find_twins_at_night()

    assert pairs(CustomerTwins).count() == 1


def test_a_rep_decides_on_no_pair(cast, twins):
    find_twins("store", cast.center, at=AT)

    with pytest.raises((PermissionDenied, StoreTwins.DoesNotExist)):
        part_twins(pairs().get(), actor=cast.actor("rep"), at=AT)


def test_a_search_costs_the_same_for_one_pair_and_for_many(cast, twins, django_assert_max_num_queries):
    for number in range(20):
        StoreFactory(customer=twins[0].customer, name=f"瑞嘉数码{number}店", phone=f"1390000{number // 2:04}")

    with django_assert_max_num_queries(8):
        find_twins("store", cast.center, at=AT)
