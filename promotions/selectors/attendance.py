"""Attendance against the roster: a person's month, and the sheet of all (handbook H7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from promotions.calc.attendance import Day, DayState, Planned, Presence, judge_days
from promotions.models import Attendance, CheckInLink, DayOff, Promoter, Shift
from promotions.promoter_choices import PromoterStatus
from promotions.roster_choices import WeekStatus
from promotions.roster_words import colour_of, state_in_words
from promotions.selectors.promoter_terms import terms_by_center
from salesops.accounts.models import Center
from salesops.periods.month import Month
from salesops.sealing import digests
from stores.models import Store
from visits.evidence_words import words_of

_BECAUSE = "the promoters were seen already"
_HOUR = Decimal(60)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One promoter's month in figures."""

    promoter: Promoter
    shifts: int
    came: int
    late: int
    late_minutes: int
    early: int
    absent: int
    open: int
    planned_hours: Decimal
    worked_hours: Decimal
    marks: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of a promoter's month with what it was judged by."""

    day: Day
    state: str
    colour: str
    shifts: list[Shift]
    stays: list[Attendance]
    marks: list[str]


def month_sheet(promoters: QuerySet[Promoter], month: Month, now: datetime) -> list[SheetRow]:
    """Who was employed in the month, by name. Four queries, whatever the number."""
    people = promoters.filter(employed_on__lt=month.next_first_day).exclude(
        status=PromoterStatus.LEFT, left_on__lt=month.first_day
    )
    people = list(people.select_related("rep", "center").order_by("name", "pk"))
    shifts, stays = _rows_of(people, month)
    days = _judged(people, shifts, stays, now)
    by_person: dict[int, list[Day]] = defaultdict(list)
    for day in days:
        by_person[day.person].append(day)
    marked = defaultdict(int)
    for stay in stays:
        marked[stay.promoter_id] += len(stay.marks)
    return [_row(person, by_person[person.pk], marked[person.pk]) for person in people]


def month_of(promoter: Promoter, month: Month, now: datetime) -> list[DayLine]:
    """A promoter's days with a shift or a stay, the latest first. Three queries."""
    shifts, stays = _rows_of([promoter], month)
    lines = []
    for day in reversed(_judged([promoter], shifts, stays, now)):
        own = [stay for stay in stays if stay.work_on == day.day]
        lines.append(
            DayLine(
                day,
                state_in_words(day.state),
                colour_of(day.state),
                [shift for shift in shifts if shift.work_on == day.day],
                own,
                [words for stay in own for words in words_of(stay.marks)],
            )
        )
    return lines


def promoter_by_secret(secret: str) -> Promoter | None:
    """Whose link this is; a leaver's opens nothing. One query."""
    rows = Promoter.objects.unscoped(because="the secret of the link is the right to it").here()
    return rows.filter(check_in_link__digest__in=digests(secret)).select_related("center").first()


def has_link(promoter: Promoter) -> bool:
    rows = CheckInLink.objects.unscoped(because=_BECAUSE)
    return rows.filter(promoter=promoter).exists()


def today_of(promoter: Promoter, at: datetime) -> dict[str, Any]:
    """What the promoter's own page shows: the open stay, the stores to choose from, shifts ahead. Four queries."""
    today = timezone.localdate(at)
    shifts = Shift.objects.unscoped(because=_BECAUSE).filter(promoter=promoter, work_on__gte=today)
    shifts = shifts.filter(week__status=WeekStatus.PUBLISHED).select_related("store__center")
    shifts = list(shifts.order_by("work_on", "starts_at")[:14])
    stays = Attendance.objects.unscoped(because=_BECAUSE).filter(promoter=promoter, work_on=today)
    stays = list(stays.select_related("store__center").order_by("came_at"))
    places = promoter.assignments.unscoped(because=_BECAUSE).holding_on(today).select_related("store__center")
    planned = {shift.store_id: shift.store for shift in shifts if shift.work_on == today}
    stores: dict[int, Store] = planned | {place.store_id: place.store for place in places.order_by("starts_on", "pk")}
    return {
        "stay": next((stay for stay in stays if stay.left_at is None), None),
        "stays": stays,
        "stores": list(stores.values()),
        "shifts": shifts,
        "today": today,
    }


def _rows_of(people: Iterable[Promoter], month: Month) -> tuple[list[Shift], list[Attendance]]:
    days = {"promoter__in": people, "work_on__gte": month.first_day, "work_on__lt": month.next_first_day}
    shifts = Shift.objects.unscoped(because=_BECAUSE).filter(**days, week__status=WeekStatus.PUBLISHED)
    # Nobody is absent after the last day.
    shifts = shifts.filter(Q(promoter__left_on__isnull=True) | Q(work_on__lte=F("promoter__left_on")))
    # Nor on leave.
    leave = DayOff.objects.unscoped(because=_BECAUSE).filter(
        promoter=OuterRef("promoter"), starts_on__lte=OuterRef("work_on"), ends_on__gte=OuterRef("work_on")
    )
    shifts = shifts.exclude(Exists(leave))
    stays = Attendance.objects.unscoped(because=_BECAUSE).filter(**days).select_related("store", "entered_by")
    return list(shifts.select_related("store").order_by("work_on", "starts_at")), list(stays.order_by("came_at"))


def _judged(people: list[Promoter], shifts: list[Shift], stays: list[Attendance], now: datetime) -> list[Day]:
    """Each center has minutes of grace of its own. One query."""
    centers = {person.pk: person.center_id for person in people}
    terms = terms_by_center(Center(pk=pk) for pk in sorted(set(centers.values())))
    days: list[Day] = []
    for center, own in terms.items():
        days += judge_days(
            [_planned(shift) for shift in shifts if centers[shift.promoter_id] == center],
            [_present(stay) for stay in stays if centers[stay.promoter_id] == center],
            grace_minutes=own.grace_minutes,
            now=timezone.localtime(now),
        )
    return days


def _planned(shift: Shift) -> Planned:
    starts_at, ends_at = _moment(shift.work_on, shift.starts_at), _moment(shift.work_on, shift.ends_at)
    return Planned(shift.promoter_id, shift.store_id, shift.work_on, starts_at, ends_at, shift.break_minutes)


def _present(stay: Attendance) -> Presence:
    return Presence(stay.promoter_id, stay.store_id, stay.work_on, stay.came_at, stay.left_at)


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _row(person: Promoter, days: list[Day], marks: int) -> SheetRow:
    planned = [day for day in days if day.planned_minutes]
    return SheetRow(
        promoter=person,
        shifts=len(planned),
        came=sum(day.state not in {DayState.ABSENT, DayState.AHEAD} for day in days),
        late=sum(day.late_minutes > 0 for day in days),
        late_minutes=sum(day.late_minutes for day in days),
        early=sum(day.early_minutes > 0 for day in days),
        absent=sum(day.state == DayState.ABSENT for day in days),
        open=sum(day.state == DayState.OPEN for day in days),
        planned_hours=(sum(day.planned_minutes for day in days) / _HOUR).quantize(Decimal("0.1"), ROUND_HALF_UP),
        worked_hours=(sum(day.worked_minutes for day in days) / _HOUR).quantize(Decimal("0.1"), ROUND_HALF_UP),
        marks=marks,
    )
