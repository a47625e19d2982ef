"""Plan the days of one rep by ruin and recreate over day patterns (handbook H4.3).

Days and routes are chosen together: a store goes to the pattern with the smallest sum of
cheapest detours. Choosing the days first and routing them afterwards costs 7–22 % more
travel. The number of rounds ends the search, not the clock, so that one input and seed
give one plan.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import exp
from random import Random

from visits.calc.routing.answer import plan_of
from visits.calc.routing.ground import Ground, ground_of
from visits.calc.routing.order import better_order
from visits.calc.routing.patterns import Pattern, loose_patterns_for
from visits.calc.routing.problem import Plan, Problem, Unplaced
from visits.calc.routing.repair import explain_absent, screen_stores
from visits.calc.routing.schedule import IMPOSSIBLE, Prices, Route, Schedule, Slot

ROUNDS = 1_500
MOST_REMOVED = 9
BLINK = 0.01
FREE_CHOICE = 0.2
WARM, COOLING = 5, 75
NO_SLOT = IMPOSSIBLE**3
FILLING_SHARES = (100, 125, 10_000)


def solve(problem: Problem, *, seed: int = 1, rounds: int = ROUNDS) -> Plan:
    """Give each store its visits over the cycle, or name what keeps it out.

    The order in which the stores are given does not matter. No day exceeds its limit.
    """
    stores, unusable = screen_stores(problem)
    if not stores:
        return plan_of(problem, None, unusable)
    ground = ground_of(problem, stores)
    rng = Random(seed)  # noqa: S311  (a search, no secret)
    schedule = _search(_first_schedule(ground), rng, rounds)
    wider = _with_loose_patterns(problem, ground, schedule.absent())
    if wider.patterns != ground.patterns:
        schedule.allow(wider)
        schedule = _search(schedule, rng, rounds // 2)
    _finish(schedule)
    unplaced: list[Unplaced] = [*unusable, *explain_absent(problem, schedule)]
    return plan_of(problem, schedule, unplaced)


def _first_schedule(ground: Ground) -> Schedule:
    """Take the better of two beginnings: by cheapest detours, or by class in blocks of days."""
    by_detour = Schedule(ground, Prices.of(ground))
    order = sorted(range(len(ground.stores)), key=lambda index: (-_work(ground, index), index))
    for index in order:
        _insert(by_detour, index, None)
    return min(by_detour, _block_schedule(ground), key=Schedule.objective)


def _block_schedule(ground: Ground) -> Schedule:
    """Fill the earliest days that are allowed, frequent stores first, neighbours together.

    This is how the handbook's example is made: T1 for A, T2 for B, the rest for C. A day
    takes no more than the mean of stops, or of minutes in store; then more and more.
    """
    order = _chained(ground)
    tries = []
    for weights in ([1] * len(order), ground.service):
        work = sum(weights[i] * ground.stores[i].visits_per_cycle for i in order)
        mean = -(-work // len(ground.days))
        for share in FILLING_SHARES:
            schedule = Schedule(ground, Prices.of(ground))
            for index in order:
                _insert_early(schedule, index, weights, mean * share // 100)
            tries.append(schedule)
    return min(tries, key=Schedule.objective)


def _insert_early(schedule: Schedule, index: int, weights: Sequence[int], cap: int) -> None:
    ground = schedule.ground
    room = cap - weights[index]
    slots = {
        day: slot
        for day in ground.days
        if sum(weights[stop] for stop in schedule.routes[day]) <= room and (slot := schedule.slot(index, day))
    }
    for pattern in ground.patterns[index]:
        if all(day in slots for day in pattern.days):
            schedule.place(index, pattern, slots)
            return


def _chained(ground: Ground) -> list[int]:
    """Order stores by frequency and each frequency from neighbour to neighbour."""
    left = set(range(len(ground.stores)))
    order: list[int] = []
    while left:
        most = max(ground.stores[index].visits_per_cycle for index in left)
        group = {index for index in left if ground.stores[index].visits_per_cycle == most}
        here = min(group)
        while group:
            order.append(here)
            group.discard(here)
            left.discard(here)
            here = next((other for other in ground.near[here] if other in group), here)
    return order


def _search(schedule: Schedule, rng: Random, rounds: int) -> Schedule:
    """Take some neighbouring stores out and put them back better, again and again."""
    current, best = schedule, schedule
    now = least = schedule.objective()
    heat = _first_heat(schedule)
    for _ in range(rounds):
        heat *= COOLING ** (-1 / rounds)
        candidate = current.copy()
        _recreate(candidate, _ruin(candidate, rng), rng)
        then = candidate.objective()
        if then < now or rng.random() < exp((now - then) / heat):
            current, now = candidate, then
        if then < least:
            best, least = candidate, then
    return best


def _first_heat(schedule: Schedule) -> float:
    """Begin at five times the mean way to the five nearest stores, and never at zero."""
    ground = schedule.ground
    ways = [ground.legs[index][other] for index in range(len(ground.stores)) for other in ground.near[index][:5]]
    return max(1.0, WARM * sum(ways) / max(1, len(ways))) * schedule.prices.steep


def _ruin(schedule: Schedule, rng: Random) -> list[int]:
    """Drop a store, a string of stops around it on one of its days, and its neighbours."""
    ground = schedule.ground
    count = len(ground.stores)
    seed = int(rng.random() * count)
    wanted = min(count, 1 + int(rng.random() * MOST_REMOVED))
    removed = dict.fromkeys([seed, *_string_around(schedule, seed, wanted, rng)])
    for other in ground.near[seed]:
        if len(removed) >= wanted:
            break
        removed[other] = None
    for index in removed:
        if pattern := schedule.choice[index]:
            schedule.drop(index, pattern)
    absent = [index for index in schedule.absent() if index not in removed]
    waiting = sorted((rng.random(), index) for index in absent)[:MOST_REMOVED]
    return [*removed, *(index for _, index in waiting)]


def _string_around(schedule: Schedule, seed: int, wanted: int, rng: Random) -> list[int]:
    pattern = schedule.choice[seed]
    if pattern is None or rng.random() < 0.5:
        return []
    route = schedule.routes[pattern.days[int(rng.random() * len(pattern.days))]]
    first = max(0, route.index(seed) - int(rng.random() * wanted))
    return route[first : first + (wanted + 1) // 2]


def _recreate(schedule: Schedule, removed: list[int], rng: Random) -> None:
    """Put stores back, at random, the most work first, or the farthest first."""
    ground = schedule.ground
    way, draw = ground.legs[ground.start], rng.random()
    removed.sort(key=lambda index: (rng.random(), index))
    if draw < 0.4:
        removed.sort(key=lambda index: -_work(ground, index))
    elif draw < 0.6:
        removed.sort(key=lambda index: -way[index])
    is_free = rng.random() < FREE_CHOICE
    for index in removed:
        _insert(schedule, index, rng, is_free=is_free)


def _insert(schedule: Schedule, index: int, rng: Random | None, *, is_free: bool = False) -> bool:
    """Place a store where it adds least; sometimes look away, so that others get a chance.

    A free choice does not count what uneven days cost: several stores may have to leave
    the even days together before one more of them fits.
    """
    ground = schedule.ground
    slots: dict[int, Slot] = {}
    costs = [NO_SLOT] * len(schedule.routes)
    for day in ground.days:
        if slot := schedule.slot(index, day):
            slots[day], costs[day] = slot, slot.cost
    chosen, least = None, NO_SLOT // 2
    for pattern, price in schedule.choices[index]:
        cost = sum([costs[day] for day in pattern.days]) + (0 if is_free else price)
        if cost < least and (rng is None or rng.random() > BLINK):
            chosen, least = pattern, cost
    if chosen:
        schedule.place(index, chosen, slots)
    return chosen is not None


def _with_loose_patterns(problem: Problem, ground: Ground, absent: list[int]) -> Ground:
    """Allow uneven days to the frequencies that did not fit with even ones."""
    tight = {ground.stores[index].visits_per_cycle for index in absent}
    patterns: list[tuple[Pattern, ...]] = []
    for store, even in zip(ground.stores, ground.patterns, strict=True):
        visits = store.visits_per_cycle
        is_tight = visits in tight
        loose = loose_patterns_for(problem.cycle, visits, store.closed_days) if is_tight else ()
        patterns.append((*even, *loose))
    return replace(ground, patterns=tuple(patterns))


def _finish(schedule: Schedule) -> None:
    """Shorten the days, and use what that frees for stores that were left out."""
    _polish(schedule)
    while any(_insert(schedule, index, None) for index in schedule.absent()):
        _polish(schedule)


def _polish(schedule: Schedule) -> None:
    """Shorten each day; days with the same stops get the same, best, order."""
    best: dict[int, tuple[Route, int]] = {}
    for day in schedule.ground.days:
        route, total = better_order(schedule.ground, schedule.routes[day], schedule.totals[day])
        mask = schedule.masks[day]
        if mask not in best or total < best[mask][1]:
            best[mask] = (route, total)
    for day in schedule.ground.days:
        schedule.set_route(day, *best[schedule.masks[day]])


def _work(ground: Ground, index: int) -> int:
    return ground.service[index] * ground.stores[index].visits_per_cycle
