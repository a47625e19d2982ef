"""Positions on the ground: the three coordinate systems of Chinese maps, and distances (handbook H2.2).

GPS gives WGS-84, which is stored. Chinese maps shift it by some hundred metres (GCJ-02), and Baidu shifts
that once more (BD-09). Both shifts are known; taking them back is done by iteration.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import asin, atan2, cos, hypot, isfinite, pi, radians, sin, sqrt

Point = tuple[float, float]
"""Longitude, latitude in degrees."""

EARTH_RADIUS_METRES = 6_371_008.8
_PLACES = Decimal("0.000001")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

# The ellipsoid of Krasovsky, on which the Chinese shift is defined.
_HALF_AXIS_METRES = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BAIDU_TURN = pi * 3000 / 180
_BAIDU_OFFSET = (0.0065, 0.006)


@dataclass(frozen=True, slots=True)
class Converted:
    """A position in WGS-84, and how far it lies from the numbers as they were given."""

    lon: Decimal
    lat: Decimal
    moved_metres: int


@dataclass(frozen=True, slots=True)
class ReadPosition:
    """Two numbers out of a text; `is_turned` says that the latitude stood first."""

    lon: Decimal
    lat: Decimal
    is_turned: bool


def haversine_metres(here: Point, there: Point) -> float:
    """Measure the great circle between two points."""
    lon_from, lat_from, lon_to, lat_to = map(radians, (*here, *there))
    chord = sin((lat_to - lat_from) / 2) ** 2 + cos(lat_from) * cos(lat_to) * sin((lon_to - lon_from) / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * asin(min(1.0, sqrt(chord)))


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


def gcj02_of_wgs84(point: Point) -> Point:
    """Shift a position as Chinese maps do; outside China nothing is shifted."""
    lon, lat = point
    if not (72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271):
        return point
    east, north = _shift_metres_like(lon - 105, lat - 35)
    bend = 1 - _ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
    meridian = _HALF_AXIS_METRES * (1 - _ECCENTRICITY_SQUARED) / (bend * sqrt(bend)) * pi / 180
    parallel = _HALF_AXIS_METRES / sqrt(bend) * cos(radians(lat)) * pi / 180
    return lon + east / parallel, lat + north / meridian


def bd09_of_gcj02(point: Point) -> Point:
    """Shift a position of Chinese maps once more, as Baidu does."""
    lon, lat = point
    length = hypot(lon, lat) + 0.00002 * sin(lat * _BAIDU_TURN)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * _BAIDU_TURN)
    return length * cos(angle) + _BAIDU_OFFSET[0], length * sin(angle) + _BAIDU_OFFSET[1]


def wgs84_of_gcj02(point: Point) -> Point:
    return _taken_back(gcj02_of_wgs84, point)


def gcj02_of_bd09(point: Point) -> Point:
    return _taken_back(bd09_of_gcj02, point)


def wgs84_of_bd09(point: Point) -> Point:
    return wgs84_of_gcj02(gcj02_of_bd09(point))


_TO_WGS84: dict[str, Callable[[Point], Point]] = {
    "gcj02": wgs84_of_gcj02,
    "bd09": wgs84_of_bd09,
}


def converted(lon: Decimal, lat: Decimal, system: str) -> Converted:
    """Give a position of the named system (`wgs84`, `gcj02`, `bd09`) in WGS-84, to a tenth of a metre."""
    if system == "wgs84":
        return Converted(lon.quantize(_PLACES), lat.quantize(_PLACES), moved_metres=0)
    given = (float(lon), float(lat))
    found = _TO_WGS84[system](given)
    return Converted(*map(_to_places, found), moved_metres=round(haversine_metres(given, found)))


def read_position(text: str) -> ReadPosition | None:
    """Read what a map app copies: two numbers, in either order; one that only a longitude can be decides."""
    numbers = [Decimal(number) for number in _NUMBER.findall(text)]
    if len(numbers) != 2:
        return None
    first, second = numbers
    is_turned = position_fault(float(first), float(second)) == "swapped_position" or abs(second) > 90
    lon, lat = (second, first) if is_turned else (first, second)
    if abs(lon) > 180 or abs(lat) > 90:
        return None
    return ReadPosition(lon.quantize(_PLACES), lat.quantize(_PLACES), is_turned)


def _to_places(degrees: float) -> Decimal:
    return Decimal(degrees).quantize(_PLACES)


def _shift_metres_like(x: float, y: float) -> tuple[float, float]:
    """The published polynomial of the shift, to the east and to the north."""
    wave = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (wave + 20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (wave + 20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    return east, north


def _taken_back(shift: Callable[[Point], Point], shifted: Point) -> Point:
    """Find the point that is shifted to the given one; each round is some hundred times nearer."""
    lon, lat = shifted
    for _ in range(20):
        there = shift((lon, lat))
        lon, lat = lon - (there[0] - shifted[0]), lat - (there[1] - shifted[1])
    return lon, lat
