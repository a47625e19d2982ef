"""What the planner is asked and what it answers (handbook H4.2, H4.3).

Minutes of a day count from midnight; minutes that were computed have one decimal, so that
sums are exact. Days are calendar days of the cycle, 0 being its first Monday.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from visits.calc.geo import Point
from visits.calc.routing.ways import Ways

DAYS_OF_WEEK = 7
MIDNIGHT = 24 * 60


class Reason(StrEnum):
    """Why a store is not in the plan.

    The last three are due to the other stores: no minutes left, as many stops a day as are
    allowed, or no way to be there while it is open.
    """

    NO_POSITION = "no_position"
    ZERO_POSITION = "zero_position"
    SWAPPED_POSITION = "swapped_position"
    POSITION_OUT_OF_RANGE = "position_out_of_range"
    FREQUENCY_EXCEEDS_DAYS = "frequency_exceeds_days"
    PINNED_OTHERWISE = "pinned_otherwise"
    NOT_OPEN_LONG_ENOUGH = "not_open_long_enough"
    TOO_FAR = "too_far"
    NO_TIME = "no_time"
    DAYS_FULL = "days_full"
    HOURS_TAKEN = "hours_taken"


class RepairKind(StrEnum):
    """What would bring a store into the plan."""

    MEND_POSITION = "mend_position"
    FEWER_VISITS = "fewer_visits"
    MORE_MINUTES = "more_minutes"
    ANOTHER_DAY = "another_day"
    ANOTHER_REP = "another_rep"


@dataclass(frozen=True, slots=True)
class StoreStop:
    """A store to visit so many times a cycle, each whole visit inside its opening hours.

    Closed and pinned days are days of the cycle: never on the former, always on the latter.
    """

    code: str
    lon: float | None
    lat: float | None
    minutes: int
    visits_per_cycle: int
    opens_minute: int = 0
    closes_minute: int = MIDNIGHT
    cls: str = ""
    closed_days: frozenset[int] = frozenset()
    pinned_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Rep:
    """The day of the rep.

    Without a start (or end) the day begins (ends) at its first (last) store. Rest is taken
    between two visits once `rest_from_minute` has come. Office work is done in the morning
    as long as the first store is closed, what is left of it in the evening.
    """

    start: Point | None = None
    end: Point | None = None
    daily_minutes: int = 480
    rest_minutes: int = 60
    office_minutes: int = 30
    speed_kmh: float = 25.0
    detour_factor: float = 1.4
    starts_minute: int = 9 * 60
    rest_from_minute: int = 12 * 60
    max_stops: int | None = None

    def __post_init__(self) -> None:
        if self.speed_kmh <= 0 or self.detour_factor <= 0:
            raise ValueError("Speed and detour factor must be above zero.")
        if self.max_stops is not None and self.max_stops < 1:
            raise ValueError("A day must allow a stop.")

    @property
    def limit_minutes(self) -> int:
        """What a day leaves for stores and the way between them."""
        return max(0, self.daily_minutes - self.rest_minutes - self.office_minutes)


@dataclass(frozen=True, slots=True)
class Cycle:
    """The working days of a cycle that repeats, as calendar days from its first Monday."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12)
    weeks: int = 2

    def __post_init__(self) -> None:
        if self.weeks < 1 or list(self.days) != sorted(set(self.days)):
            raise ValueError("Cycle days must be sorted and different.")
        if self.days and not 0 <= self.days[0] <= self.days[-1] < self.length:
            raise ValueError("Cycle days must lie inside the cycle.")

    @property
    def length(self) -> int:
        """Calendar days until the cycle begins anew."""
        return DAYS_OF_WEEK * self.weeks


@dataclass(frozen=True, slots=True)
class Problem:
    """One rep's stores and days; measured ways take the place of speed and detour where they are known."""

    stores: tuple[StoreStop, ...]
    rep: Rep
    cycle: Cycle = field(default_factory=Cycle)
    ways: Ways = field(default_factory=Ways)

    def __post_init__(self) -> None:
        if len({store.code for store in self.stores}) < len(self.stores):
            raise ValueError("Each store may be given once.")


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a day; way and minutes are those from the place before."""

    code: str
    arrive_minute: float
    leave_minute: float
    travel_minutes: float
    metres: int


@dataclass(frozen=True, slots=True)
class DayRoute:
    """One day in visiting order; travel and metres include the way to the end place.

    `total` is travel, in store and waiting for a store to open; rest and office work are
    outside of it, as they are outside of `limit`. A day without stops has no name.
    """

    day: int
    name: str
    stops: tuple[Stop, ...]
    travel: float
    in_store: float
    waiting: float
    total: float
    limit: float
    metres: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that, taken alone, brings the store into the plan.

    `visits` is the number a cycle that would fit, `minutes` the minutes that a day lacks
    (more minutes) or that another rep takes over in a cycle, `days` the added days.
    """

    kind: RepairKind
    visits: int = 0
    minutes: float = 0
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A store that the plan leaves out, why, and by how many minutes a day is short."""

    code: str
    missing_visits: int
    reason: Reason
    repairs: tuple[Repair, ...] = ()
    minutes_over: float = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """The cycle in sums; `available` is all days' limits, `missing_minutes` in store only."""

    visits: int
    missing_visits: int
    missing_minutes: int
    travel: float
    in_store: float
    waiting: float
    total: float
    available: float
    metres: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Day routes over the cycle; `uneven` are stores whose visits lie closer than they should."""

    days: tuple[DayRoute, ...]
    unplaced: tuple[Unplaced, ...]
    totals: Totals
    uneven: tuple[str, ...] = ()
