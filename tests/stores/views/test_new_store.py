"""Before a new store is made, those that it may be are shown (handbook H2.2)."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from salesops.workflow.selectors.history import history_of
from stores.models import Store, StoreTwins
from stores.services.twins import find_twins
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.classes import AT

pytestmark = pytest.mark.django_db

URL = reverse("stores:store_create")


@pytest.fixture
def shop(cast):
    return StoreFactory(
        customer=CustomerFactory(rep=cast.rep, name="恒达"), code="S1", name="恒达通讯云杉路店", phone="13800001234"
    )


@pytest.fixture
def typed(cast, shop):
    """Another spelling of the shop, 38 metres away."""
    return {
        "form_id": "2f3c0b0e-6a5f-4c0e-9d70-3f0b6d3b8a21",
        "code": "S9",
        "name": "恒达通讯云杉路",
        "customer": shop.customer_id,
        "rep": cast.rep.pk,
        "format": "multi",
        "store_class": "C",
        "status": "active",
        "phone": "13800001234",
        "opens_at": "09:00",
        "closes_at": "21:00",
        "lon": "120.150395",
        "lat": "30.280000",
        "position_system": "wgs84",
    }


def made():
    return Store.objects.unscoped(because="test").filter(code="S9")


def similar_shown(client, typed):
    """The stores that the form names, with the reasons."""
    response = client.post(URL, typed)
    return {x.store.code: x.reasons for x in response.context["similar"]} if response.status_code == 409 else None


@pytest.mark.parametrize("who", ["manager", "admin"])
def test_a_similar_store_is_shown_with_the_reasons_and_nothing_is_made(client, cast, shop, typed, who):
    client.force_login(getattr(cast, who))

    response = client.post(URL, typed)

    page = response.content.decode()
    assert response.status_code == 409
    assert shop.get_absolute_url() in page
    for words in ("恒达通讯云杉路店", "名称 99 % 相似", "电话相同", "相距 38 米", cast.rep.name):
        assert words in page
    assert not made().exists()


def test_blanks_are_no_reason(client, cast, typed):
    client.force_login(cast.manager)

    assert client.post(URL, typed | {"reason": "  "}).status_code == 409
    assert not made().exists()


def test_with_a_reason_it_is_made_once_and_the_history_of_both_tells(client, cast, shop, typed):
    client.force_login(cast.manager)
    client.post(URL, typed)

    answers = [client.post(URL, typed | {"reason": "upper floor"}) for _ in range(2)]

    assert [answer.url for answer in answers] == [made().get().get_absolute_url()] * 2
    trail = {(event.step, event.actor, event.reason) for event in history_of(made().get())}
    assert trail == {
        ("create beside a similar one", cast.manager, "upper floor"),
        ("not the same", cast.manager, "S1 恒达通讯云杉路店"),
    }
    assert [(event.step, event.reason) for event in history_of(shop)] == [("not the same", "S9 恒达通讯云杉路")]


def test_a_mere_neighbour_keeps_its_own_history(client, cast, shop, typed):
    client.force_login(cast.manager)
    unlike = {"name": "瑞嘉数码", "phone": "13900009999", "reason": "next door"}

    assert client.post(URL, typed | unlike).status_code == 302
    assert [event.reason for event in history_of(made().get())] == ["next door"]
    assert not history_of(shop)


def test_what_was_called_another_store_is_no_likely_duplicate_at_night(client, cast, typed):
    client.force_login(cast.manager)
    client.post(URL, typed | {"reason": "upper floor"})

    find_twins("store", cast.center, at=AT)

    assert not StoreTwins.objects.unscoped(because="test").likely().exists()


def test_a_store_unlike_all_others_is_made_at_once(client, cast, shop, typed):
    client.force_login(cast.manager)
    elsewhere = {"name": "瑞嘉数码", "phone": "13900009999", "lon": "120.250000"}

    assert client.post(URL, typed | elsewhere).status_code == 302
    assert [event.step for event in history_of(made().get())] == ["create"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"phone": "13900009999"}, "相距 38 米"), ({"lon": "", "lat": "", "position_system": ""}, "电话相同")],
)
def test_nearness_is_enough_and_so_is_the_phone_of_another_owner(client, cast, typed, change, reason):
    client.force_login(cast.manager)
    other = CustomerFactory(rep=cast.rep).pk

    shown = similar_shown(client, typed | {"name": "瑞嘉数码", "customer": other} | change)

    assert shown == {"S1": (reason,)}


def test_one_owner_may_have_one_phone_for_many_stores(client, cast, typed):
    client.force_login(cast.manager)

    assert client.post(URL, typed | {"name": "瑞嘉数码", "lon": "120.250000"}).status_code == 302


def test_a_closed_store_is_shown_and_a_merged_one_is_not(client, cast, shop, typed):
    gone = StoreFactory(
        customer=shop.customer, name=shop.name, status="closed", closed_on="2026-01-01", merged_into=shop
    )
    closed = StoreFactory(customer=shop.customer, name=shop.name, status="closed", closed_on="2026-01-01")
    client.force_login(cast.manager)

    shown = similar_shown(client, typed)

    assert closed.code in shown
    assert gone.code not in shown


@pytest.mark.parametrize("who", ["manager", "admin"])
def test_the_store_of_another_center_is_not_revealed(client, cast, shop, typed, who):
    foreign = StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), name=shop.name, phone=shop.phone)
    client.force_login(getattr(cast, who))

    shown = similar_shown(client, typed)

    assert shown.keys() == {"S1"}
    assert foreign.code not in shown


def test_another_mistake_keeps_the_reason_on_the_screen(client, cast, typed):
    client.force_login(cast.manager)

    response = client.post(URL, typed | {"reason": "upper floor", "code": "S1"})

    assert response.status_code == 422
    assert "upper floor" in response.content.decode()


def test_an_empty_form_asks_for_no_reason(client, cast):
    client.force_login(cast.manager)

    assert 'name="reason"' not in client.get(URL).content.decode()


def test_three_similar_stores_cost_the_queries_of_one(client, cast, shop, typed):
    client.force_login(cast.manager)
    counts = []
    for more in (0, 2):
        StoreFactory.create_batch(more, customer=shop.customer, name=shop.name, lon=Decimal("120.150100"))
        with CaptureQueriesContext(connection) as queries:
            shown = similar_shown(client, typed)
        counts.append((len(shown), len(queries)))

    assert [count for count, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]
