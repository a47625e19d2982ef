"""Shifts of a week against the labour limits of a center, and against each other (handbook H7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

MINUTES_OF_HOUR = 60
DAYS_OF_WEEK = 7


class FindingCode(StrEnum):
    """What a roster says of a person's week."""

    CLASH = "clash"
    NO_PLACE = "no_place"
    ON_LEAVE = "on_leave"
    OVERTIME = "overtime"
    DAY_TOO_LONG = "day_too_long"
    WEEK_TOO_LONG = "week_too_long"
    NO_REST_DAY = "no_rest_day"
    MONTH_OVERTIME = "month_overtime"


# What nobody may plan without saying why.
GRAVE = frozenset(
    {FindingCode.DAY_TOO_LONG, FindingCode.WEEK_TOO_LONG, FindingCode.NO_REST_DAY, FindingCode.MONTH_OVERTIME}
)
# What cannot be worked at all.
IMPOSSIBLE = frozenset({FindingCode.CLASH, FindingCode.NO_PLACE, FindingCode.ON_LEAVE})


@dataclass(frozen=True, slots=True)
class Limits:
    """The lines of a center; by themselves those of the Labour Law (articles 36, 38, 41)."""

    hours_per_day: int = 8
    most_hours_per_day: int = 11
    hours_per_week: int = 44
    rest_days_per_week: int = 1
    overtime_hours_per_month: int = 36


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift of a person: minutes after midnight, the break inside them."""

    person: int
    store: int
    day: date
    starts: int
    ends: int
    break_minutes: int = 0
    has_place: bool = True
    is_on_leave: bool = False

    @property
    def minutes(self) -> int:
        return max(0, self.ends - self.starts - self.break_minutes)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed about a person's week; without a day it is about the whole of it."""

    code: FindingCode
    person: int
    day: date | None = None
    params: dict[str, float] = field(default_factory=dict)


def check_week(turns: Iterable[Turn], limits: Limits) -> list[Finding]:
    """What is wrong or too much in one week, by person and day; hours a week are counted without the breaks."""
    by_person: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_person[turn.person].append(turn)
    found: list[Finding] = []
    for person, own in sorted(by_person.items()):
        found += _days_of(person, own, limits)
        found += _week_of(person, own, limits)
    return found


def check_months(turns: Iterable[Turn], limits: Limits) -> list[Finding]:
    """Who is planned beyond the overtime of a month, of turns that cover whole months.

    Overtime of a day is what lies beyond its hours; a day's overtime is not made good by a shorter one.
    """
    minutes: dict[tuple[int, int, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for turn in turns:
        minutes[turn.person, turn.day.year, turn.day.month][turn.day] += turn.minutes
    found = []
    for (person, _year, month), days in sorted(minutes.items()):
        over = sum(max(0, of_day - limits.hours_per_day * MINUTES_OF_HOUR) for of_day in days.values())
        if over > limits.overtime_hours_per_month * MINUTES_OF_HOUR:
            params = {
                "month": month,
                "hours": round(over / MINUTES_OF_HOUR, 2),
                "most": limits.overtime_hours_per_month,
            }
            found.append(Finding(FindingCode.MONTH_OVERTIME, person, None, params))
    return found


def clashes(one: Turn, other: Turn) -> bool:
    """Whether a person would be in two places at once; one shift may begin the minute the other ends."""
    is_same = one.person == other.person and one.day == other.day
    return is_same and one.starts < other.ends and other.starts < one.ends


def _days_of(person: int, own: list[Turn], limits: Limits) -> list[Finding]:
    found = []
    for day in sorted({turn.day for turn in own}):
        turns = sorted((turn for turn in own if turn.day == day), key=lambda turn: (turn.starts, turn.ends))
        if any(clashes(one, other) for index, one in enumerate(turns) for other in turns[index + 1 :]):
            found.append(Finding(FindingCode.CLASH, person, day))
        if not all(turn.has_place for turn in turns):
            found.append(Finding(FindingCode.NO_PLACE, person, day))
        if any(turn.is_on_leave for turn in turns):
            found.append(Finding(FindingCode.ON_LEAVE, person, day))
        minutes = sum(turn.minutes for turn in turns)
        hours = round(minutes / MINUTES_OF_HOUR, 2)
        if minutes > limits.most_hours_per_day * MINUTES_OF_HOUR:
            found.append(
                Finding(FindingCode.DAY_TOO_LONG, person, day, {"hours": hours, "most": limits.most_hours_per_day})
            )
        elif minutes > limits.hours_per_day * MINUTES_OF_HOUR:
            over = round(hours - limits.hours_per_day, 2)
            found.append(Finding(FindingCode.OVERTIME, person, day, {"hours": hours, "over": over}))
    return found


def _week_of(person: int, own: list[Turn], limits: Limits) -> list[Finding]:
    found = []
    minutes = sum(turn.minutes for turn in own)
    if minutes > limits.hours_per_week * MINUTES_OF_HOUR:
        hours = round(minutes / MINUTES_OF_HOUR, 2)
        found.append(Finding(FindingCode.WEEK_TOO_LONG, person, None, {"hours": hours, "most": limits.hours_per_week}))
    rest = DAYS_OF_WEEK - len({turn.day for turn in own})
    if rest < limits.rest_days_per_week:
        found.append(Finding(FindingCode.NO_REST_DAY, person, None, {"rest": rest, "least": limits.rest_days_per_week}))
    return found
