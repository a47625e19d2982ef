"""Planned visits as a calendar file that phones take in (handbook H4.4)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from visits.choices import PlannedVisitStatus
from visits.models import PlannedVisit


def calendar_file(visits: Iterable[PlannedVisit], *, name: str, at: datetime) -> bytes:
    """One event for each visit; taken in again it replaces the former, by its id."""
    calendar = Calendar()
    calendar.add("prodid", "-//salesops//visits//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for visit in visits:
        calendar.add_component(_event(visit, at))
    return calendar.to_ical()


def _event(visit: PlannedVisit, at: datetime) -> Event:
    midnight = datetime.combine(visit.planned_on, time(), timezone.get_default_timezone())
    starts = midnight + timedelta(minutes=visit.arrive_minute)
    event = Event()
    event.add("uid", f"planned-visit-{visit.pk}@salesops")
    event.add("dtstamp", at)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=visit.minutes))
    event.add("summary", f"{visit.route_name} · {visit.store.name}")
    if visit.status == PlannedVisitStatus.DROPPED:
        event.add("status", "CANCELLED")
    event.add("location", visit.store.address)
    if visit.store.lat is not None:
        event.add("geo", (float(visit.store.lat), float(visit.store.lon)))
    return event
