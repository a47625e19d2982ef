"""Whether a running month keeps up with its plan (handbook H8.3; glossary: pace, run rate)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from salesops.periods.month import Month

# The Mondays whose Sunday is the first on or after the 14th.
MID_MONTH = (8, 14)
RULE_VERSION = "tracking-1"
TENTH = Decimal("0.1")
RATIO = Decimal("0.0001")


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Lines:
    """A center's lines, in percent of what is expected by now; a red one lacks so many units at least."""

    green_from: int = 100
    red_below: int = 80
    least_missing: int = 2


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How far a month is, in working days of the center."""

    passed: int
    total: int

    @property
    def share(self) -> Decimal | None:
        return _ratio(self.passed, self.total)


@dataclass(frozen=True, slots=True)
class Tracked:
    """Units planned for the whole month and sold so far; None is not reported, which is not nothing sold."""

    planned: int
    actual: int | None


def week_before(on: date) -> date:
    """The Monday of the last week that has ended before a day."""
    return on - timedelta(days=on.weekday() + 7)


def is_mid_month(week_on: date) -> bool:
    """Whether a week, named by its Monday, is the first of its month to end on the 14th or later."""
    return MID_MONTH[0] <= week_on.day <= MID_MONTH[1]


def month_of_week(week_on: date) -> Month:
    """A week is tracked in the month of its Sunday, up to which the month is counted."""
    return Month.of(week_on + timedelta(days=6))


def expected(planned: int, elapsed: Elapsed) -> Decimal | None:
    """The plan's share of the working days that have passed, to a tenth of a unit."""
    if elapsed.total <= 0:
        return None
    return (Decimal(planned) * elapsed.passed / elapsed.total).quantize(TENTH, ROUND_HALF_UP)


def pace(tracked: Tracked, elapsed: Elapsed) -> Decimal | None:
    """What was sold ÷ what the plan asks of the working days that have passed."""
    if tracked.actual is None:
        return None
    return _ratio(tracked.actual * elapsed.total, tracked.planned * elapsed.passed)


def run_rate(tracked: Tracked, elapsed: Elapsed) -> int | None:
    """Units by the month's end if the rest of it sells as the days before did."""
    if tracked.actual is None or elapsed.passed <= 0:
        return None
    return int((Decimal(tracked.actual) * elapsed.total / elapsed.passed).quantize(Decimal(1), ROUND_HALF_UP))


def light_of(tracked: Tracked, elapsed: Elapsed, lines: Lines) -> Light | None:
    """Judge by the pace, in integers; without a plan or a report there is nothing to judge.

    A shortfall of less than `least_missing` units is amber at the worst: of one handset planned, none sold in the
    first week is no cause to ask anybody.
    """
    if tracked.actual is None or tracked.planned <= 0 or elapsed.passed <= 0:
        return None
    sold, asked = tracked.actual * elapsed.total, tracked.planned * elapsed.passed
    if sold * 100 >= asked * lines.green_from:
        return Light.GREEN
    is_far = sold * 100 < asked * lines.red_below and asked - sold >= lines.least_missing * elapsed.total
    return Light.RED if is_far else Light.AMBER


def sum_of(tracked: Iterable[Tracked]) -> Tracked:
    """Those together that were reported; nothing reported stays unknown."""
    rows = list(tracked)
    known = [row for row in rows if row.actual is not None]
    if not known:
        return Tracked(sum(row.planned for row in rows), None)
    return Tracked(sum(row.planned for row in known), sum(row.actual for row in known))


def _ratio(numerator: int, denominator: int) -> Decimal | None:
    if denominator <= 0:
        return None
    return (Decimal(numerator) / Decimal(denominator)).quantize(RATIO, ROUND_HALF_UP)
