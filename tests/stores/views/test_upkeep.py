"""Gaps of the archive are worked off one by one (handbook H2.2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from salesops.workflow.selectors.history import history_of
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db
UPKEEP = "/stores/upkeep/"


@pytest.fixture
def stores(cast):
    customer = CustomerFactory(rep=cast.rep)
    return [StoreFactory(customer=customer, name=f"第{n}店") for n in range(3)]


def gaps(client, of="stores"):
    return {gap.fact.key: gap.count for gap in client.get(UPKEEP).context[of].gaps}


def fill(client, store, fact, **typed):
    url = reverse("stores:store_gap", args=[store.pk, fact])
    return client.post(url, typed | {"revision": client.get(url).context["revision"]})


def current(obj):
    return type(obj).objects.unscoped(because="test").get(pk=obj.pk)


def test_each_sees_the_gaps_of_its_own_archives(client, cast, stores):
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep))
    StoreFactory(customer=stores[0].customer, rep=cast.colleague, phone="1")
    StoreFactory(customer=stores[0].customer, status="closed", closed_on="2026-01-01")
    counts = {}
    for who in ("rep", "colleague", "manager", "stranger", "admin"):
        client.force_login(getattr(cast, who))
        counts[who] = gaps(client)["phone"]

    assert counts == {"rep": 3, "colleague": 0, "manager": 3, "stranger": 1, "admin": 4}


def test_a_rep_is_not_asked_where_a_store_is(client, cast, stores):
    client.force_login(cast.rep)
    assert "position" not in gaps(client)
    assert client.get(reverse("stores:store_gaps", args=["position"])).status_code == 403

    client.force_login(cast.manager)
    assert "position" in gaps(client)


def test_saving_leads_to_the_next_and_to_the_end(client, cast, stores):
    client.force_login(cast.rep)
    first = client.get(reverse("stores:store_gaps", args=["phone"]))
    assert first.url == reverse("stores:store_gap", args=[stores[0].pk, "phone"])

    saved = fill(client, stores[0], "phone", phone="13800000000")

    assert client.get(saved.url).url == reverse("stores:store_gap", args=[stores[1].pk, "phone"])
    event = history_of(stores[0])[0]
    assert (current(stores[0]).phone, event.actor) == ("13800000000", cast.rep)
    assert event.reason


def test_what_was_skipped_is_offered_again_at_the_end(client, cast, stores):
    client.force_login(cast.rep)
    skip = client.get(reverse("stores:store_gap", args=[stores[2].pk, "phone"])).context["skip_url"]

    end = client.get(skip)

    assert (end.status_code, end.context["skipped"]) == (200, 3)
    assert reverse("stores:store_gaps", args=["phone"]) in end.content.decode()


def test_the_form_asks_for_nothing_else(client, cast, stores):
    client.force_login(cast.manager)
    fields = {}
    for fact in ("phone", "hours", "position"):
        fields[fact] = set(client.get(reverse("stores:store_gap", args=[stores[0].pk, fact])).context["form"].fields)

    assert fields["phone"] == {"phone"}
    assert fields["hours"] == {"opens_at", "closes_at", "hours_are_checked"}
    assert fields["position"] == {"position_text", "lon", "lat", "position_system"}


def test_saving_the_hours_says_that_they_are_checked(client, cast, stores):
    client.force_login(cast.rep)
    form = client.get(reverse("stores:store_gap", args=[stores[0].pk, "hours"])).context["form"]
    assert form["hours_are_checked"].value() is True

    fill(client, stores[0], "hours", opens_at="10:00", closes_at="22:00", hours_are_checked="on")

    assert current(stores[0]).hours_are_checked
    assert gaps(client)["hours"] == 2


def test_progress_counts_what_is_known(client, cast, stores):
    client.force_login(cast.rep)
    fill(client, stores[0], "phone", phone="1")

    progress = client.get(reverse("stores:store_gap", args=[stores[1].pk, "phone"])).context["progress"]

    assert (progress.known, progress.total, progress.count) == (1, 3, 2)


def test_a_customers_gap_is_filled_too(client, cast, stores):
    client.force_login(cast.rep)
    customer = stores[0].customer
    url = reverse("stores:customer_gap", args=[customer.pk, "phone"])

    client.post(url, {"phone": "057188880000", "revision": 1})

    assert current(customer).phone == "057188880000"
    assert client.get(reverse("stores:customer_gaps", args=["phone"])).context["skipped"] == 0


def test_a_gap_that_is_none_is_not_there(client, cast):
    client.force_login(cast.admin)

    assert client.get(reverse("stores:store_gaps", args=["nonsense"])).status_code == 404


def test_the_store_page_says_what_is_missing_and_leads_there(client, cast, stores):
    client.force_login(cast.rep)

    page = client.get(stores[0].get_absolute_url()).content.decode()

    assert reverse("stores:store_gap", args=[stores[0].pk, "phone"]) in page
    assert reverse("stores:store_gap", args=[stores[0].pk, "position"]) not in page


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_the_page_costs_the_same_for_one_and_for_three(client, cast, who):
    client.force_login(getattr(cast, who))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            StoreFactory(customer=CustomerFactory(rep=cast.rep))
        with CaptureQueriesContext(connection) as queries:
            client.get(UPKEEP)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", ["stores:store_list", "stores:customer_list"])
def test_lists_sort_and_filter_by_completeness(client, cast, address):
    full = {"phone": "1", "contact_name": "王"}
    bare = StoreFactory(customer=CustomerFactory(rep=cast.rep, name="空客户"), name="空店", lon=None, lat=None)
    StoreFactory(
        customer=CustomerFactory(rep=cast.rep, name="全客户", legal_name="全", tax_id="1", **full), name="全店"
    )
    client.force_login(cast.manager)
    url = reverse(address)

    rows = [row.record for row in client.get(url, {"sort": "-completeness"}).context["table"].rows]
    names = [row.record.name for row in client.get(url, {"completeness": "70"}).context["table"].rows]

    assert [row.completeness for row in rows] == sorted((row.completeness for row in rows), reverse=True)
    assert (bare.name if address == "stores:store_list" else bare.customer.name) in names
    assert "全客户" not in names
