"""Distances and faulty positions (H2.2, H4.2)."""

import pytest

from stores.calc.coordinates import haversine_metres, position_fault
from visits.calc.geo import minutes_at, path_metres, road_metres

SUZHOU = (120.5853, 31.2989)
SHANGHAI = (121.4737, 31.2304)


def test_haversine_of_one_degree_on_the_equator():
    assert haversine_metres((0, 0), (1, 0)) == pytest.approx(111_195, abs=1)


def test_haversine_between_two_cities():
    assert haversine_metres(SUZHOU, SHANGHAI) == pytest.approx(84_800, rel=0.01)
    assert haversine_metres(SUZHOU, SUZHOU) == 0


def test_haversine_of_opposite_points_is_half_the_globe():
    assert haversine_metres((0, 0), (180, 0)) == pytest.approx(20_015_114, abs=2)


def test_road_is_the_line_stretched():
    assert road_metres((0, 0), (1, 0), 1.5) == pytest.approx(166_793, abs=2)


def test_minutes_at_a_steady_speed():
    assert minutes_at(25_000, 25) == 60


def test_path_adds_its_ways():
    assert path_metres([(0, 0), (1, 0), (0, 0)]) == pytest.approx(222_390, abs=2)
    assert path_metres([(0, 0)]) == path_metres([]) == 0


@pytest.mark.parametrize(
    ("lon", "lat", "fault"),
    [
        (120.6, 31.3, ""),
        (-70.0, -33.0, ""),
        (None, 31.3, "no_position"),
        (0, 0, "zero_position"),
        (31.3, 120.6, "swapped_position"),
        (43.8, 87.6, "swapped_position"),
        (181, 31.3, "position_out_of_range"),
        (120.6, 91, "position_out_of_range"),
        (float("inf"), 31.3, "position_out_of_range"),
    ],
)
def test_position_fault_is_named(lon, lat, fault):
    assert position_fault(lon, lat) == fault
