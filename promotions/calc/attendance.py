"""A day at work against the roster: late, gone early, absent (handbook H7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SECONDS_OF_MINUTE = 60


class DayState(StrEnum):
    """How a day went; what is still to come has no state of its own."""

    AHEAD = "ahead"
    WORKING = "working"
    ON_TIME = "on_time"
    LATE = "late"
    EARLY = "early"
    ABSENT = "absent"
    UNPLANNED = "unplanned"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Planned:
    """One shift as moments."""

    person: int
    store: int
    day: date
    starts_at: datetime
    ends_at: datetime
    break_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Presence:
    """One stay at a store; without an end the person did not check out."""

    person: int
    store: int
    day: date
    came_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One person's day: the first shift's begin and the last one's end are what is kept to."""

    person: int
    day: date
    state: DayState
    late_minutes: int = 0
    early_minutes: int = 0
    planned_minutes: int = 0
    worked_minutes: int = 0


def judge_days(
    planned: Iterable[Planned], present: Iterable[Presence], *, grace_minutes: int, now: datetime
) -> list[Day]:
    """Each person and day with a shift or a stay, in order. A few minutes of grace are no lateness."""
    shifts: dict[tuple[int, date], list[Planned]] = {}
    stays: dict[tuple[int, date], list[Presence]] = {}
    for shift in planned:
        shifts.setdefault((shift.person, shift.day), []).append(shift)
    for stay in present:
        stays.setdefault((stay.person, stay.day), []).append(stay)
    return [
        judge_day(key, shifts.get(key, ()), stays.get(key, ()), grace_minutes=grace_minutes, now=now)
        for key in sorted({*shifts, *stays})
    ]


def judge_day(
    key: tuple[int, date],
    shifts: Sequence[Planned],
    stays: Sequence[Presence],
    *,
    grace_minutes: int,
    now: datetime,
) -> Day:
    """Weigh one day: absent is who never came to a shift that is over, at any of its stores."""
    worked = sum(_minutes(stay.left_at - stay.came_at) for stay in stays if stay.left_at)
    if not shifts:
        return Day(*key, DayState.UNPLANNED, worked_minutes=worked)
    starts_at, ends_at = min(shift.starts_at for shift in shifts), max(shift.ends_at for shift in shifts)
    asked = sum(max(0, _minutes(shift.ends_at - shift.starts_at) - shift.break_minutes) for shift in shifts)
    if not stays:
        state = DayState.ABSENT if now >= ends_at else DayState.AHEAD
        return Day(*key, state, planned_minutes=asked)
    late = max(0, _minutes(min(stay.came_at for stay in stays) - starts_at))
    late = late if late > grace_minutes else 0
    ends = [stay.left_at for stay in stays]
    if None in ends:
        state = DayState.OPEN if now.date() > key[1] else (DayState.LATE if late else DayState.WORKING)
        return Day(*key, state, late_minutes=late, planned_minutes=asked, worked_minutes=worked)
    early = max(0, _minutes(ends_at - max(end for end in ends if end is not None)))
    early = early if early > grace_minutes else 0
    # A break is taken once a day at most, however often the person checked out for it.
    worked = max(0, worked - (max(shift.break_minutes for shift in shifts) if len(stays) == 1 else 0))
    state = DayState.LATE if late else DayState.EARLY if early else DayState.ON_TIME
    return Day(*key, state, late, early, asked, worked)


def _minutes(span) -> int:
    return int(span.total_seconds() // SECONDS_OF_MINUTE)
