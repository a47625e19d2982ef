"""Where a store is: typed, pasted, converted, doubted, mended (handbook H2.2)."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from salesops.workflow.selectors.history import history_of
from stores.models import CenterArea, Store
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.views.test_stores import form_of

pytestmark = pytest.mark.django_db
LIST = "stores:position_list"
GCJ = {"lon": "121.531542", "lat": "31.175304", "position_system": "gcj02"}


def place(cast, lon="120.153576", lat="30.287459", **more):
    more.setdefault("division_code", "330106")
    return StoreFactory(customer=CustomerFactory(rep=cast.rep), lon=Decimal(lon), lat=Decimal(lat), **more)


def current(store):
    return Store.objects.unscoped(because="test").get(pk=store.pk)


def send(client, store, **typed):
    url = reverse("stores:store_edit", args=[store.pk])
    return client.post(url, form_of(client, url) | typed | {"revision": current(store).revision})


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_position_of_a_chinese_map_is_converted_and_told(client, cast):
    store = place(cast)
    client.force_login(cast.manager)

    response = send(client, store, **GCJ)

    after = current(store)
    assert (after.lon, after.lat) == (Decimal("121.527211"), Decimal("31.177428"))
    assert "475" in told(response)
    assert "position_system" in {change.field for change in history_of(store)[0].changes.all()}


def test_a_converted_position_is_not_converted_again(client, cast):
    store = place(cast)
    client.force_login(cast.manager)
    send(client, store, **GCJ)

    send(client, store, phone="13900000000")

    after = current(store)
    assert (after.lon, after.position_system, after.phone) == (Decimal("121.527211"), "gcj02", "13900000000")


def test_a_pasted_text_goes_before_the_fields_and_its_order_is_noticed(client, cast):
    store = place(cast)
    client.force_login(cast.manager)

    response = send(client, store, position_text="31.177428, 121.527211")

    assert (current(store).lon, current(store).lat) == (Decimal("121.527211"), Decimal("31.177428"))
    assert "121.527211" in told(response)


def test_a_text_without_a_position_is_refused(client, cast):
    store = place(cast)
    client.force_login(cast.manager)

    assert send(client, store, position_text="解放路").context["form"].errors["position_text"]


def test_swapped_fields_are_refused_with_the_right_order(client, cast):
    store = place(cast)
    client.force_login(cast.manager)

    response = send(client, store, lon="30.287459", lat="120.153576")

    assert response.status_code == 422
    assert "120.154" in response.context["form"].errors["lat"][0]


def test_a_rep_gets_no_position_to_type(client, cast):
    client.force_login(cast.rep)

    response = client.get(reverse("stores:store_edit", args=[place(cast).pk]))

    assert "position_text" not in response.context["form"].fields
    assert response.context["map_data"] is None


def test_the_map_shows_districts_and_stores_around(client, cast):
    store, other = place(cast), place(cast, name="邻店")
    client.force_login(cast.manager)

    around = client.get(reverse("stores:store_edit", args=[store.pk])).context["map_data"]

    assert around["stores"] == [["邻店", float(other.lon), float(other.lat)]]
    assert "西湖区" in {name for name, _lon, _lat in around["districts"]}


def test_the_list_names_what_is_doubtful_in_the_center(client, cast):
    place(cast)
    for lon, lat in (("0", "0"), ("121.473701", "31.230416"), ("120.15", "30.28"), ("30.287459", "80.1")):
        place(cast, lon, lat)
    client.force_login(cast.manager)

    found = client.get(reverse(LIST)).context["found"]

    assert [one.doubt for one in found] == ["zero", "swapped", "outside", "coarse"]


def test_nobody_is_shown_the_stores_of_another_center(client, cast):
    place(cast, "0", "0")
    client.force_login(cast.stranger)

    assert client.get(reverse(LIST)).context["found"] == []


def test_a_wider_area_takes_a_store_off_the_list(client, cast):
    place(cast), place(cast, "121.473701", "31.230416")
    CenterArea.objects.create(center=cast.center, division_prefixes="3301 3101", radius_km=60)
    client.force_login(cast.manager)

    assert client.get(reverse(LIST)).context["found"] == []


def test_one_tap_swaps_a_position_and_leaves_history(client, cast):
    store = place(cast, "30.287459", "80.1")
    client.force_login(cast.manager)

    client.post(reverse("stores:position_mend", args=[store.pk]), {"mend": "swap", "revision": 1})

    assert (current(store).lon, current(store).lat) == (Decimal("80.1"), Decimal("30.287459"))
    event = history_of(store)[0]
    assert (event.step, event.actor) == ("mend position", cast.manager)
    assert event.reason


def test_one_tap_clears_a_position(client, cast):
    store = place(cast, "0", "0")
    client.force_login(cast.manager)

    client.post(reverse("stores:position_mend", args=[store.pk]), {"mend": "clear", "revision": 1})

    assert current(store).lon is None


def test_a_mend_of_a_store_changed_meanwhile_changes_nothing(client, cast):
    store = place(cast, "0", "0", revision=4)
    client.force_login(cast.manager)

    client.post(reverse("stores:position_mend", args=[store.pk]), {"mend": "clear", "revision": 3})

    assert current(store).lon == 0


def test_the_area_is_the_managers_to_say(client, cast):
    client.force_login(cast.manager)
    url = reverse("stores:center_area", args=[cast.center.pk])

    client.post(url, {"division_prefixes": "3301, 3305", "radius_km": 40, "revision": 1})

    area = CenterArea.objects.get()
    assert (area.center, area.division_prefixes, area.radius_km) == (cast.center, "3301 3305", 40)


def test_the_list_costs_the_same_for_one_and_for_three(client, cast):
    client.force_login(cast.admin)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            place(cast, "0", "0")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(LIST))
        counts.append(len(queries))

    assert counts[0] == counts[1]
