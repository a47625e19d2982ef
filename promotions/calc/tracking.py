"""How a running promotion does against what was expected, by day and store (handbook H6.2).

A store's goal is what it usually sells of the models plus its share of the target. What is usual is the daily
mean of the four weeks before the start. The goal is spread evenly over the days; by the end of a day the store is
expected to have sold that day's part. The run rate carries the days so far to the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

USUAL_DAYS = 28
# A store is red below this part of what is expected so far, unless only a unit or two are missing.
RED_BELOW = Decimal("0.7")
LEAST_SHORT = 3
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Days:
    """A promotion's days, and how many of them are over."""

    first: date
    last: date
    over: int

    @classmethod
    def until(cls, first: date, last: date, today: date) -> "Days":
        """Today is not over: its sales are still coming in."""
        return cls(first, last, max(0, min((today - first).days, (last - first).days + 1)))

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def all(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(self.count)]

    @property
    def those_over(self) -> list[date]:
        return self.all[: self.over]


@dataclass(frozen=True, slots=True)
class StoreInput:
    """A store's share, what it sold in the four weeks before, and what it sold by day."""

    store_id: int
    extra_units: int
    sold_before: int
    sold: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class StoreTrack:
    """One store: units usual, goal and expected so far (one place), sold in the days that are over."""

    store_id: int
    extra_units: int
    usual: Decimal
    goal: Decimal
    expected: Decimal
    sold: int

    @property
    def achievement(self) -> Decimal | None:
        """Sold against what is expected so far; None before anything is."""
        return Decimal(self.sold) / self.expected if self.expected else None

    @property
    def is_red(self) -> bool:
        short = self.expected - self.sold
        return short >= LEAST_SHORT and self.sold < self.expected * RED_BELOW


@dataclass(frozen=True, slots=True)
class DayTrack:
    """One day over all stores; None while it is not over."""

    day: date
    sold: int | None
    usual: Decimal
    goal: Decimal


@dataclass(frozen=True, slots=True)
class Track:
    """The whole promotion."""

    days: Days
    by_day: tuple[DayTrack, ...]
    stores: tuple[StoreTrack, ...]

    @property
    def sold(self) -> int:
        return sum(store.sold for store in self.stores)

    @property
    def usual(self) -> Decimal:
        return sum((store.usual for store in self.stores), Decimal(0))

    @property
    def goal(self) -> Decimal:
        return sum((store.goal for store in self.stores), Decimal(0))

    @property
    def expected(self) -> Decimal:
        return sum((store.expected for store in self.stores), Decimal(0))

    @property
    def extra_so_far(self) -> Decimal:
        """Sold beyond what is usual for the days that are over."""
        return (self.sold - self.usual * self.days.over / self.days.count).quantize(_TENTH, ROUND_HALF_UP)

    @property
    def run_rate(self) -> Decimal | None:
        """What all days come to if they go on so; None before the first day is over."""
        if not self.days.over:
            return None
        return (Decimal(self.sold) * self.days.count / self.days.over).quantize(_TENTH, ROUND_HALF_UP)

    @property
    def red(self) -> int:
        return sum(1 for store in self.stores if store.is_red)


def track(days: Days, stores: Sequence[StoreInput]) -> Track:
    """Follow the stores over the days; who is furthest behind comes first."""
    tracks = sorted((_store(days, store) for store in stores), key=lambda one: (one.sold - one.expected, one.store_id))
    usual = sum((one.usual for one in tracks), Decimal(0)) / days.count
    goal = sum((one.goal for one in tracks), Decimal(0)) / days.count
    over = set(days.those_over)
    by_day = tuple(
        DayTrack(
            day=day,
            sold=sum(store.sold.get(day, 0) for store in stores) if day in over else None,
            usual=usual.quantize(_TENTH, ROUND_HALF_UP),
            goal=goal.quantize(_TENTH, ROUND_HALF_UP),
        )
        for day in days.all
    )
    return Track(days, by_day, tuple(tracks))


def _store(days: Days, store: StoreInput) -> StoreTrack:
    usual = Decimal(store.sold_before) * days.count / USUAL_DAYS
    goal = usual + store.extra_units
    return StoreTrack(
        store_id=store.store_id,
        extra_units=store.extra_units,
        usual=usual.quantize(_TENTH, ROUND_HALF_UP),
        goal=goal.quantize(_TENTH, ROUND_HALF_UP),
        expected=(goal * days.over / days.count).quantize(_TENTH, ROUND_HALF_UP),
        sold=sum(store.sold.get(day, 0) for day in days.those_over),
    )
