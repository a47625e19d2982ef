"""Measured ways as the planner and the pages of parameters use them (handbook H4.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from salesops.accounts.models import Center, User
from stores.calc.coordinates import haversine_metres
from stores.models import Store
from visits.calc.routing.ways import HOME, Way, Ways, known_pairs
from visits.models import RouteParameters, TravelWays

BECAUSE = "the ways of a rep or a center that the caller was let to"
# A position that was mended by less does not make its ways wrong.
MOVED_METRES = 100
# What stands for the start and end place where stores stand by their ids.
START = 0

Position = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a rep's ways was measured; the others are reckoned by speed and detour."""

    measured: int
    pairs: int
    moved: int

    @property
    def estimated(self) -> int:
        return self.pairs - self.measured


def ways_of(rep: User, stores: Iterable[Store], day: RouteParameters) -> Ways:
    """The ways among these stores and the start place: the rep's own before the center's. One query.

    The center's ways from and to its start place hold for who starts there. Those of a place that has moved since
    are left out.
    """
    return _found(rep, list(stores), day)[0]


def coverage_of(rep: User, stores: Iterable[Store], day: RouteParameters) -> Coverage:
    """How many of the ways that the planner may need are measured. One query."""
    stores = list(stores)
    ways, moved = _found(rep, stores, day)
    home = [HOME] if day.start_lon is not None else []
    measured, pairs = known_pairs(ways, [*(store.code for store in stores), *home])
    return Coverage(measured, pairs, moved)


def measured_places(center: Center) -> int:
    """The places from which ways were measured for all reps of a center. One query."""
    return _rows(center.pk).filter(rep=None).count()


def has_moved(row: TravelWays, now: Position) -> bool:
    """Whether a place lies elsewhere than when its ways came."""
    if row.lon is None or now[0] is None or now[1] is None:
        return (row.lon is None) != (now[0] is None)
    return haversine_metres((float(row.lon), float(row.lat)), (float(now[0]), float(now[1]))) > MOVED_METRES


def _found(rep: User, stores: Sequence[Store], day: RouteParameters) -> tuple[Ways, int]:
    """The known ways, and how many places have moved."""
    code_of = {store.pk: store.code for store in stores} | {START: HOME}
    position = {store.pk: (store.lon, store.lat) for store in stores} | {START: (day.start_lon, day.start_lat)}
    known: dict[tuple[str, str], Way] = {}
    moved = 0
    for row in _rows_for(rep, stores):
        here = row.store_id or START
        is_start_ours = row.rep_id is not None or (row.usual_lon, row.usual_lat) == position[START]
        if here == START and not is_start_ours:
            continue
        if has_moved(row, position[here]):
            moved += 1
            continue
        for key, way in row.ways.items():
            there = int(key)
            if there in code_of and (there != START or is_start_ours):
                known[code_of[here], code_of[there]] = Way(*way)
    return Ways(known), moved


def _rows_for(rep: User, stores: Sequence[Store]) -> list[TravelWays]:
    """The center's rows and then the rep's own, each with where the center's reps usually start."""
    usual = RouteParameters.objects.unscoped(because=BECAUSE).filter(center=OuterRef("center"), rep=None)
    rows = _rows(rep.center_id).filter(Q(rep=rep) | Q(rep=None), Q(store__in=stores) | Q(store=None))
    starts = {"usual_lon": Subquery(usual.values("start_lon")), "usual_lat": Subquery(usual.values("start_lat"))}
    return sorted(rows.annotate(**starts), key=lambda row: (row.rep_id is not None, row.pk))


def _rows(center_id: int) -> QuerySet[TravelWays]:
    return TravelWays.objects.unscoped(because=BECAUSE).filter(center=center_id)
