"""Which days a store may be visited on: patterns of even spacing (handbook H4.3)."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb

from visits.calc.routing.problem import DAYS_OF_WEEK, Cycle, StoreStop

SPACING_PRICE = 0.5
REPEAT_PRICE = 2.0
LOOSE_PRICE = 60.0
LOOSE_PATTERNS = 60
MOST_CHOICES = 20_000


@dataclass(frozen=True, slots=True)
class Pattern:
    """The days of one store, and what their unevenness is worth in minutes of travel."""

    days: tuple[int, ...]
    price: float
    is_loose: bool = False


def cyclic_gaps(days: tuple[int, ...], length: int) -> tuple[int, ...]:
    """Count the days from each visit to the next, over the cycle's end."""
    following = (*days[1:], days[0] + length) if days else ()
    return tuple(after - day for day, after in zip(days, following, strict=True))


def is_evenly_spaced(days: tuple[int, ...], length: int) -> bool:
    """Tell whether each week has its share and every gap is within 3/7 of the ideal one.

    In two weeks this means 2–3 days for three visits a week, 2–5 for two and 4–10 for one:
    no two days running, and the handbook's Tuesday and Thursday is allowed.
    """
    weeks, count, tolerance = length // DAYS_OF_WEEK, len(days), 3 * length
    shares = Counter(day // DAYS_OF_WEEK for day in days)
    return all(count // weeks <= shares[week] <= -(-count // weeks) for week in range(weeks)) and all(
        abs(DAYS_OF_WEEK * (count * gap - length)) <= tolerance for gap in cyclic_gaps(days, length)
    )


@lru_cache(maxsize=256)
def patterns_for(cycle: Cycle, visits: int, closed_days: frozenset[int]) -> tuple[Pattern, ...]:
    """List the evenly spaced choices, the best first; where there are none, the most even.

    Closed days and a full week leave some frequencies without an even choice. "No two days
    running where avoidable" then means: the least uneven that there is.
    """
    chosen = _all_choices(cycle, visits, closed_days)
    even = [days for days in chosen if is_evenly_spaced(days, cycle.length)]
    if not even and chosen:
        least = min(_roughness(days, cycle.length) for days in chosen)
        even = [days for days in chosen if _roughness(days, cycle.length) == least]
    return _priced(cycle, even)


def patterns_of(cycle: Cycle, store: StoreStop) -> tuple[Pattern, ...]:
    """The even choices that hold the store's pinned days; where none does, all that hold them."""
    even = patterns_for(cycle, store.visits_per_cycle, store.closed_days)
    if not store.pinned_days:
        return even
    pinned = tuple(pattern for pattern in even if store.pinned_days <= set(pattern.days))
    return pinned or loose_patterns_of(cycle, store)


def loose_patterns_of(cycle: Cycle, store: StoreStop) -> tuple[Pattern, ...]:
    """The uneven choices that hold the store's pinned days."""
    return loose_patterns_for(cycle, store.visits_per_cycle, store.closed_days, store.pinned_days)


def loose_patterns_for(
    cycle: Cycle, visits: int, closed_days: frozenset[int], pinned_days: frozenset[int] = frozenset()
) -> tuple[Pattern, ...]:
    """List further choices for a store that would else drop out of the plan, best first."""
    even = {pattern.days for pattern in patterns_for(cycle, visits, closed_days)}
    choices = _all_choices(cycle, visits, closed_days)
    rest = [days for days in choices if days not in even and pinned_days <= set(days)]
    rest.sort(key=lambda days: (_roughness(days, cycle.length), days))
    return tuple(
        Pattern(days, LOOSE_PRICE + _roughness(days, cycle.length), is_loose=True) for days in rest[:LOOSE_PATTERNS]
    )


@lru_cache(maxsize=256)
def _all_choices(cycle: Cycle, visits: int, closed_days: frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """List all choices of days; in long cycles those that repeat, else evenly strided ones.

    Four weeks have millions of choices for three visits a week, and the rep would not want
    most of them: a store seen on the same days each week is the better plan.
    """
    open_days = [day for day in cycle.days if day not in closed_days]
    if comb(len(open_days), visits) <= MOST_CHOICES:
        return tuple(combinations(open_days, visits))
    for weeks in (week for week in (2, 1) if cycle.weeks % week == 0):
        times, span = cycle.weeks // weeks, DAYS_OF_WEEK * weeks
        first = [day for day in open_days if day < span]
        if visits % times == 0 and comb(len(first), visits // times) <= MOST_CHOICES:
            return _repeated(first, visits // times, span, frozenset(open_days), times)
    return _strided(open_days, visits)


def _repeated(
    first: list[int], visits: int, span: int, open_days: frozenset[int], times: int
) -> tuple[tuple[int, ...], ...]:
    choices = (
        tuple(day + span * turn for turn in range(times) for day in days) for days in combinations(first, visits)
    )
    return tuple(days for days in choices if open_days.issuperset(days))


def _strided(open_days: list[int], visits: int) -> tuple[tuple[int, ...], ...]:
    count = len(open_days)
    return tuple(
        sorted(
            {
                tuple(sorted(open_days[(shift + k * count // visits) % count] for k in range(visits)))
                for shift in range(count)
            }
        )
    )


def _roughness(days: tuple[int, ...], length: int) -> int:
    return sum(gap * gap for gap in cyclic_gaps(days, length))


def _priced(cycle: Cycle, choices: list[tuple[int, ...]]) -> tuple[Pattern, ...]:
    """Price unevenness in working days, as the handbook counts Tuesday and Thursday even."""
    place = {day: index for index, day in enumerate(cycle.days)}
    rough = [_roughness(tuple(place[day] for day in days), len(cycle.days)) for days in choices]
    least = min(rough, default=0)
    priced = [
        Pattern(days, SPACING_PRICE * (roughness - least) + _repeat_price(cycle, days))
        for days, roughness in zip(choices, rough, strict=True)
    ]
    return tuple(sorted(priced, key=lambda pattern: (pattern.price, pattern.days)))


def _repeat_price(cycle: Cycle, days: tuple[int, ...]) -> float:
    """Charge a store that could have the same weekdays each week and does not."""
    if len(days) % cycle.weeks:
        return 0.0
    shifted = sorted((day + DAYS_OF_WEEK) % cycle.length for day in days)
    return 0.0 if shifted == list(days) else REPEAT_PRICE
