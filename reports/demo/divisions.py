"""Real provinces, cities and districts: names, codes, centroids, and how far a district reaches."""

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stores.divisions import divisions

FOLDER = Path(__file__).parent / "data"
KM_PER_DEGREE_LAT = 110.574
KM_PER_DEGREE_LON = 111.320


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth, WGS-84."""

    lon: float
    lat: float

    def moved(self, km: float, bearing: float) -> "Point":
        """Go some way, the bearing in turns clockwise from north."""
        angle = 2.0 * math.pi * bearing
        east = km * math.sin(angle) / (KM_PER_DEGREE_LON * math.cos(math.radians(self.lat)))
        north = km * math.cos(angle) / KM_PER_DEGREE_LAT
        return Point(self.lon + east, self.lat + north)

    def km_to(self, other: "Point") -> float:
        east = (other.lon - self.lon) * KM_PER_DEGREE_LON * math.cos(math.radians(self.lat))
        return math.hypot(east, (other.lat - self.lat) * KM_PER_DEGREE_LAT)

    def bearing_to(self, other: "Point") -> float:
        """In turns clockwise from north, from 0 up to 1."""
        east = (other.lon - self.lon) * math.cos(math.radians(self.lat))
        return math.atan2(east, other.lat - self.lat) / (2.0 * math.pi) % 1.0


@dataclass(frozen=True, slots=True)
class District:
    code: str
    name: str
    centroid: Point
    reaches: tuple[float, ...]

    def reach(self, bearing: float) -> float:
        """Kilometres that stay inside the district: the nearer of the two measured neighbours."""
        position = int(bearing * len(self.reaches))
        return min(self.reaches[position], self.reaches[(position + 1) % len(self.reaches)])


@dataclass(frozen=True, slots=True)
class City:
    code: str
    name: str
    middle: Point
    districts: tuple[District, ...]


@cache
def city(code: str) -> City:
    """A city with those of its districts whose reach was measured; a municipality has its own name."""
    rows = divisions()
    place = rows[code]
    name = rows[place.parent].name if place.name == "市辖区" else place.name
    districts = tuple(
        District(row.code, row.name, Point(*row.centroid), _reaches()[row.code])
        for row in rows.values()
        if row.parent == code and row.code in _reaches()
    )
    return City(code, name, Point(*place.centroid), districts)


@cache
def _reaches() -> dict[str, tuple[float, ...]]:
    with (FOLDER / "reaches.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: tuple(float(km) for km in row["reaches"].split()) for row in csv.DictReader(file)}
