"""Plan the days of one rep: anew, or close to the plan it had (handbook H4.3).

Days and routes are chosen together by ruin and recreate over day patterns (`periodic/kernel`): choosing the days
first and routing them afterwards costs 7–22 % more travel. The number of rounds ends the search, not the clock, so
that one input and seed give one plan. A plan takes seconds: a page has it made in the background.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from visits.calc.routing.answer import plan_of
from visits.calc.routing.former import Former, former_of, in_former_order
from visits.calc.routing.ground import TENTHS, Ground, ground_of
from visits.calc.routing.order import better_order
from visits.calc.routing.patterns import loose_patterns_of
from visits.calc.routing.problem import Plan, Problem, StoreStop, Unplaced
from visits.calc.routing.repair import explain_absent, screen_stores
from visits.calc.routing.schedule import Route, Schedule
from visits.calc.routing.weekdays import pattern_prices, settle_weekdays

if TYPE_CHECKING:
    from visits.calc.routing.search import Annealing

ROUNDS = 200_000
# Shares of the rounds: the free search, another beginning, even days at first and where they were widened, uneven days.
FREE, AGAIN, EVEN, WIDENED, LOOSENED = 0.4, 0.2, 0.4, 0.2, 0.1
# A day with opening hours is walked through stop by stop, which takes five times as long.
TIMED_SHARE = 5
# A day may last so much longer than the mean of all; where that cannot be, so much.
BALANCE = (1.03, 1.06, 1.12, 1.25)
# Ways may grow so far for even days, not more: the handbook's example has days of its own kinds.
EVENNESS_WORTH = 1.07
# Days filled to the brim beside nearly empty ones are worth so many minutes a day, too.
BRIM = 0.85
EVENNESS_MINUTES = 10
# Below this share of a day's time there is nothing to balance: a rep with little work has fewer days instead.
WORTH_BALANCING = 0.5
# How a plan is kept: minutes that a moved visit must save, and how much less even the days may become for it.
KEEPING = ((2, 0.05), (2, 0.12), (6, 0.12), (20, 0.25), (60, 9.0))
WARM_START = 0.2
ANOTHER_SEED = 1_000_003


def solve(
    problem: Problem, *, seed: int = 1, rounds: int = ROUNDS, former: Mapping[int, Sequence[str]] | None = None
) -> Plan:
    """Give each store its visits over the cycle, or name what keeps it out.

    `former` holds the codes of each day in visiting order, of a plan of which most is to be kept; without it the plan
    is made anew. The order in which the stores are given does not matter. No day exceeds its limit.
    """
    stores, unusable = screen_stores(problem)
    if not stores or not problem.cycle.days:
        return plan_of(problem, None, unusable)
    ground = ground_of(problem, stores)
    rounds = rounds // TIMED_SHARE if any(ground.is_timed) else rounds
    kept = former_of(ground, former) if former else None
    schedule = _kept(ground, kept, seed, rounds) if kept else _anew(ground, seed, rounds)
    if schedule.absent():
        schedule = _loosened(problem, schedule, kept, seed, rounds)
    if not kept:
        settle_weekdays(schedule, problem.cycle)
    _finish(schedule, kept)
    unplaced: list[Unplaced] = [*unusable, *explain_absent(problem, schedule)]
    return plan_of(problem, schedule, unplaced)


def annealing_of(
    ground: Ground,
    seed: int,
    *,
    prices: Sequence[Sequence[float]] | None = None,
    absences: Sequence[float] | None = None,
) -> "Annealing":
    """A search over this ground; prices are those of each store's patterns and of its absence, in minutes.

    numba costs a process 0.6 seconds and 70 MB, so that only who solves loads it.
    """
    of_patterns = prices or [[price for _pattern, price in priced] for priced in pattern_prices(ground)]
    return import_module("visits.calc.routing.search").Annealing(ground, of_patterns, absences, seed=seed)


def _annealing_near(ground: Ground, seed: int, kept: Former, move_price: float) -> "Annealing":
    prices = [
        [price + kept.moves(index, pattern.days) * move_price for pattern, price in priced]
        for index, priced in enumerate(pattern_prices(ground))
    ]
    return annealing_of(ground, seed, prices=prices)


def _anew(ground: Ground, seed: int, rounds: int) -> Schedule:
    """Search freely, again from another beginning if a store found no place, then for days as long as each other."""
    annealing = _begun(ground, seed, int(rounds * FREE))
    if annealing.absent() or not annealing.is_sound:
        again = _begun(ground, seed + ANOTHER_SEED, int(rounds * AGAIN))
        annealing = min(annealing, again, key=lambda each: (not each.is_sound, each.price()))
    return _balanced(annealing, ground, rounds)


def _begun(ground: Ground, seed: int, rounds: int) -> "Annealing":
    annealing = annealing_of(ground, seed)
    annealing.begin()
    annealing.run(rounds)
    return annealing


def _balanced(annealing: "Annealing", ground: Ground, rounds: int) -> Schedule:
    """Cap the days at their mean and a little, widened until all visits have a place and ways grow little for it."""
    free, price = _sound(annealing.schedule()), annealing.price()
    if free.absent():
        return free
    mean, limit = sum(free.totals) / len(ground.days), ground.limit
    worth = price * EVENNESS_WORTH
    if max(free.totals) > limit * BRIM:
        worth = max(worth, price + EVENNESS_MINUTES * len(ground.days))
    for share in BALANCE:
        cap = max(mean * share, limit * WORTH_BALANCING)
        if cap >= max(free.totals):
            break
        annealing.limit_to(cap / TENTHS)
        annealing.run(int(rounds * (EVEN if share == BALANCE[0] else WIDENED)), heat=WARM_START)
        if annealing.is_sound and not annealing.absent() and annealing.price() <= worth:
            return annealing.schedule()
    return free


def _kept(ground: Ground, kept: Former, seed: int, rounds: int) -> Schedule:
    """Keep what there is: few visits move, and only for a gain; days may become a little less even for it."""
    tries = []
    for move_price, slack in KEEPING:
        annealing = _annealing_near(ground, seed, kept, move_price)
        annealing.begin_with(kept.schedule)
        cap = min(ground.limit, max(kept.unevenness, BALANCE[0]) * kept.mean + slack * kept.mean)
        annealing.limit_to(max(cap, ground.limit * WORTH_BALANCING) / TENTHS)
        annealing.run(rounds // 6, heat=WARM_START)
        found = _sound(annealing.schedule())
        tries.append((len(found.absent()), kept.excess(found), len(tries), found))
        if tries[-1][:2] == (0, 0):
            break
    return min(tries)[-1]


def _loosened(problem: Problem, schedule: Schedule, kept: Former | None, seed: int, rounds: int) -> Schedule:
    """Allow uneven days to the frequencies that did not fit with even ones."""
    ground = schedule.ground
    wider = widened(problem, ground, {ground.stores[index].visits_per_cycle for index in schedule.absent()})
    if wider.patterns == ground.patterns:
        return schedule
    annealing = _annealing_near(wider, seed, kept, KEEPING[0][0]) if kept else annealing_of(wider, seed)
    annealing.begin_with(schedule)
    annealing.run(int(rounds * LOOSENED), heat=WARM_START if kept else 1.0)
    found = _sound(annealing.schedule())
    return found if len(found.absent()) < len(schedule.absent()) else schedule.under(wider)


def widened(problem: Problem, ground: Ground, frequencies: Collection[int]) -> Ground:
    """Allow uneven days, at their price, to stores of these frequencies."""
    patterns = tuple(
        (*even, *(loose_patterns_of(problem.cycle, store) if store.visits_per_cycle in frequencies else ()))
        for store, even in zip(ground.stores, ground.patterns, strict=True)
    )
    return replace(ground, patterns=patterns)


def _sound(schedule: Schedule) -> Schedule:
    """Drop stores from days that are over their limits, the least first; a search of few rounds may leave such."""
    ground = schedule.ground
    for day in ground.days:
        while schedule.totals[day] > ground.limit or len(schedule.routes[day]) > ground.max_stops:
            schedule.drop(min(schedule.routes[day], key=lambda index: _weight(ground.stores[index])))
    return schedule


def _weight(store: StoreStop) -> tuple[int, str]:
    """By work, and more by frequency: what is given up last."""
    return store.minutes * store.visits_per_cycle**2, store.code


def _finish(schedule: Schedule, kept: Former | None) -> None:
    """Shorten the days, and use what that frees for stores that were left out."""
    _polish(schedule, kept)
    while any(_insert(schedule, index) for index in schedule.absent()):
        _polish(schedule, kept)


def _insert(schedule: Schedule, index: int) -> bool:
    """Place a store where it adds least."""
    slots = {day: slot for day in schedule.ground.days if (slot := schedule.slot(index, day))}
    fitting = [pattern for pattern in schedule.ground.patterns[index] if all(day in slots for day in pattern.days)]
    if not fitting:
        return False
    best = min(fitting, key=lambda it: (sum(slots[day].cost for day in it.days) + it.price * TENTHS, it.days))
    schedule.place(index, best, slots)
    return True


def _polish(schedule: Schedule, kept: Former | None) -> None:
    """Shorten each day; days with the same stops get the same, best, order."""
    best: dict[frozenset[int], tuple[int, Route]] = {}
    for day, route, total in _orders(schedule, kept):
        stops = frozenset(route)
        best[stops] = min(best.get(stops, (total, route)), (total, route))
        schedule.set_route(day, route)
    if not kept:
        for day in schedule.ground.days:
            schedule.set_route(day, best[frozenset(schedule.routes[day])][1])


def _orders(schedule: Schedule, kept: Former | None) -> Iterator[tuple[int, Route, int]]:
    for day in schedule.ground.days:
        route, total = better_order(schedule.ground, schedule.routes[day], schedule.totals[day])
        if kept:
            route, total = in_former_order(kept, schedule, day, route, total)
        yield day, route, total
