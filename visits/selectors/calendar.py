"""Planned visits by date (handbook H4.4)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.models import Delegation, User
from salesops.periods.selectors import week_of, working_days
from stores.models import Store
from visits.choices import PlannedVisitStatus, RouteStatus
from visits.models import PlannedVisit, RoutePlan, RouteStop

NEXT_VISITS = 6


@dataclass(frozen=True, slots=True)
class DayOfCalendar:
    """One date with its visits in order; days outside the span asked for are shown pale."""

    on: date
    is_workday: bool
    is_inside: bool
    is_today: bool
    covered_by: str = ""
    is_in_plain_week: bool = True
    visits: list[PlannedVisit] = field(default_factory=list)

    @property
    def is_holiday(self) -> bool:
        """Off although the plain week has it."""
        return self.is_in_plain_week and not self.is_workday

    @property
    def is_makeup(self) -> bool:
        """Worked although the plain week has it off."""
        return self.is_workday and not self.is_in_plain_week

    @property
    def routes(self) -> list[str]:
        """The day routes of the day, moved visits' routes after its own."""
        return list(dict.fromkeys(visit.route_name for visit in self.asked))

    @property
    def asked(self) -> list[PlannedVisit]:
        """What stands, without what a holiday or a closed store took away."""
        return [visit for visit in self.visits if visit.status != PlannedVisitStatus.DROPPED]

    @property
    def done(self) -> int:
        return self._count(PlannedVisitStatus.DONE)

    @property
    def missed(self) -> int:
        return self._count(PlannedVisitStatus.MISSED)

    @property
    def dropped(self) -> int:
        return self._count(PlannedVisitStatus.DROPPED)

    @property
    def moved(self) -> int:
        return sum(visit.moved_from is not None for visit in self.asked)

    def _count(self, status: PlannedVisitStatus) -> int:
        return sum(visit.status == status for visit in self.visits)


def plans_to_lay() -> QuerySet[RoutePlan]:
    """The plans in force of reps at work, for the nightly calendar."""
    rows = RoutePlan.objects.unscoped(because="the calendar is laid for all reps").approved()
    return rows.filter(rep__is_active=True, center__is_active=True).select_related("center", "rep").order_by("pk")


def planned_visits(actor: Actor, rep: User, first: date, last: date) -> QuerySet[PlannedVisit]:
    """A rep's planned visits from the first to the last day, in order. One query."""
    rows = PlannedVisit.objects.visible_to(actor).filter(rep=rep, planned_on__gte=first, planned_on__lte=last)
    return rows.select_related("store", "visit").order_by("planned_on", "position", "pk")


def calendar_weeks(actor: Actor, rep: User, first: date, last: date, *, on: date) -> list[list[DayOfCalendar]]:
    """Whole weeks around a span, Monday to Sunday, with the visits and who stands in. Three queries."""
    start = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    at_work = set(working_days(start, end + timedelta(days=1), rep.center))
    stand_ins, plain_week = stand_ins_of(rep, start, end), week_of(rep.center).working_days
    days = {
        day: DayOfCalendar(
            day, day in at_work, first <= day <= last, day == on, stand_ins.get(day, ""), day.weekday() < plain_week
        )
        for day in _days(start, end)
    }
    for visit in planned_visits(actor, rep, start, end):
        days[visit.planned_on].visits.append(visit)
    in_order = list(days.values())
    return [in_order[monday : monday + 7] for monday in range(0, len(in_order), 7)]


def route_of_store(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    """On which days of its rep's plan in force a store is visited, and the next planned visits. Two queries."""
    stops = RouteStop.objects.visible_to(actor).filter(store=store, plan__status=RouteStatus.APPROVED)
    coming = PlannedVisit.objects.visible_to(actor).filter(store=store, planned_on__gte=on)
    return {
        "stops": stops.select_related("plan__rep").order_by("cycle_day", "pk"),
        "coming": coming.select_related("rep").order_by("planned_on", "pk")[:NEXT_VISITS],
    }


def stand_ins_of(rep: User, first: date, last: date) -> dict[date, str]:
    """The days of a rep's leave, and the colleague who does its visits. One query."""
    spans = Delegation.objects.filter(rep=rep, starts_on__lte=last, ends_on__gt=first).select_related("colleague")
    return {
        day: str(span.colleague)
        for span in spans
        for day in _days(max(first, span.starts_on), min(last, span.ends_on - timedelta(days=1)))
    }


def reps_seen_by(actor: Actor) -> QuerySet[User]:
    """The reps whose routes and calendar this person may look at."""
    reps = User.objects.visible_to(actor).reps().select_related("center").order_by("center__code", "username")
    return reps.filter(pk__in=actor.rep_ids) if actor.is_rep else reps


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))
