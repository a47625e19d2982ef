"""A week's roster as a page, with what is wrong in it in words (handbook H7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from promotions.calc.roster import GRAVE, IMPOSSIBLE, Finding, Limits, Turn, check_months, check_week
from promotions.models import Assignment, DayOff, Promoter, PromoterTerms, RosterWeek, Shift
from promotions.roster_words import finding_in_words
from promotions.selectors.days_off import days_off_of, on_leave
from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.periods.month import Month

DAYS = 7
_BECAUSE = "the week was seen already; a person's other shifts clash whoever planned them"


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's day."""

    day: date
    shifts: list[Shift]
    findings: list[str]
    leave: DayOff | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One person's week."""

    promoter: Promoter
    cells: list[Cell]
    minutes: int
    findings: list[str]


@dataclass(frozen=True, slots=True)
class Roster:
    """The week of one rep's promoters."""

    week: RosterWeek
    days: list[date]
    lines: list[Line]
    grave: int
    impossible: int
    shifts: int


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of_rep(rep: User, monday: date) -> RosterWeek:
    """The week as it stands, or an unsaved one where nothing was planned yet. One query."""
    rows = RosterWeek.objects.unscoped(because="the rep was seen already").filter(rep=rep, monday=monday)
    return rows.select_related("rep").first() or RosterWeek(rep=rep, center_id=rep.center_id, monday=monday)


def leading_reps(actor: Actor) -> list[User]:
    """The reps this person sees promoters of. One query."""
    leading = Promoter.objects.visible_to(actor).here().values("rep")
    return list(User.objects.visible_to(actor).filter(pk__in=leading).order_by("center__code", "name", "pk"))


def roster_of(week: RosterWeek, terms: PromoterTerms) -> Roster:
    """Everybody whom the rep leads, day by day. Four queries.

    The shifts of the whole months are looked at, as overtime has a limit a month.
    """
    days = [week.monday + timedelta(days=number) for number in range(DAYS)]
    people = Promoter.objects.unscoped(because=_BECAUSE).filter(rep=week.rep_id).here()
    people = list(people.order_by("name", "pk"))
    first, last = Month.of(days[0]).first_day, Month.of(days[-1]).last_day
    leaves = days_off_of(people, days[0], days[-1])
    of_months = shifts_between(people, first, last)
    turns = turns_of(of_months, people, leaves)
    shifts = [shift for shift in of_months if days[0] <= shift.work_on <= days[-1]]
    here = {shift.promoter_id for shift in shifts}
    limits = limits_of(terms)
    found = check_week([turn for turn in turns if days[0] <= turn.day <= days[-1]], limits)
    found += [finding for finding in check_months(turns, limits) if finding.person in here]
    by_cell: dict[tuple[int, date], list[Shift]] = defaultdict(list)
    for shift in shifts:
        by_cell[shift.promoter_id, shift.work_on].append(shift)
    lines = [_line(person, days, by_cell, found, leaves) for person in people]
    grave = sum(finding.code in GRAVE for finding in found)
    return Roster(week, days, lines, grave, sum(finding.code in IMPOSSIBLE for finding in found), len(shifts))


def shifts_between(people: Iterable[Promoter], first: date, last: date) -> list[Shift]:
    """All shifts of these people, whoever planned them. One query."""
    rows = Shift.objects.unscoped(because=_BECAUSE).filter(promoter__in=people, work_on__range=(first, last))
    return list(rows.select_related("store").order_by("work_on", "starts_at", "pk"))


def turns_of(shifts: Iterable[Shift], people: Iterable[Promoter], leaves: Mapping[int, list[DayOff]]) -> list[Turn]:
    """Shifts for the check: has the person a place in the store on the day, or is on leave? One query."""
    places = defaultdict(list)
    rows = Assignment.objects.unscoped(because=_BECAUSE).filter(promoter__in=people)
    for promoter, store, starts_on, ends_on in rows.values_list("promoter", "store", "starts_on", "ends_on"):
        places[promoter, store].append((starts_on, ends_on))
    return [
        Turn(
            person=shift.promoter_id,
            store=shift.store_id,
            day=shift.work_on,
            starts=minutes_of(shift.starts_at),
            ends=minutes_of(shift.ends_at),
            break_minutes=shift.break_minutes,
            has_place=any(
                first <= shift.work_on and (end is None or shift.work_on < end)
                for first, end in places[shift.promoter_id, shift.store_id]
            ),
            is_on_leave=on_leave(leaves, shift.promoter_id, shift.work_on) is not None,
        )
        for shift in shifts
    ]


def limits_of(terms: PromoterTerms) -> Limits:
    return Limits(
        hours_per_day=terms.hours_per_day,
        most_hours_per_day=terms.most_hours_per_day,
        hours_per_week=terms.hours_per_week,
        rest_days_per_week=terms.rest_days_per_week,
        overtime_hours_per_month=terms.overtime_hours_per_month,
    )


def minutes_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _line(person: Promoter, days: list[date], by_cell, found: list[Finding], leaves) -> Line:
    own = [finding for finding in found if finding.person == person.pk]
    cells = [
        Cell(
            day,
            by_cell[person.pk, day],
            [finding_in_words(one) for one in own if one.day == day],
            on_leave(leaves, person.pk, day),
        )
        for day in days
    ]
    minutes = sum(
        max(0, minutes_of(shift.ends_at) - minutes_of(shift.starts_at) - shift.break_minutes)
        for cell in cells
        for shift in cell.shifts
    )
    return Line(person, cells, minutes, [finding_in_words(one) for one in own if one.day is None])
