"""Distances on the ground and what is wrong with a position (handbook H2.2, H4.2)."""

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, isfinite, radians, sin, sqrt

EARTH_RADIUS_METRES = 6_371_008.8

Point = tuple[float, float]
"""Longitude, latitude in WGS-84 degrees."""


def haversine_metres(here: Point, there: Point) -> float:
    """Measure the great circle between two points."""
    lon_from, lat_from, lon_to, lat_to = map(radians, (*here, *there))
    chord = sin((lat_to - lat_from) / 2) ** 2 + cos(lat_from) * cos(lat_to) * sin((lon_to - lon_from) / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * asin(min(1.0, sqrt(chord)))


def road_metres(here: Point, there: Point, detour_factor: float) -> float:
    """Estimate the way by road: the straight line, stretched."""
    return haversine_metres(here, there) * detour_factor


def minutes_at(metres: float, speed_kmh: float) -> float:
    """Turn a way into minutes at a steady speed."""
    return metres * 60 / (speed_kmh * 1000)


def path_metres(points: Sequence[Point], detour_factor: float = 1.0) -> float:
    """Add up the way from point to point."""
    return sum(road_metres(here, there, detour_factor) for here, there in pairwise(points))


def position_fault(lon: float | None, lat: float | None) -> str:
    """Name what makes a position unusable, or return an empty text.

    Longitude and latitude that were swapped are recognised by the ranges of China
    (73–136° E, 3–54° N): they do not overlap.
    """
    if lon is None or lat is None:
        return "no_position"
    if not (isfinite(lon) and isfinite(lat)):
        return "position_out_of_range"
    if lon == 0 and lat == 0:
        return "zero_position"
    if 3 <= lon <= 54 and 73 <= lat <= 136:
        return "swapped_position"
    if abs(lon) > 180 or abs(lat) > 90:
        return "position_out_of_range"
    return ""
