"""Which weekday is which: of plans that cost the same, the one that people expect (handbook H4.3).

Frequent stores go to the beginning of the week and rest stays even, as in the handbook's T1 (Mon, Wed, Fri) and T2
(Tue, Thu): a search finds such a plan by its ways, on any weekdays.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, permutations

from visits.calc.routing.ground import Ground
from visits.calc.routing.patterns import Pattern
from visits.calc.routing.problem import DAYS_OF_WEEK, Cycle
from visits.calc.routing.schedule import Schedule

# Minutes: so little that no plan becomes longer for it.
WEEKDAY_PRICE = 0.001

Renaming = dict[int, int]
Choices = tuple[dict[tuple[int, ...], tuple[Pattern, float]], ...]


def pattern_prices(ground: Ground) -> list[list[tuple[Pattern, float]]]:
    """What the days of each pattern cost, in minutes; late weekdays cost a trace."""
    return [[(pattern, pattern.price + _weekday_price(pattern)) for pattern in choices] for choices in ground.patterns]


def settle_weekdays(schedule: Schedule, cycle: Cycle) -> None:
    """Rename whole days where every store's new days are allowed and cost less; routes stay as they are."""
    priced = pattern_prices(schedule.ground)
    choices = tuple({pattern.days: (pattern, price) for pattern, price in row} for row in priced)
    kinds = _alike(schedule.ground)
    groups = Counter((kind, pattern.days) for kind, pattern in zip(kinds, schedule.choice, strict=True) if pattern)
    allowed = {kind: choices[kinds.index(kind)] for kind in set(kinds)}
    best = {day: day for day in cycle.days}
    least = _cost(groups, allowed, best)
    for renaming in _renamings(cycle):
        cost = _cost(groups, allowed, renaming, least)
        if cost < least - WEEKDAY_PRICE / 2:
            best, least = renaming, cost
    for here, there in combinations(cycle.days, 2):
        swapped = best | {day: there if to == here else here for day, to in best.items() if to in (here, there)}
        cost = _cost(groups, allowed, swapped, least)
        if cost < least - WEEKDAY_PRICE / 2:
            best, least = swapped, cost
    _rename(schedule, choices, best)


def _alike(ground: Ground) -> list[int]:
    """Number the stores by what days they may have, so that each kind is looked at once."""
    number: dict[tuple[Pattern, ...], int] = {}
    return [number.setdefault(patterns, len(number)) for patterns in ground.patterns]


def _renamings(cycle: Cycle) -> Iterator[Renaming]:
    weekdays = sorted({day % DAYS_OF_WEEK for day in cycle.days})
    if len(cycle.days) != len(weekdays) * cycle.weeks:
        return
    for order in permutations(weekdays):
        to = dict(zip(weekdays, order, strict=True))
        yield {day: day - day % DAYS_OF_WEEK + to[day % DAYS_OF_WEEK] for day in cycle.days}


def _cost(groups: Counter, allowed: dict, renaming: Renaming, most: float = float("inf")) -> float:
    """What all stores' days cost under other names; infinite as soon as one may not have them."""
    cost = 0.0
    for (group, days), count in groups.items():
        found = allowed[group].get(tuple(sorted(renaming[day] for day in days)))
        if found is None:
            return float("inf")
        cost += count * found[1]
        if cost > most:
            break
    return cost


def _rename(schedule: Schedule, choices: Choices, renaming: Renaming) -> None:
    routes = {renaming[day]: schedule.routes[day] for day in renaming}
    for day, route in routes.items():
        schedule.set_route(day, route)
    for index, pattern in enumerate(schedule.choice):
        if pattern:
            schedule.choice[index] = choices[index][tuple(sorted(renaming[day] for day in pattern.days))][0]


def _weekday_price(pattern: Pattern) -> float:
    return WEEKDAY_PRICE * len(pattern.days) * sum(day % DAYS_OF_WEEK for day in pattern.days)
