"""Where a person stands with a course (handbook H7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON_DAYS = 30
MONTHS_OF_YEAR = 12
LAST_SAFE_DAY = 28


class Standing(StrEnum):
    """Done, done but soon due again, due, overdue, failed, or not asked for."""

    DONE = "done"
    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"
    FAILED = "failed"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class CourseRule:
    """What a course asks: of everybody or not, from how many points it is passed, for how many months it holds."""

    is_required: bool = True
    pass_score: int = 60
    valid_months: int | None = None
    days_to_do: int = 30


@dataclass(frozen=True, slots=True)
class Taken:
    """One attendance with its test."""

    on: date
    score: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of the matrix; `due_on` is when it has to be done, again or at all."""

    standing: Standing
    taken: Taken | None = None
    due_on: date | None = None


def standing_of(rule: CourseRule, taken: Iterable[Taken], *, since: date, on: date) -> Place:
    """The last passed test counts while it holds; without one, the days since the course was asked for.

    Who failed is told so until the day it is due; a test without a score counts as passed.
    """
    by_day = sorted(taken, key=lambda one: one.on)
    passed = [one for one in by_day if one.score is None or one.score >= rule.pass_score]
    if passed:
        last = passed[-1]
        ends = _months_on(last.on, rule.valid_months) if rule.valid_months else None
        if ends is None or on < ends:
            is_soon = ends is not None and ends - on <= timedelta(days=SOON_DAYS) and rule.is_required
            return Place(Standing.SOON if is_soon else Standing.DONE, last, ends)
        return Place(Standing.OVERDUE if rule.is_required else Standing.FREE, last, ends)
    last = by_day[-1] if by_day else None
    if not rule.is_required:
        return Place(Standing.FAILED if last else Standing.FREE, last)
    due_on = since + timedelta(days=rule.days_to_do)
    if on > due_on:
        return Place(Standing.OVERDUE, last, due_on)
    return Place(Standing.FAILED if last else Standing.DUE, last, due_on)


def _months_on(day: date, months: int) -> date:
    """The same day some months later; the last days of a month are its 28th."""
    count = day.month - 1 + months
    year, month = day.year + count // MONTHS_OF_YEAR, count % MONTHS_OF_YEAR + 1
    return date(year, month, min(day.day, LAST_SAFE_DAY))
