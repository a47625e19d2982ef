"""Several contacts of a store and of a customer, their history kept (handbook H2.1, H2.2)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesops.workflow.selectors.history import history_of
from salesops.workflow.services import EditedMeanwhile
from stores.models import CustomerContact, Store, StoreContact
from stores.selectors.as_of import archive_as_of
from stores.services.contacts import add_contact, edit_contact, make_main_contact, remove_contact
from tests.factories.stores import CustomerContactFactory, CustomerFactory, StoreContactFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(cast):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep), contact_name="王", phone="111")


def contacts(model=StoreContact):
    return model.objects.unscoped(because="test").order_by("pk")


def by(cast, who="rep", hours=0):
    return {"actor": cast.actor(who), "at": timezone.now() + timedelta(hours=hours)}


def current(store):
    return Store.objects.unscoped(because="test").select_related("customer", "rep", "center").get(pk=store.pk)


def test_a_rep_adds_a_contact_to_its_store(client, cast, store):
    client.force_login(cast.rep)
    typed = {"name": "李", "role": "店长", "phone": "222", "note": "周末在"}

    response = client.post(reverse("stores:store_contact_add", args=[store.pk]), typed)

    assert response.url == f"{store.get_absolute_url()}?tab=contacts#contacts"
    page = client.get(response.url).content.decode()
    assert all(word in page for word in ("王", "李", "店长", "tel:222", "周末在"))


def test_a_customer_has_contacts_too(client, cast, store):
    client.force_login(cast.rep)

    client.post(reverse("stores:customer_contact_add", args=[store.customer_id]), {"name": "赵", "role": "采购"})

    assert contacts(CustomerContact).get().owner == store.customer
    assert "采购" in client.get(store.customer.get_absolute_url(), {"tab": "contacts"}).content.decode()


def test_the_history_of_the_store_tells_of_its_contacts(cast, store):
    contact = add_contact(store, {"name": "李", "phone": "222"}, **by(cast))
    contact = edit_contact(contact, {"phone": "333"}, revision=1, **by(cast, hours=1))
    remove_contact(contact, **by(cast, hours=2))

    told = [(event.step, change.before, change.after) for event in history_of(store) for change in event.changes.all()]
    assert told == [
        ("remove contact", "李 · 333", ""),
        ("change contact", "李 · 222", "李 · 333"),
        ("add contact", "", "李 · 222"),
    ]


def test_a_past_day_shows_the_contacts_of_that_day(cast, store):
    now = timezone.localdate()
    contact = add_contact(store, {"name": "李", "phone": "222"}, **by(cast))
    edit_contact(contact, {"phone": "333"}, revision=1, **by(cast, hours=48))
    found = {days: archive_as_of(store, now + timedelta(days=days)).entries for days in (0, 3)}

    assert [stood.then for stood in found[0]] == ["李 · 222"]
    assert [stood.then for stood in found[3]] == ["李 · 333"]


def test_a_removed_contact_still_stands_on_the_day_it_was_there(cast, store):
    contact = add_contact(store, {"name": "李"}, **by(cast))
    remove_contact(contact, **by(cast, hours=48))

    stood = archive_as_of(store, timezone.localdate()).entries

    assert [(one.then, one.now) for one in stood] == [("李", "")]


def test_the_main_contact_and_another_change_places(cast, store):
    contact = StoreContactFactory(owner=store, name="李", role="店长", phone="222", note="周末在")

    make_main_contact(contact, **by(cast))

    after, other = current(store), contacts().get()
    assert (after.contact_name, after.contact_role, after.phone, after.contact_note) == ("李", "店长", "222", "周末在")
    assert (other.name, other.phone, other.role) == ("王", "111", "")


def test_without_a_main_contact_its_place_is_taken(cast, store):
    bare = StoreFactory(customer=store.customer)
    contact = StoreContactFactory(owner=bare, name="李", phone="222")

    make_main_contact(contact, **by(cast))

    assert (current(bare).contact_name, contacts().count()) == ("李", 0)


def test_the_later_of_two_who_change_a_contact_is_told(cast, store):
    contact = StoreContactFactory(owner=store)
    edit_contact(contact, {"phone": "1"}, revision=1, **by(cast))

    with pytest.raises(EditedMeanwhile):
        edit_contact(contact, {"phone": "2"}, revision=1, **by(cast, "manager"))


def test_a_contact_that_is_gone_is_not_removed_twice(cast, store):
    contact = StoreContactFactory(owner=store)
    remove_contact(contact, **by(cast))

    with pytest.raises(ValidationError):
        remove_contact(contact, **by(cast))


def test_only_who_keeps_the_archive_keeps_its_contacts(cast, store):
    for who in ("colleague", "stranger", "marketing", "hq"):
        with pytest.raises(PermissionDenied):
            add_contact(store, {"name": "李"}, **by(cast, who))
    assert not contacts().exists()


def test_the_same_contact_twice_is_refused(client, cast, store):
    StoreContactFactory(owner=store, name="李", phone="222")
    client.force_login(cast.rep)

    response = client.post(reverse("stores:store_contact_add", args=[store.pk]), {"name": "李", "phone": "222"})

    assert response.status_code == 422


@pytest.mark.parametrize("factory", [StoreContactFactory, CustomerContactFactory])
def test_the_page_costs_the_same_for_one_and_for_three(client, cast, store, factory):
    owner = store if factory is StoreContactFactory else store.customer
    client.force_login(cast.rep)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            factory(owner=owner)
        with CaptureQueriesContext(connection) as queries:
            client.get(owner.get_absolute_url(), {"tab": "contacts"})
        counts.append(len(queries))

    assert counts[0] == counts[1]
