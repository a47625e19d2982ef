"""The archive as of any past day (handbook H2.3)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stores.models import Customer, Store
from stores.services import edit_customer, edit_store
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def entered(obj, days):
    """An archive that was entered some days ago."""
    type(obj).objects.unscoped(because="test").filter(pk=obj.pk).update(created_at=NOW - timedelta(days=days))
    return obj


@pytest.fixture
def store(cast):
    return entered(StoreFactory(customer=CustomerFactory(rep=cast.rep), phone="111"), 30)


def shown(client, address, obj, day):
    page = client.get(reverse(address, args=[obj.pk]), {"on": str(day)})
    return {one.field: one.then for one in page.context["archive"].fields}, page.content.decode()


def test_a_store_is_shown_as_it_was_before_and_after_an_edit(client, cast, store):
    by_whom = {"actor": cast.actor("manager"), "at": NOW - timedelta(days=5)}
    edit_store(store, {"phone": "222", "format": "chain"}, revision=1, **by_whom)
    client.force_login(cast.rep)

    before, page = shown(client, "stores:store_as_of", store, TODAY - timedelta(days=6))
    after, _page = shown(client, "stores:store_as_of", store, TODAY - timedelta(days=5))

    assert (before["phone"], before["format"], after["phone"]) == ("111", "multi", "222")
    assert "多品牌店" in page


def test_a_customer_is_shown_as_it_was(client, cast, store):
    customer = entered(store.customer, 30)
    by_whom = {"actor": cast.actor("manager"), "at": NOW - timedelta(days=5)}
    edit_customer(customer, {"payment_days": 60}, revision=1, **by_whom)
    client.force_login(cast.manager)

    before, _page = shown(client, "stores:customer_as_of", customer, TODAY - timedelta(days=6))

    assert before["payment_days"] == "30"
    assert Customer.objects.unscoped(because="test").get().payment_days == 60


def test_a_day_before_the_archive_was_entered_says_so(client, cast, store):
    client.force_login(cast.rep)

    response = client.get(reverse("stores:store_as_of", args=[store.pk]), {"on": "2020-01-01"})

    assert not response.context["archive"].is_known
    assert "<dd>111</dd>" not in response.content.decode()


@pytest.mark.parametrize("day", ["", "yesterday", "2999-01-01", "0000-00-00"])
def test_a_day_that_is_none_yet_is_today(client, cast, store, day):
    client.force_login(cast.rep)

    response = client.get(reverse("stores:store_as_of", args=[store.pk]), {"on": day})

    assert response.context["on"] == TODAY


@pytest.mark.parametrize("tab", ["history"])
def test_the_way_to_a_past_day_stands_by_the_history(client, cast, store, tab):
    client.force_login(cast.rep)

    page = client.get(reverse("stores:store_detail", args=[store.pk]), {"tab": tab}).content.decode()

    assert reverse("stores:store_as_of", args=[store.pk]) in page
    assert Store.objects.visible_to(cast.actor("rep")).count() == 1
