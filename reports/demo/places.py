"""Where the stores stand: in real districts, a quarter of them wall to wall in handset streets."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from reports.demo.divisions import City, District, Point, city
from reports.demo.stream import Stream

_CLUSTERED_SHARE = 0.25
_CLUSTER_RADIUS_KM = 0.1
_MEDIAN_KM = 2.5
_FARTHEST_KM = 8.0
_TRIES = 30


@dataclass(frozen=True, slots=True)
class Site:
    """The place of one store."""

    city: City
    district: District
    point: Point


@dataclass(frozen=True, slots=True)
class Territory:
    """The cities of a center with the weight of each district."""

    cities: tuple[City, ...]
    districts: tuple[tuple[City, District], ...]
    cumulated: tuple[float, ...]

    @classmethod
    def of(cls, city_codes: tuple[str, ...], decay_km: float) -> "Territory":
        """Districts near the city's middle have more shops than far ones."""
        cities = tuple(city(code) for code in city_codes)
        districts = tuple((town, district) for town in cities for district in town.districts)
        total, cumulated = 0.0, []
        for town, district in districts:
            total += math.exp(-town.middle.km_to(district.centroid) / decay_km)
            cumulated.append(total)
        return cls(cities, districts, tuple(cumulated))

    def draw(self, stream: Stream) -> Site:
        town, district = self.districts[stream.pick_at(self.cumulated)]
        return Site(town, district, _point_in(district, stream))


def sites(seed: int, center: str, territory: Territory) -> Iterator[Site]:
    """One site after the other, without an end; a later one never moves an earlier one."""
    clusters = _cluster_sites(seed, center, territory)
    number = 0
    while True:
        stream = Stream(seed, "site", f"{center}|{number}")
        yield next(clusters) if stream.chance(_CLUSTERED_SHARE) else territory.draw(stream)
        number += 1


def _cluster_sites(seed: int, center: str, territory: Territory) -> Iterator[Site]:
    cluster = 0
    while True:
        stream = Stream(seed, "cluster", f"{center}|{cluster}")
        anchor = territory.draw(stream)
        for _ in range(stream.between(4, 10)):
            km = _CLUSTER_RADIUS_KM * math.sqrt(stream.uniform())
            yield Site(anchor.city, anchor.district, anchor.point.moved(km, stream.uniform()))
        cluster += 1


def _point_in(district: District, stream: Stream) -> Point:
    """Near the centroid, inside the district; where it is narrow, as far as it goes."""
    for _ in range(_TRIES):
        bearing, km = stream.uniform(), stream.lognormal(_MEDIAN_KM, 0.6)
        if km <= min(_FARTHEST_KM, district.reach(bearing) - _CLUSTER_RADIUS_KM):
            return district.centroid.moved(km, bearing)
    room = max(0.0, district.reach(bearing) - _CLUSTER_RADIUS_KM)
    return district.centroid.moved(room * stream.uniform(), bearing)
