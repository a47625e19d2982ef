"""Ways on the ground and the minutes they take (handbook H4.2)."""

from collections.abc import Sequence
from itertools import pairwise

from stores.calc.coordinates import Point, haversine_metres


def road_metres(here: Point, there: Point, detour_factor: float) -> float:
    """Estimate the way by road: the straight line, stretched."""
    return haversine_metres(here, there) * detour_factor


def minutes_at(metres: float, speed_kmh: float) -> float:
    """Turn a way into minutes at a steady speed."""
    return metres * 60 / (speed_kmh * 1000)


def path_metres(points: Sequence[Point], detour_factor: float = 1.0) -> float:
    """Add up the way from point to point."""
    return sum(road_metres(here, there, detour_factor) for here, there in pairwise(points))
