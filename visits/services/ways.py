"""Writing measured ways, a row for each place that they start from (handbook H4.2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from salesops.accounts.models import User
from salesops.exchange.choices import RowAction
from salesops.exchange.effects import Effect
from salesops.workflow.services.bulk_rows import insert_objects, update_objects
from stores.models import Store
from visits.calc.routing.ways import Way
from visits.models import RouteParameters, TravelWays
from visits.selectors.ways import START, has_moved

BECAUSE = "ways of places that the importer was let to"
FIELDS = ("ways", "lon", "lat")

# The center, the rep (0: all of them), the store (0: the start and end place).
Place = tuple[int, int, int]
Held = dict[Place, TravelWays]


@dataclass(frozen=True, slots=True)
class WayChange:
    """One way as it shall be; without a way it is forgotten."""

    center_id: int
    rep: User | None
    here: Store | None
    there_id: int
    way: Way | None

    @property
    def place(self) -> Place:
        return self.center_id, self.rep.pk if self.rep else 0, self.here.pk if self.here else START


def held_ways(changes: Iterable[WayChange], *, is_locked: bool) -> Held:
    """What is known of the places that these ways start from. One query."""
    places = {change.place for change in changes}
    rows = TravelWays.objects.unscoped(because=BECAUSE)
    if is_locked:
        rows = rows.select_for_update(of=("self",)).order_by("pk")
    stores = Q(store__in={store for _center, _rep, store in places}) | Q(store=None)
    found = rows.filter(stores, center__in={center for center, _rep, _store in places})
    return {place: row for row in found if (place := _place_of(row)) in places}


def write_ways(changes: Iterable[tuple[int, str, tuple[WayChange, Held]]]) -> Sequence[Effect]:
    """Set the ways of a chunk of a file, each with its row and subject, and tell what became of their places.

    A place that has moved begins anew: its former ways led from elsewhere. Three queries.
    """
    changes = list(changes)
    starts = _starts({change.center_id for _number, _subject, (change, _held) in changes if change.here is None})
    made: list[TravelWays] = []
    effects: dict[Place, Effect] = {}
    for number, subject, (change, held) in changes:
        row = held.get(change.place)
        if row is None:
            row = held[change.place] = _new(change, starts)
            made.append(row)
            effects[change.place] = Effect(number, subject, row, RowAction.CREATED, watched=FIELDS)
        elif change.place not in effects:
            effects[change.place] = Effect(number, subject, row, RowAction.CHANGED, _former(row))
            _begin_anew_if_moved(row, _position(change, starts))
        row.ways = dict(_with(row.ways, change))
    insert_objects(made)
    changed = [effect.obj for effect in effects.values() if effect.action == RowAction.CHANGED]
    update_objects(changed, FIELDS)
    return list(effects.values())


def way_of_record(record: Sequence[int | None] | None) -> Way | None:
    return None if record is None else Way(*record)


def record_of_way(way: Way | None) -> list[int | None] | None:
    return None if way is None else [way.tenths, way.metres]


def _place_of(row: TravelWays) -> Place:
    return row.center_id, row.rep_id or 0, row.store_id or START


def _starts(center_ids: set[int]) -> dict[tuple[int, int | None], RouteParameters]:
    if not center_ids:
        return {}
    rows = RouteParameters.objects.unscoped(because=BECAUSE).filter(center__in=center_ids)
    return {(row.center_id, row.rep_id): row for row in rows}


def _position(
    change: WayChange, starts: dict[tuple[int, int | None], RouteParameters]
) -> tuple[Decimal | None, Decimal | None]:
    """Where the place lies now."""
    if change.here is not None:
        return change.here.lon, change.here.lat
    rep_id = change.rep.pk if change.rep else None
    day = starts.get((change.center_id, rep_id)) or starts.get((change.center_id, None))
    return (day.start_lon, day.start_lat) if day else (None, None)


def _new(change: WayChange, starts: dict[tuple[int, int | None], RouteParameters]) -> TravelWays:
    lon, lat = _position(change, starts)
    return TravelWays(center_id=change.center_id, rep=change.rep, store=change.here, ways={}, **_pair(lon, lat))


def _begin_anew_if_moved(row: TravelWays, now: tuple[Decimal | None, Decimal | None]) -> None:
    if has_moved(row, now):
        row.ways = {}
        row.lon, row.lat = _pair(*now).values()


def _pair(lon: Decimal | None, lat: Decimal | None) -> dict[str, Decimal | None]:
    return {"lon": lon, "lat": lat} if lon is not None and lat is not None else {"lon": None, "lat": None}


def _former(row: TravelWays) -> dict:
    return {name: getattr(row, name) for name in FIELDS}


def _with(ways: dict, change: WayChange) -> Iterator[tuple[str, list]]:
    """The ways of a place with one of them set or forgotten."""
    key = str(change.there_id)
    yield from ((known, way) for known, way in ways.items() if known != key)
    if change.way is not None:
        yield key, record_of_way(change.way)
