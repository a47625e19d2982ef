"""Every way in which a row is written keeps what it is found by up to date (handbook H2)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from stores.models import Customer, HandsetModel, Sku, Store
from stores.services import edit_store
from tests.factories.stores import CustomerFactory, HandsetModelFactory, SkuFactory, StoreFactory

pytestmark = pytest.mark.django_db


def stores():
    return Store.objects.unscoped(because="test")


def found(pattern):
    return [store.code for store in stores().found_by(pattern).order_by("code")]


@pytest.fixture
def store(cast):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep), name="杭州手机店", code="S1", address="文三路")


def test_a_new_store_is_found(store):
    assert found("hzsj") == ["S1"]


def test_an_edit_is_found(cast, store):
    values = {"name": "重庆数码店"}
    edit_store(store, values, revision=1, actor=cast.actor("admin"), at=timezone.now(), reason="moved")

    assert (found("chongqing"), found("hzsj")) == (["S1"], [])


@pytest.mark.parametrize("column", ["name", "code", "phone", "address"])
def test_a_save_of_one_column_is_found(store, column):
    setattr(store, column, "南京")
    store.save(update_fields=[column])

    assert stores().found_by(" 南 京 ").exists()


def test_a_save_of_another_column_leaves_the_text_alone(store, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        store.save(update_fields=["format"])

    assert "search_text" not in queries[0]["sql"]


def test_rows_made_or_changed_at_once_are_found(store):
    store.name = "上海店"
    Store.objects.bulk_create([store], update_conflicts=True, unique_fields=["id"], update_fields=["name", "revision"])
    assert found("shanghai") == ["S1"]

    store.phone = "13912345678"
    stores().bulk_update([store], ["phone"])
    assert found("391234") == ["S1"]


def test_one_value_for_many_rows_is_found_in_each(store):
    StoreFactory(customer=store.customer, name="杭州店", code="S2", address="南京路")

    assert stores().filter(address="文三路").update(address=Concat(Value("新"), "address")) == 1

    assert (found(" 新 文 三 "), found(" 南 京 ")) == (["S1"], ["S2"])


def test_customers_and_models_are_found_too(cast):
    CustomerFactory(rep=cast.rep, name="星光通讯", legal_name="杭州星光有限公司")
    sku = SkuFactory(model=HandsetModelFactory(name="星河 20", code="XH20"), colour="黑")

    assert Customer.objects.visible_to(cast.actor("rep")).found_by("hzxg").exists()
    assert HandsetModel.objects.found_by(" 河 20").get() == sku.model
    assert list(Sku.objects.found_by("xh20")) == list(Sku.objects.found_by(" 黑 ")) == [sku]


def test_what_another_program_wrote_is_reported_and_made_anew(store):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stores_store SET name = '苏州店'")

    with pytest.raises(CommandError):
        call_command("rebuild_search", "--check", stdout=StringIO())
    call_command("rebuild_search", stdout=StringIO())
    call_command("rebuild_search", "--check", stdout=StringIO())

    assert found("suzhou") == ["S1"]
