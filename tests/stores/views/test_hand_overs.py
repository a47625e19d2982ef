"""The way of a hand-over through its pages: whose, which, to whom, when; preview; done, waiting or called off."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stores.models import HandOver, HandOverLine, Store
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
AHEAD = TODAY + timedelta(days=7)


@pytest.fixture
def stores(cast):
    return StoreFactory.create_batch(3, customer=CustomerFactory(rep=cast.rep, name="星光通讯"))


@pytest.fixture
def address(cast):
    return reverse("stores:hand_over_create", args=[cast.rep.pk])


@pytest.fixture
def by_manager(client, cast):
    client.force_login(cast.manager)
    return client


def send(client, cast, address, **values):
    form_id = client.get(address).context["form_id"]
    typed = {"to_rep": cast.colleague.pk, "on": TODAY, "reason": "片区调整", "which": "all", "form_id": form_id}
    return client.post(address, typed | values)


def holders():
    return list(Store.objects.unscoped(because="test").order_by("pk").values_list("rep__name", flat=True))


def test_all_stores_of_a_rep_are_previewed_and_handed_over(by_manager, cast, stores, address):
    preview = send(by_manager, cast, address).url

    page = by_manager.get(preview).content.decode()
    assert "3 → 0" in page
    assert holders() == ["本代表"] * 3
    by_manager.post(f"{preview}decide/")
    by_manager.post(f"{preview}decide/")
    assert holders() == ["同事"] * 3


def test_ticked_stores_and_customers_wait_for_a_day_ahead_and_can_be_called_off(by_manager, cast, stores, address):
    ticked = {"which": "ticked", "stores": [stores[1].pk], "customers": [stores[0].customer_id]}
    preview = send(by_manager, cast, address, on=AHEAD, **ticked).url
    by_manager.post(f"{preview}decide/")

    shown = [f"自{AHEAD}起" in by_manager.get(store.get_absolute_url()).content.decode() for store in stores]
    by_manager.post(f"{preview}cancel/")

    assert shown == [False, True, False]
    assert HandOver.objects.unscoped(because="test").get().status == "cancelled"
    assert holders() == ["本代表"] * 3


def test_a_forged_tick_hands_over_nothing_foreign(by_manager, cast, stores, address):
    foreign = StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), name="外中心店")
    others = StoreFactory(customer=CustomerFactory(rep=cast.colleague))

    answers = [
        send(by_manager, cast, address, which="ticked", stores=[stores[0].pk, other.pk]) for other in (foreign, others)
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "外中心店" not in answers[0].content.decode()
    assert not HandOverLine.objects.unscoped(because="test").exists()


def test_the_ticked_rows_of_the_list_lead_to_their_rep(by_manager, cast, stores, address):
    start = reverse("stores:hand_over_start")
    mixed = StoreFactory(customer=CustomerFactory(rep=cast.colleague))

    one = by_manager.get(start, {"ticked": [stores[0].pk, stores[2].pk]})
    two = by_manager.get(start, {"ticked": [stores[0].pk, mixed.pk]})

    assert one.url == f"{address}?ticked={stores[0].pk}&ticked={stores[2].pk}"
    assert by_manager.get(one.url).context["ticked_stores"] == {str(stores[0].pk), str(stores[2].pk)}
    assert two.url == reverse("stores:hand_over_list")


def test_the_form_of_one_store_lets_a_day_ahead_wait(by_manager, cast, stores):
    address = reverse("stores:store_hand_over", args=[stores[0].pk])
    sent = {"rep": cast.colleague.pk, "on": AHEAD, "reason": "离职", "revision": 1}

    first, second = by_manager.post(address, sent), by_manager.post(address, sent)

    assert (first.status_code, second.status_code) == (302, 409)
    assert holders() == ["本代表"] * 3
    assert HandOverLine.objects.unscoped(because="test").get().outcome == "waiting"


def test_a_rep_reads_its_hand_over_once_decided_and_decides_nothing(client, by_manager, cast, stores, address):
    preview = send(by_manager, cast, address, on=AHEAD).url
    client.force_login(cast.rep)
    as_draft = client.get(preview).status_code
    client.force_login(cast.manager)
    client.post(f"{preview}decide/")
    client.force_login(cast.rep)

    answers = (as_draft, client.get(preview).status_code, client.post(f"{preview}cancel/").status_code)

    assert answers == (404, 200, 403)


def test_the_list_names_what_waits_and_leaves_drafts_out(by_manager, cast, stores, address):
    preview = send(by_manager, cast, address, on=AHEAD).url
    before = "片区调整" in by_manager.get(reverse("stores:hand_over_list")).content.decode()
    by_manager.post(f"{preview}decide/")

    page = by_manager.get(reverse("stores:hand_over_list")).content.decode()

    assert not before
    assert "片区调整" in page


@pytest.mark.parametrize("extra", [0, 20])
def test_pages_cost_the_same_for_few_and_many(by_manager, cast, stores, address, extra):
    StoreFactory.create_batch(extra, customer=stores[0].customer)
    preview = send(by_manager, cast, address).url

    with CaptureQueriesContext(connection) as form:
        by_manager.get(address)
    with CaptureQueriesContext(connection) as page:
        by_manager.get(preview)

    assert (len(form), len(page)) == (11, 17)


def test_a_closed_store_is_handed_over_and_asks_for_no_visits(by_manager, cast, stores, address):
    StoreFactory(customer=stores[0].customer, status="closed", closed_on=TODAY)

    rows = by_manager.get(address).context["stores"]

    assert [(row.store.status, row.visits is None) for row in rows] == [("active", False)] * 3 + [("closed", True)]


def test_merged_stores_are_not_handed_over(by_manager, cast, stores, address):
    gone = {"status": "closed", "closed_on": "2026-01-01", "merged_into": stores[0]}
    StoreFactory(customer=stores[0].customer, name="旧店", **gone)

    page = by_manager.get(address)
    send(by_manager, cast, address)

    assert [row.store.pk for row in page.context["stores"]] == [store.pk for store in stores]
    assert HandOverLine.objects.unscoped(because="test").filter(store__isnull=False).count() == len(stores)
