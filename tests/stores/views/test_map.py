"""The points of the map are those of the list at the same address, for the same person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

POINTS = reverse("stores:store_points")


@pytest.fixture
def stores(cast):
    customer = CustomerFactory(rep=cast.rep)
    StoreFactory(customer=CustomerFactory(rep=cast.foreign_rep), name="外中心店")
    return [
        StoreFactory(customer=customer, name="解放路店", store_class="A"),
        StoreFactory(customer=customer, name="中山路店", lon=None, lat=None),
        StoreFactory(customer=CustomerFactory(rep=cast.colleague), name="解放路二店"),
    ]


def names(client, query=""):
    return sorted(point[5] for point in client.get(POINTS + query).json()["points"])


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("rep", ["解放路店"]),
        ("manager", ["解放路二店", "解放路店"]),
        ("stranger", ["外中心店"]),
        ("hq", ["外中心店", "解放路二店", "解放路店"]),
    ],
)
def test_each_gets_the_points_of_what_it_may_see(client, cast, stores, who, sees):
    client.force_login(getattr(cast, who))

    assert names(client) == sees


def test_the_filter_of_the_list_is_that_of_the_map(client, cast, stores):
    client.force_login(cast.manager)

    assert names(client, "?store_class=A") == ["解放路店"]
    assert names(client, "?q=二店&sort=-name&page=3") == ["解放路二店"]
    assert client.get(POINTS, {"position": "without"}).json()["without"] == 1


def test_stores_without_a_position_are_a_list_of_their_own(client, cast, stores):
    client.force_login(cast.manager)

    page = client.get(reverse("stores:store_list"), {"position": "without"}).content.decode()

    assert ("中山路店" in page, "解放路店" in page) == (True, False)


@pytest.mark.parametrize("frame", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "1,2,3,4,5"])
def test_a_frame_that_makes_no_sense_was_not_said(client, cast, stores, frame):
    client.force_login(cast.manager)

    assert names(client, f"?frame={frame}&zoom=x") == ["解放路二店", "解放路店"]


def test_the_card_says_what_the_pin_stands_for_and_a_foreign_one_is_not_there(client, cast, stores):
    client.force_login(cast.rep)

    card = client.get(reverse("stores:store_card", args=[stores[0].pk])).content.decode()

    assert all(words in card for words in ("解放路店", stores[0].code, str(stores[0].customer), "本代表"))
    assert client.get(reverse("stores:store_card", args=[stores[2].pk])).status_code == 404


@pytest.mark.parametrize("extra", [0, 30])
def test_the_points_cost_the_same_for_few_and_many(client, cast, stores, extra):
    StoreFactory.create_batch(extra, customer=stores[0].customer)
    client.force_login(cast.manager)

    with CaptureQueriesContext(connection) as queries:
        client.get(POINTS)

    assert len(queries) == 4


def test_a_merged_store_is_on_no_map(client, cast, stores):
    StoreFactory(
        customer=stores[0].customer, name="旧店", status="closed", closed_on="2026-01-01", merged_into=stores[0]
    )
    client.force_login(cast.rep)

    assert names(client) == ["解放路店"]
