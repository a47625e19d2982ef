"""From a plan in force to visits by date, and the end of each day (handbook H4.4, H4.5)."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from salesops.accounts.models import User
from salesops.periods.month import Month
from salesops.periods.selectors.calendar import no_holidays, week_of, working_days
from stores.choices import StoreStatus
from visits.calc.calendar import CycleDay, CyclePlan, CycleStop, cycle_start_of, visits_by_date
from visits.calc.calendar import PlannedVisit as DatedVisit
from visits.calc.routing.problem import DAYS_OF_WEEK, Cycle, Problem
from visits.calc.routing.record import problem_of_record
from visits.choices import DropReason, PlannedVisitStatus
from visits.models import PlannedVisit, RoutePlan, RouteStop

BECAUSE = "the calendar is laid for all reps by their plans in force"
HORIZON = timedelta(weeks=6)
IS_SETTLED = Q(status__in=[PlannedVisitStatus.DONE, PlannedVisitStatus.MISSED]) | Q(visit__isnull=False)
MACHINE_FIELDS = (
    "plan_id",
    "center_id",
    "position",
    "route_name",
    "arrive_minute",
    "minutes",
    "moved_from",
    "moved_reason",
    "status",
    "dropped_reason",
)


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """The days that may still change; of a day that has begun, only what lies after a minute."""

    first: date
    last: date
    first_minute: int = 0

    def holds(self, row: PlannedVisit) -> bool:
        return row.planned_on > self.first or row.arrive_minute >= self.first_minute


@transaction.atomic
def lay_calendar(plan: RoutePlan, *, at: datetime) -> None:
    """Write the visits of a plan in force, from its first open day to six weeks ahead and that month's end.

    Run again, it writes the same rows. What was done or begun stays, what the plan no longer asks for
    goes. A day that has begun is not touched, unless nothing was planned for it: then the stops that
    still lie ahead are.
    """
    User.objects.select_for_update(no_key=True).get(pk=plan.rep_id)
    span = _open_span(plan, at)
    wanted = {(row.store_id, row.planned_on): row for row in _wanted(plan, span)}
    rows = PlannedVisit.objects.unscoped(because=BECAUSE)
    known = rows.filter(rep=plan.rep_id, planned_on__gte=span.first, planned_on__lte=span.last)
    standing = {(row.store_id, row.planned_on): row for row in known.select_for_update()}
    settled = set(known.filter(IS_SETTLED).values_list("pk", flat=True))
    open_rows = {key: row for key, row in standing.items() if row.pk not in settled}
    _keep_moves(plan, span, open_rows, wanted)
    rows.filter(pk__in=[row.pk for key, row in open_rows.items() if key not in wanted]).delete()
    changed = [row for key, row in open_rows.items() if key in wanted and _take_over(row, wanted[key])]
    rows.bulk_update(changed, [name.removesuffix("_id") for name in MACHINE_FIELDS])
    PlannedVisit.objects.bulk_create(row for key, row in wanted.items() if key not in standing)


def _keep_moves(
    plan: RoutePlan,
    span: OpenSpan,
    open_rows: dict[tuple[int, date], PlannedVisit],
    wanted: dict[tuple[int, date], PlannedVisit],
) -> None:
    """Leave what a person moved on its day as long as the plan asks for it, and ask for it nowhere else. One query."""
    by_hand = PlannedVisit.objects.unscoped(because=BECAUSE).filter(rep=plan.rep_id).exclude(moved_reason="")
    for pk, store_id, planned_on, moved_from in by_hand.filter(
        Q(moved_from__gte=span.first) | Q(planned_on__gte=span.first)
    ).values_list("pk", "store", "planned_on", "moved_from"):
        asked = wanted.pop((store_id, moved_from), None)
        row = open_rows.get((store_id, planned_on))
        is_open = row is not None and row.pk == pk and (store_id, planned_on) not in wanted
        if is_open and (asked is not None or moved_from < span.first):
            wanted[store_id, planned_on] = _moved_row(row, asked)


def _moved_row(row: PlannedVisit, asked: PlannedVisit | None) -> PlannedVisit:
    """The row as it was moved, with what became of its store meanwhile."""
    kept = copy(row)
    if asked is not None:
        kept.plan_id, kept.center_id, kept.minutes = asked.plan_id, asked.center_id, asked.minutes
        kept.status, kept.dropped_reason = asked.status, asked.dropped_reason
    return kept


@transaction.atomic
def close_past_days(before: date) -> int:
    """Call missed what was planned for a day before this one and not done; give their number."""
    due = PlannedVisit.objects.unscoped(because=BECAUSE).filter(planned_on__lt=before)
    return due.filter(status=PlannedVisitStatus.PLANNED).update(status=PlannedVisitStatus.MISSED)


def _open_span(plan: RoutePlan, at: datetime) -> OpenSpan:
    now = timezone.localtime(at)
    today, minute = now.date(), now.hour * 60 + now.minute
    last = Month.of(today + HORIZON).last_day
    if minute < plan.parameters["rep"]["starts_minute"]:
        return OpenSpan(today, last)
    if PlannedVisit.objects.unscoped(because=BECAUSE).filter(rep=plan.rep_id, planned_on=today).exists():
        return OpenSpan(today + timedelta(days=1), last)
    return OpenSpan(today, last, first_minute=minute)


def _wanted(plan: RoutePlan, span: OpenSpan) -> Iterator[PlannedVisit]:
    """The rows that should stand in the span, unsaved. Three queries."""
    rows = plan.stops.unscoped(because=BECAUSE).select_related("store").order_by("cycle_day", "position")
    stops = list(rows)
    problem = problem_of_record(plan.parameters)
    cycle_plan = _cycle_plan(plan, problem, stops)
    start = cycle_start_of(cycle_plan, span.first)
    end = cycle_start_of(cycle_plan, span.last) + timedelta(days=plan.cycle_days)
    days = {*working_days(start, end, plan.center), *_added_days(plan, problem, start, end)}
    laid = visits_by_date(cycle_plan, span.first, span.last, frozenset(days))
    by_place = {(stop.cycle_day, stop.store.code): stop for stop in stops}
    for row in _dated(plan, laid.visits, by_place):
        if span.holds(row):
            yield row
    for dropped in laid.dropped:
        stop = by_place[_cycle_day(plan, dropped.on), dropped.code]
        yield _row(plan, stop, dropped.on, stop.position, stop.arrive_minute, reason=DropReason.HOLIDAY)


def _added_days(plan: RoutePlan, problem: Problem, start: date, end: date) -> list[date]:
    """The dates of a plan's days that lie beyond the center's week, less holidays."""
    week = week_of(plan.center).working_days
    beyond = {day for day in problem.cycle.days if day % DAYS_OF_WEEK >= week}
    dates = [start + timedelta(days=offset) for offset in range((end - start).days)] if beyond else []
    added = [day for day in dates if _cycle_day(plan, day) in beyond]
    return no_holidays(added) if added else []


def _cycle_plan(plan: RoutePlan, problem: Problem, stops: Sequence[RouteStop]) -> CyclePlan:
    by_day: dict[int, list[RouteStop]] = {}
    for stop in stops:
        by_day.setdefault(stop.cycle_day, []).append(stop)
    days = tuple(
        CycleDay(
            day,
            of_day[0].route_name,
            tuple(CycleStop(stop.store.code, stop.minutes + stop.travel_minutes) for stop in of_day),
        )
        for day, of_day in sorted(by_day.items())
    )
    cycle = Cycle(problem.cycle.days, plan.cycle_days // DAYS_OF_WEEK)
    return CyclePlan(days, cycle, plan.cycle_starts_on, problem.rep.limit_minutes)


def _dated(
    plan: RoutePlan, visits: Iterable[DatedVisit], by_place: dict[tuple[int, str], RouteStop]
) -> Iterator[PlannedVisit]:
    """Visits in order of date and place; one that moved comes after the day's last one."""
    before: PlannedVisit | None = None
    for visit in visits:
        stop = by_place[_cycle_day(plan, visit.moved_from or visit.on), visit.code]
        minute = stop.arrive_minute
        if visit.moved_from and before is not None and before.planned_on == visit.on:
            minute = before.arrive_minute + before.minutes + stop.travel_minutes
        before = _row(plan, stop, visit.on, visit.place, minute, moved_from=visit.moved_from)
        yield before


