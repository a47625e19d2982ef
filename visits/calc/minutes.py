"""What a new line of a checklist costs the field, from measured seconds (handbook H5.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

SECONDS_OF_HOUR = 3600
SECONDS_OF_MINUTE = 60
# Fewer visits say too little; the guess is then said to be one.
FEWEST_MEASURED = 20
ASSUMED_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class StepTime:
    """How long a step took in one visit, and how many items were answered in it."""

    seconds: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for one item, and from how many visits that is known; nought is a guess."""

    seconds: float
    visits: int

    @property
    def is_measured(self) -> bool:
        return self.visits > 0


@dataclass(frozen=True, slots=True)
class Share:
    """Stores of one kind: visits a week in all of them, and how many items more or fewer each visit gets."""

    visits_a_week: float
    pieces: int


@dataclass(frozen=True, slots=True)
class RouteDay:
    """One day of a route plan: what it takes now, what it may take, and the items that come on top."""

    name: str
    minutes: float
    limit: float
    pieces: int


def pace_of(times: Iterable[StepTime]) -> Pace:
    """The median of seconds for each item; one who left the phone on the counter moves it little."""
    paces = [time.seconds / time.pieces for time in times if time.pieces > 0 and time.seconds > 0]
    if len(paces) < FEWEST_MEASURED:
        return Pace(ASSUMED_SECONDS, 0)
    return Pace(median(paces), len(paces))


def hours_a_week(shares: Iterable[Share], pace: Pace) -> float:
    """Rep-hours a week: Σ visits a week × items × seconds for each item."""
    return sum(share.visits_a_week * share.pieces for share in shares) * pace.seconds / SECONDS_OF_HOUR


def no_longer_fit(days: Sequence[RouteDay], pace: Pace) -> list[RouteDay]:
    """The days that fit now and would not with the items on top."""
    return [
        day for day in days if day.minutes <= day.limit < day.minutes + day.pieces * pace.seconds / SECONDS_OF_MINUTE
    ]
