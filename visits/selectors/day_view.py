"""One day of a rep: what was planned, in order and on the map; and, for a superior with a reason, what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from visits.choices import PlannedVisitStatus
from visits.models import DayLook, PlannedVisit, Visit, VisitPhoto
from visits.route_words import clock_time
from visits.selectors.calendar import planned_visits

# How long a reason that was given lets its giver look again.
HOLDS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did: came, took a photo, left; a place only where one was taken and is still kept."""

    at: Any
    kind: str
    visit: Visit
    place: tuple[float, float] | None
    is_of_store: bool = False


def planned_on_map(visits: Sequence[PlannedVisit]) -> dict[str, Any]:
    """The planned stops of a day for the map, in their order. No query."""
    standing = [visit for visit in visits if visit.status != PlannedVisitStatus.DROPPED]
    return {
        "stops": [
            {
                "name": visit.store.name,
                "class": visit.store.store_class,
                "lat": float(visit.store.lat),
                "lon": float(visit.store.lon),
                "number": number,
                "time": clock_time(visit.arrive_minute),
                "status": visit.status,
                "url": visit.store.get_absolute_url(),
            }
            for number, visit in enumerate(standing, start=1)
            if visit.store.lat is not None
        ]
    }


def acts_of_day(actor: Actor, rep: User, on: date) -> list[Act]:
    """Check-ins, photos and check-outs of a day, in their order; nothing between them is known. Two queries.

    Where the position of a check-in was deleted after its time, or none was taken, the store's place stands in.
    """
    photos = Prefetch("photos", VisitPhoto.objects.visible_to(actor).order_by("taken_at", "pk"))
    visits = Visit.objects.visible_to(actor).filter(rep=rep, visited_on=on).select_related("store", "done_by")
    acts = []
    for visit in visits.prefetch_related(photos):
        place, is_of_store = _place_of(visit)
        acts.append(Act(visit.checked_in_at, "check_in", visit, place, is_of_store))
        acts += [Act(photo.taken_at, "photo", visit, None) for photo in visit.photos.all() if photo.taken_at]
        if visit.checked_out_at:
            acts.append(Act(visit.checked_out_at, "check_out", visit, None))
    return sorted(acts, key=lambda act: act.at)


def acts_on_map(acts: Sequence[Act]) -> list[dict[str, Any]]:
    """The places of a day's check-ins in their order. No query."""
    return [
        {
            "name": act.visit.store.name,
            "lat": act.place[1],
            "lon": act.place[0],
            "time": timezone.localtime(act.at).strftime("%H:%M"),
            "isOfStore": act.is_of_store,
        }
        for act in acts
        if act.kind == "check_in" and act.place
    ]


def recent_look(actor: Actor, rep: User, on: date, at: datetime) -> DayLook | None:
    """The look at a day that this person gave a reason for within the hour. One query."""
    looks = DayLook.objects.visible_to(actor).filter(rep=rep, day=on, looked_by=actor.user_id)
    return looks.filter(looked_at__gt=at - HOLDS, looked_at__lte=at).first()


def visits_of_day(actor: Actor, rep: User, on: date) -> list[PlannedVisit]:
    """The planned visits of a day in order, also the dropped ones. One query."""
    return list(planned_visits(actor, rep, on, on))


def _place_of(visit: Visit) -> tuple[tuple[float, float] | None, bool]:
    if visit.checkin_lon is not None and visit.checkin_lat is not None:
        return (float(visit.checkin_lon), float(visit.checkin_lat)), False
    store = visit.store
    return ((float(store.lon), float(store.lat)), True) if store.lon is not None else (None, False)
