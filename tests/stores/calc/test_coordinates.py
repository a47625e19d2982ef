from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stores.calc.coordinates import (
    bd09_of_gcj02,
    converted,
    gcj02_of_bd09,
    gcj02_of_wgs84,
    haversine_metres,
    read_position,
    wgs84_of_bd09,
    wgs84_of_gcj02,
)

IN_CHINA = st.tuples(st.floats(73.5, 135), st.floats(18.2, 53.5))
OUTSIDE = st.one_of(
    st.tuples(st.floats(-180, 72), st.floats(-90, 90)), st.tuples(st.floats(138, 180), st.floats(-90, 90))
)
WGS, GCJ = (121.5272106, 31.1774276), (121.531541859, 31.175303984)


def test_the_known_point_is_shifted_as_chinese_maps_do():
    assert gcj02_of_wgs84(WGS) == pytest.approx(GCJ, abs=1e-8)


def test_the_known_point_comes_back():
    assert wgs84_of_gcj02(GCJ) == pytest.approx(WGS, abs=1e-8)


@given(IN_CHINA)
def test_a_point_in_china_comes_back_from_the_chinese_datum(point):
    assert wgs84_of_gcj02(gcj02_of_wgs84(point)) == pytest.approx(point, abs=1e-6)


@given(IN_CHINA)
def test_a_point_in_china_comes_back_from_baidu(point):
    shifted = bd09_of_gcj02(gcj02_of_wgs84(point))

    assert wgs84_of_bd09(shifted) == pytest.approx(point, abs=1e-6)
    assert gcj02_of_bd09(shifted) == pytest.approx(gcj02_of_wgs84(point), abs=1e-6)


@given(IN_CHINA)
def test_the_shift_in_china_is_some_hundred_metres(point):
    assert haversine_metres(point, gcj02_of_wgs84(point)) < 1500


@given(OUTSIDE)
def test_outside_china_nothing_is_shifted(point):
    assert gcj02_of_wgs84(point) == point == wgs84_of_gcj02(point)


def test_a_conversion_says_how_far_it_moved():
    place = converted(Decimal("121.531542"), Decimal("31.175304"), "gcj02")

    assert (place.lon, place.lat) == (Decimal("121.527211"), Decimal("31.177428"))
    assert place.moved_metres == 475


def test_wgs84_stays_as_it_is():
    place = converted(Decimal("121.531542"), Decimal("31.175304"), "wgs84")

    assert (place.lon, place.lat, place.moved_metres) == (Decimal("121.531542"), Decimal("31.175304"), 0)


@pytest.mark.parametrize(
    ("text", "is_turned"),
    [
        ("120.153576,30.287459", False),
        ("120.153576，30.287459", False),
        ("经度:120.153576 纬度:30.287459", False),
        ("30.287459, 120.153576", True),
        ("30.287459°N 120.153576°E", True),
    ],
)
def test_a_copied_position_is_read_in_either_order(text, is_turned):
    found = read_position(text)

    assert (found.lon, found.lat) == (Decimal("120.153576"), Decimal("30.287459"))
    assert found.is_turned == is_turned


@pytest.mark.parametrize("text", ["", "解放路12号", "120.1", "1,2,3", "120.1,130.2", "200,30"])
def test_a_text_without_two_degrees_is_no_position(text):
    assert read_position(text) is None
