"""What the map gets: each store as a point, or squares where they are too many; never more than a screen can bear."""

from decimal import Decimal

import pytest

from stores.models import Store
from stores.selectors import map as store_map
from stores.selectors.map import Frame, stores_on_map
from tests.factories.stores import CustomerFactory, StoreFactory

pytestmark = pytest.mark.django_db

WORLD = Frame(-180, -90, 180, 90, zoom=3)


@pytest.fixture
def stores(cast):
    customer = CustomerFactory(rep=cast.rep)
    places = [("120.1", "30.2", "A"), ("120.2", "30.3", "B"), ("87.6", "43.8", "C"), (None, None, "C")]
    return [
        StoreFactory(customer=customer, lon=lon and Decimal(lon), lat=lat and Decimal(lat), store_class=store_class)
        for lon, lat, store_class in places
    ]


@pytest.fixture
def few(monkeypatch):
    """As if two points were all that a screen can bear."""
    monkeypatch.setattr(store_map, "MOST_POINTS", 2)


def of_all(frame=None):
    return stores_on_map(Store.objects.unscoped(because="test"), frame)


def test_few_stores_come_as_points_with_what_the_pin_says(stores):
    found = of_all()

    assert (found["total"], found["without"], found["whole"]) == (4, 1, True)
    assert found["bounds"] == [[30.2, 87.6], [43.8, 120.2]]
    assert min(found["points"]) == [stores[0].pk, 120.1, 30.2, "A", "active", stores[0].name]


def test_a_store_typed_in_at_nought_does_not_make_all_others_a_dot(db):
    for number in range(8):
        StoreFactory(lon=f"120.{number}", lat=f"30.{number}")
    StoreFactory(lon=0, lat=0)

    found = of_all()

    assert (found["bounds"], len(found["points"])) == ([[30.0, 120.0], [30.7, 120.7]], 9)


def test_nor_where_the_others_lie_in_two_cities_far_apart(db):
    for number in range(8):
        StoreFactory(lon=f"120.{number}", lat=f"30.{number}")
        StoreFactory(lon=f"114.{number}", lat=f"22.{number}")
    StoreFactory(lon=0, lat=0)

    assert of_all()["bounds"] == [[22.0, 114.0], [30.7, 120.7]]


def test_nor_where_they_come_as_squares(stores, few):
    StoreFactory(lon=0, lat=0)

    found = of_all()

    assert (found["bounds"], sum(count for _lon, _lat, count, *_by_class in found["squares"])) == (
        [[30.2, 87.6], [43.8, 120.2]],
        3,
    )


def test_stores_at_nought_alone_are_shown_there(db):
    StoreFactory(lon=0, lat=0)

    assert of_all()["bounds"] == [[0.0, 0.0], [0.0, 0.0]]


def test_too_many_come_as_squares_whose_counts_tally(stores, few):
    found = of_all(WORLD)

    assert "points" not in found
    assert [square[2:] for square in sorted(found["squares"])] == [[1, 0, 0, 1], [2, 1, 1, 0]]


def test_nearer_the_points_inside_the_frame_come(stores, few):
    found = of_all(Frame(119, 29, 121, 31, zoom=9))

    assert (found["whole"], {point[0] for point in found["points"]}) == (False, {stores[0].pk, stores[1].pk})


def test_the_first_look_without_a_frame_shows_the_whole(stores, few):
    assert sum(square[2] for square in of_all()["squares"]) == 3


def test_a_list_without_any_store_or_position_is_an_empty_map(db):
    assert of_all() == {"total": 0, "without": 0, "bounds": None, "whole": True, "points": []}
