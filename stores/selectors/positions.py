"""Which positions are doubtful, and what stands around a store on the map (handbook H2.2)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from stores.calc.positions import Area, Doubt, doubt_about
from stores.choices import PositionDoubt, PositionMend, StoreStatus
from stores.divisions import districts_of, divisions
from stores.models import CenterArea, Store

# A city with fewer of a center's stores is more likely a wrong code than a part of its area.
LEAST_SHARE = 0.05
MOST_NEIGHBOURS = 150
BATCH = 2000


@dataclass(frozen=True, slots=True)
class DoubtfulPosition:
    """A store on the list, what is doubtful, and the mends that one tap takes."""

    store: Store
    doubt: Doubt
    label: str
    mends: tuple[PositionMend, ...]
    distance_km: int | None


def center_area_of(center: Center) -> CenterArea:
    """The center's own area, or an unsaved one. One query."""
    return CenterArea.objects.filter(center=center).first() or CenterArea(center=center)


def areas_of(center_ids: Iterable[int]) -> dict[int, Area]:
    """The areas by center; a center without any division code has none. Two queries."""
    center_ids = set(center_ids)
    own = {area.center_id: area for area in CenterArea.objects.filter(center_id__in=center_ids)}
    told = _cities_of_stores(center_ids)
    areas = {}
    for center_id in center_ids:
        area = own.get(center_id) or CenterArea(center_id=center_id)
        prefixes = tuple(area.division_prefixes.split()) or told.get(center_id, ())
        middles = tuple(district.centroid for district in districts_of(prefixes)) if prefixes else ()
        if middles:
            areas[center_id] = Area(middles, area.radius_km * 1000)
    return areas


def doubtful_positions(stores: QuerySet[Store]) -> list[DoubtfulPosition]:
    """The doubtful positions among stores that somebody may see, the gravest first. Five queries."""
    found = {pk: (doubt, away) for pk, doubt, away in _judged(stores)}
    order = {doubt: place for place, doubt in enumerate(Doubt)}
    rows = stores.select_related("rep", "center").in_bulk(found)
    doubtful = [_doubtful(store, *found[pk]) for pk, store in rows.items()]
    return sorted(doubtful, key=lambda one: (order[one.doubt], one.store.center.code, one.store.code))


def count_doubts(stores: QuerySet[Store]) -> Counter[str]:
    """How many positions are doubtful, by the doubt; however many stores, a batch at a time. Four queries."""
    return Counter(doubt.value for _pk, doubt, _away in _judged(stores))


def _judged(stores: QuerySet[Store]) -> Iterator[tuple[int, Doubt, float | None]]:
    """The stores whose position is doubtful, and how far outside its area one lies, in metres. Four queries."""
    placed = stores.exclude(status=StoreStatus.CLOSED).filter(lon__isnull=False).order_by()
    areas = areas_of(placed.values_list("center_id", flat=True).distinct())
    for pk, center_id, lon, lat in placed.values_list("pk", "center_id", "lon", "lat").iterator(BATCH):
        area = areas.get(center_id)
        doubt = doubt_about(lon, lat, area)
        if doubt is not None:
            outside = area and doubt == Doubt.OUTSIDE
            yield pk, doubt, area.metres_to((float(lon), float(lat))) if outside else None


def map_around(actor: Actor, store: Store | None, center_id: int) -> dict[str, Any]:
    """What helps to find a place on a map without tiles: districts and the stores nearby. Three queries."""
    others = Store.objects.visible_to(actor).filter(center_id=center_id, lon__isnull=False)
    if store and store.pk:
        others = others.exclude(pk=store.pk)
    if store and store.lon is not None:
        others = others.annotate(
            away=(F("lon") - store.lon) * (F("lon") - store.lon) + (F("lat") - store.lat) * (F("lat") - store.lat)
        ).order_by("away")
    rows = others.exclude(status=StoreStatus.CLOSED).values_list("name", "lon", "lat")[:MOST_NEIGHBOURS]
    division = divisions().get(store.division_code) if store else None
    return {
        "start": division and division.centroid,
        "stores": [[name, float(lon), float(lat)] for name, lon, lat in rows],
        "districts": [[division.name, *division.centroid] for division in districts_of(_prefixes_of(center_id))],
    }


def _prefixes_of(center_id: int) -> tuple[str, ...]:
    """Two queries; a center of which nothing is known has no districts."""
    own = CenterArea.objects.filter(center_id=center_id).first()
    typed = tuple(own.division_prefixes.split()) if own else ()
    return typed or _cities_of_stores({center_id}).get(center_id) or ("none",)


def _cities_of_stores(center_ids: set[int]) -> Mapping[int, tuple[str, ...]]:
    """The cities, as four digits, in which a center has enough of its stores. One query."""
    rows = Store.objects.unscoped(because="where a center works, not who sells there")
    rows = rows.filter(center_id__in=center_ids).exclude(division_code="")
    rows = rows.annotate(city=Substr("division_code", 1, 4)).order_by()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for center_id, city, number in rows.values_list("center_id", "city").annotate(number=Count("pk")):
        counts[center_id][city] = number
    return {
        center_id: tuple(city for city, number in cities.items() if number >= LEAST_SHARE * cities.total())
        for center_id, cities in counts.items()
    }


def _doubtful(store: Store, doubt: Doubt, away_metres: float | None) -> DoubtfulPosition:
    mends = (PositionMend.SWAP, PositionMend.CLEAR) if doubt == Doubt.SWAPPED else (PositionMend.CLEAR,)
    away_km = None if away_metres is None else round(away_metres / 1000)
    return DoubtfulPosition(store, doubt, PositionDoubt(doubt.value).label, mends, away_km)
