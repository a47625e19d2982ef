"""What is doubtful about a store's position, and how one tap mends it (handbook H2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from stores.calc.coordinates import Point, haversine_metres, position_fault

FAR = 10
NEAR_NOUGHT = 0.01
LEAST_SPAN = 0.05


class Doubt(StrEnum):
    ZERO = "zero"
    SWAPPED = "swapped"
    OUTSIDE = "outside"
    COARSE = "coarse"


@dataclass(frozen=True, slots=True)
class Area:
    """What a center covers: all that lies within a distance of one of the middles of its districts."""

    middles: tuple[Point, ...]
    radius_metres: int

    def holds(self, point: Point) -> bool:
        return self.metres_to(point) <= self.radius_metres

    def metres_to(self, point: Point) -> float:
        return min(haversine_metres(point, middle) for middle in self.middles)


def doubt_about(lon: Decimal, lat: Decimal, area: Area | None) -> Doubt | None:
    """Name the first doubt about a position, or none; without an area nothing lies outside of it."""
    point = (float(lon), float(lat))
    if is_nought(*point):
        return Doubt.ZERO
    if can_be_swapped(lon, lat, area):
        return Doubt.SWAPPED
    if area and not area.holds(point):
        return Doubt.OUTSIDE
    return Doubt.COARSE if _is_coarse(lon) and _is_coarse(lat) else None


def is_nought(lon: float, lat: float) -> bool:
    """Whether the position is the one that programs write who know none."""
    return abs(lon) < NEAR_NOUGHT and abs(lat) < NEAR_NOUGHT


def can_be_swapped(lon: Decimal, lat: Decimal, area: Area | None) -> bool:
    """Whether the numbers make sense the other way round only."""
    point, turned = (float(lon), float(lat)), (float(lat), float(lon))
    if position_fault(*point) == "swapped_position":
        return True
    return bool(area) and abs(turned[1]) <= 90 and area.holds(turned) and not area.holds(point)


def _is_coarse(degrees: Decimal) -> bool:
    """Two decimals are a kilometre."""
    return degrees == degrees.quantize(Decimal("0.01"))


def usual_extent(degrees: Sequence[float]) -> tuple[float, float]:
    """The least and greatest of some longitudes or latitudes, without what lies far outside the others.

    Far is ten times the span of the middle half (of a twentieth of a degree at least) beyond it: no region's own
    edge is so far out, a typing error is.
    """
    ordered = sorted(degrees)
    low, high = ordered[len(ordered) // 4], ordered[(3 * len(ordered)) // 4]
    reach = FAR * max(high - low, LEAST_SPAN)
    usual = [value for value in ordered if low - reach <= value <= high + reach]
    return usual[0], usual[-1]
