"""Two people at one form: nothing is silently overwritten, and nobody types again what only the other touched."""

import pytest
from django.urls import reverse

from stores.models import Store
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.views.test_stores import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(cast):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep), phone="111", contact_name="王", address="旧路")


@pytest.fixture
def url(store):
    return reverse("stores:store_edit", args=[store.pk])


def current():
    return Store.objects.unscoped(because="test").get()


def opened(client, url, who):
    """What this person's browser would send if nothing were typed."""
    client.force_login(who)
    response = client.get(url)
    hours = {"opens_at": "09:00", "closes_at": "21:00"}
    return form_of(client, url) | hours | {name: response.context[name] for name in ("revision", "seen")}


def test_what_only_the_other_touched_is_taken_over(client, cast, store, url):
    mine = opened(client, url, cast.rep)
    client.post(url, opened(client, url, cast.manager) | {"address": "新路"})
    client.force_login(cast.rep)

    refused = client.post(url, mine | {"phone": "222"})

    meeting = refused.context["meeting"]
    assert ([one.name for one in meeting.both], [one.name for one in meeting.theirs_only]) == ([], ["address"])
    assert refused.context["form"]["address"].value() == "新路"
    assert refused.context["form"]["phone"].value() == "222"


def again(refused, **typed):
    """Send the form as it came back."""
    form = refused.context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return values | {"revision": refused.context["revision"], "seen": refused.context["seen"]} | typed


def test_sent_again_it_loses_nobodys_work(client, cast, store, url):
    mine = opened(client, url, cast.rep)
    client.post(url, opened(client, url, cast.manager) | {"address": "新路"})
    client.force_login(cast.rep)
    refused = client.post(url, mine | {"phone": "222"})

    assert client.post(url, again(refused)).status_code == 302

    assert (current().address, current().phone) == ("新路", "222")


def test_what_both_touched_is_shown_with_what_stood_before(client, cast, store, url):
    mine = opened(client, url, cast.rep)
    client.post(url, opened(client, url, cast.manager) | {"phone": "333", "format": "chain"})
    client.force_login(cast.rep)

    refused = client.post(url, mine | {"phone": "222", "format": "brand"})

    both = {one.name: (one.before, one.theirs, one.yours) for one in refused.context["meeting"].both}
    assert both == {"phone": ("111", "333", "222"), "format": ("多品牌店", "连锁店", "品牌店")}


def test_theirs_can_be_taken_field_by_field(client, cast, store, url):
    mine = opened(client, url, cast.rep)
    client.post(url, opened(client, url, cast.manager) | {"phone": "333", "contact_name": "李"})
    client.force_login(cast.rep)
    refused = client.post(url, mine | {"phone": "222", "contact_name": "张"})

    client.post(url, again(refused, take_theirs=["phone"]))

    assert (current().phone, current().contact_name) == ("333", "张")


def test_a_position_is_taken_as_a_whole(client, cast, store, url):
    mine = opened(client, url, cast.manager)
    client.post(url, opened(client, url, cast.admin) | {"lon": "120.2", "lat": "30.3"})
    client.force_login(cast.manager)
    refused = client.post(url, mine | {"lon": "121.5", "lat": "31.1", "position_system": "gcj02"})

    client.post(url, again(refused, take_theirs=["lon"]))

    assert [str(value) for value in (current().lon, current().lat)] == ["120.200000", "30.300000"]


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"phone": 5}'])
def test_a_form_that_does_not_tell_what_was_seen_shows_all_differences(client, cast, store, url, seen):
    mine = opened(client, url, cast.rep) | {"seen": seen}
    client.post(url, opened(client, url, cast.manager) | {"phone": "333"})
    client.force_login(cast.rep)

    refused = client.post(url, mine | {"phone": "222"})

    assert [one.name for one in refused.context["meeting"].both] == ["phone"]
    assert current().phone == "333"
