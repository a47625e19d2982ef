"""Visits up to now of the planned ones: most done on their day, some a day late, some missed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter
from uuid import UUID

from reports.demo.divisions import Point
from reports.demo.stream import Stream
from reports.demo.writer.bulk import insert_rows
from reports.demo.writer.images import ImageWriter
from reports.demo.writer.people import degrees
from reports.demo.writer.written import BATCH, BECAUSE, Written, moment
from stores.models import StockCount, Store
from visits.choices import MissedReason, OutsideReason, PlannedVisitStatus, VisitStatus
from visits.models import PlannedVisit, Visit, VisitCount

_DONE_ON_ITS_DAY = (0.84, 0.97)
_A_DAY_LATE = 0.4
_EXPLAINED = 0.7
_OUTSIDE = 0.02
_NO_CHECKOUT = 0.01
_LAST_MINUTE = 21 * 60
_TO_THE_NEXT = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Done:
    """A planned visit that took place, on its day or the day after."""

    planned: PlannedVisit
    on: date

    @property
    def is_on_its_day(self) -> bool:
        return self.on == self.planned.planned_on


def write_visits(written: Written) -> list[Visit]:
    """Decide each planned visit of the past, and those of today so far; then write what was found in the stores."""
    planned = list(
        PlannedVisit.objects.unscoped(because=BECAUSE)
        .filter(planned_on__lte=written.today, status=PlannedVisitStatus.PLANNED)
        .select_related("store", "rep")
        .order_by("store__code", "planned_on", "pk")
    )
    images = ImageWriter(written)
    begun = _one_after_another([_visit(written, one, images) for one in _those_done(written, planned)])
    visits = [visit for visit in begun if visit.received_at <= written.at]
    on_its_day = {visit.planned_id for visit in visits if visit.planned_id}
    past = {one.pk for one in planned if one.planned_on < written.today}
    _decide(sorted(on_its_day), PlannedVisitStatus.DONE)
    _decide(sorted(past - on_its_day), PlannedVisitStatus.MISSED)
    _explain(written, [one for one in planned if one.pk in past - on_its_day])
    Visit.objects.bulk_create(visits, batch_size=BATCH)
    images.write(visits)
    counts = _write_counts(written, visits)
    written.say(f"{len(visits)} visits of {len(planned)} planned, {counts} counts")
    return visits


def client_id(seed: int, kind: str, key: str) -> UUID:
    """An id as a phone would make it, the same for the same visit."""
    stream = Stream(seed, f"id-{kind}", key)
    return UUID(int=int.from_bytes(bytes(stream.between(0, 255) for _ in range(16)), "big"), version=4)


def _those_done(written: Written, planned: list[PlannedVisit]) -> list[Done]:
    done = [one for visit in planned if (one := _outcome(written, visit))]
    taken = {(one.planned.store_id, one.on) for one in done if one.is_on_its_day}
    done = [one for one in done if one.is_on_its_day or (one.planned.store_id, one.on) not in taken]
    most = written.world.options.size.visits
    if most is not None and len(done) > most:
        latest = sorted(done, key=lambda one: (one.on, one.planned.pk))[len(done) - most :]
        done = sorted(latest, key=lambda one: (one.planned.store.code, one.on))
    return done


def _outcome(written: Written, visit: PlannedVisit) -> Done | None:
    """How diligent somebody is stays the same from day to day."""
    low, high = _DONE_ON_ITS_DAY
    diligence = low + (high - low) * Stream(written.seed, "diligence", visit.rep.username).uniform()
    stream = Stream(written.seed, "outcome", f"{visit.store.code}|{visit.planned_on}")
    if stream.chance(diligence):
        return Done(visit, visit.planned_on)
    late_on = visit.planned_on + timedelta(days=1)
    return Done(visit, late_on) if late_on < written.today and stream.chance(_A_DAY_LATE) else None


def _explain(written: Written, missed: Iterable[PlannedVisit]) -> None:
    """Of most visits that were missed it is known why."""
    by_reason: dict[str, list[int]] = defaultdict(list)
    for visit in missed:
        stream = Stream(written.seed, "missed", f"{visit.store.code}|{visit.planned_on}")
        if stream.chance(_EXPLAINED):
            by_reason[stream.pick(MissedReason.values)].append(visit.pk)
    for reason, ids in by_reason.items():
        _decide(ids, PlannedVisitStatus.MISSED, missed_reason=reason)


def _decide(ids: Sequence[int], status: PlannedVisitStatus, **facts: str) -> None:
    visits = PlannedVisit.objects.unscoped(because=BECAUSE)
    left = iter(ids)
    while batch := list(islice(left, 500)):
        visits.filter(pk__in=batch).update(status=status, **facts)


def _visit(written: Written, one: Done, images: ImageWriter) -> Visit:
    store, planned = one.planned.store, one.planned
    stream = Stream(written.seed, "visit", f"{store.code}|{one.on}")
    arrived_at = moment(one.on, min(_LAST_MINUTE, planned.arrive_minute + stream.between(-10, 25)))
    minutes = max(4, round(planned.minutes * stream.lognormal(1.0, 0.25)))
    has_checkout = not stream.chance(_NO_CHECKOUT)
    return Visit(
        client_id=client_id(written.seed, "visit", f"{store.code}|{one.on}"),
        store=store,
        center_id=planned.center_id,
        rep_id=planned.rep_id,
        done_by_id=written.worker_of(planned.rep_id, one.on),
        planned=planned if one.is_on_its_day else None,
        visited_on=one.on,
        checked_in_at=arrived_at,
        checked_in_device_at=arrived_at,
        **_position(store, stream),
        **_leaving(arrived_at, minutes if has_checkout else None),
        **images.score(store, one.on),
        received_at=arrived_at + timedelta(minutes=minutes + stream.between(0, 40)),
    )


def _one_after_another(visits: list[Visit]) -> list[Visit]:
    """One visit is open at a time: who stayed long in a store comes later to the next. The order stays."""
    by_day = attrgetter("done_by_id", "visited_on")
    in_time = sorted(visits, key=attrgetter("done_by_id", "visited_on", "checked_in_at", "store.code"))
    for _day, of_day in groupby(in_time, key=by_day):
        free_at = None
        for visit in of_day:
            if free_at and visit.checked_in_at < free_at:
                _put_off(visit, free_at - visit.checked_in_at)
            free_at = (visit.checked_out_at or visit.checked_in_at) + _TO_THE_NEXT
    return visits


def _put_off(visit: Visit, by: timedelta) -> None:
    for name in ("checked_in_at", "checked_in_device_at", "checked_out_at", "checked_out_device_at", "received_at"):
        if getattr(visit, name) is not None:
            setattr(visit, name, getattr(visit, name) + by)


def _position(store: Store, stream: Stream) -> dict[str, object]:
    """Nearly always at the store; the rest say why not."""
    is_outside = stream.chance(_OUTSIDE)
    km = 0.35 + 0.8 * stream.uniform() if is_outside else 0.005 + 0.08 * stream.uniform()
    accuracy, bearing = stream.between(6, 45), stream.uniform()
    if store.lon is None:
        return {"checkin_accuracy_metres": accuracy}
    point = Point(float(store.lon), float(store.lat)).moved(km, bearing)
    reason = {"outside_reason": OutsideReason.MEETING_ELSEWHERE, "outside_note": "老板在分店"} if is_outside else {}
    return {
        "checkin_lon": degrees(point.lon),
        "checkin_lat": degrees(point.lat),
        "checkin_accuracy_metres": accuracy,
        "checkin_distance_metres": round(km * 1000),
        **reason,
    }


def _leaving(arrived_at: datetime, minutes: int | None) -> dict[str, object]:
    """Without a check-out the minutes are unknown."""
    if minutes is None:
        return {"status": VisitStatus.NO_CHECKOUT}
    left_at = arrived_at + timedelta(minutes=minutes)
    return {
        "checked_out_at": left_at,
        "checked_out_device_at": left_at,
        "minutes": minutes,
        "status": VisitStatus.CLOSED,
    }


def _write_counts(written: Written, visits: list[Visit]) -> int:
    """Counts of the visits, and the same as the stores' stock by day."""
    found = list(_found(written, visits))
    insert_rows(
        StockCount,
        ("store", "sku", "counted_on", "quantity", "recorded_at"),
        ((visit.store_id, sku_id, visit.visited_on, stock, visit.received_at) for visit, sku_id, stock, _ in found),
    )
    return insert_rows(
        VisitCount,
        ("visit", "sku", "stock", "sold"),
        ((visit.pk, sku_id, stock, sold) for visit, sku_id, stock, sold in found),
    )


def _found(written: Written, visits: list[Visit]) -> Iterator[tuple[Visit, int, int, int | None]]:
    """Each SKU on sale of each visit; what was sold before the first visit told of is not known."""
    for code, group in groupby(visits, key=lambda visit: visit.store.code):
        of_store = list(group)
        found = written.shelves[code].counts_on([visit.visited_on for visit in of_store])
        for place, (visit, by_sku) in enumerate(zip(of_store, found, strict=True)):
            for sku, (stock, sold) in by_sku.items():
                if sku not in written.skus_on_sale:
                    continue
                yield visit, written.skus[sku].pk, stock, sold if place else None