def _cycle_day(plan: RoutePlan, on: date) -> int:
    return (on - plan.cycle_starts_on).days % plan.cycle_days


def _row(
    plan: RoutePlan,
    stop: RouteStop,
    on: date,
    position: int,
    minute: int,
    *,
    moved_from: date | None = None,
    reason: str = "",
) -> PlannedVisit:
    reason = reason or _reason_of_store(plan, stop)
    return PlannedVisit(
        center_id=plan.center_id,
        rep_id=plan.rep_id,
        store_id=stop.store_id,
        plan_id=plan.pk,
        planned_on=on,
        position=position,
        route_name=stop.route_name,
        arrive_minute=minute,
        minutes=stop.minutes,
        moved_from=moved_from,
        status=PlannedVisitStatus.DROPPED if reason else PlannedVisitStatus.PLANNED,
        dropped_reason=reason,
    )


def _reason_of_store(plan: RoutePlan, stop: RouteStop) -> str:
    if stop.store.status != StoreStatus.ACTIVE:
        return DropReason.CLOSED_STORE
    return DropReason.HANDED_OVER if stop.store.rep_id != plan.rep_id else ""


def _take_over(row: PlannedVisit, wanted: PlannedVisit) -> bool:
    """Give a row what is wanted of it; tell whether that is news."""
    news = [name for name in MACHINE_FIELDS if getattr(row, name) != getattr(wanted, name)]
    for name in news:
        setattr(row, name, getattr(wanted, name))
    return bool(news)
