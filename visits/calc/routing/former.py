"""The plan that a rep had, of which a new one keeps most: its days and its order (handbook H4.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from visits.calc.routing.ground import Ground, walk
from visits.calc.routing.order import better_order
from visits.calc.routing.schedule import IMPOSSIBLE, Route, Schedule

# What one changed store may cause: stores that get other days, and the share of all visits that moves.
TOUCHED_FOR_ONE = 3
MOVED_FOR_ONE = 0.03
# A day's former order stands if no other is shorter by more than this share.
ORDER_KEPT = 0.005


@dataclass(frozen=True, slots=True)
class Former:
    """Who was visited on which days in which order, and the former routes as far as they still hold."""

    days_of: dict[int, frozenset[int]]
    order: dict[int, tuple[int, ...]]
    schedule: Schedule
    changed: int
    mean: float
    unevenness: float

    def moves(self, index: int, days: Sequence[int]) -> int:
        """How many visits of a store would be on other days than they were."""
        were = self.days_of.get(index)
        return min(len(were), len(days)) - len(were & set(days)) if were else 0

    def excess(self, found: Schedule) -> int:
        """By how many visits or stores more is moved than the changes justify."""
        moved = [self.moves(index, pattern.days) for index, pattern in enumerate(found.choice) if pattern]
        visits = sum(len(pattern.days) for pattern in found.choice if pattern)
        changes = max(1, self.changed)
        most = max(1, int(MOVED_FOR_ONE * visits)) * changes
        return max(0, sum(moved) - most) + max(0, sum(map(bool, moved)) - TOUCHED_FOR_ONE * changes)


def former_of(ground: Ground, orders: Mapping[int, Sequence[str]]) -> Former:
    """Read a former plan on today's ground; stores that are gone, new, or visited otherwise count as changed."""
    index_of = {store.code: index for index, store in enumerate(ground.stores)}
    order = {day: tuple(index_of[code] for code in orders.get(day, ()) if code in index_of) for day in ground.days}
    days_of = {
        index: frozenset(day for day in ground.days if index in order[day])
        for index in {index for route in order.values() for index in route}
    }
    schedule = Schedule(ground)
    for index, patterns in enumerate(ground.patterns):
        schedule.choice[index] = next(
            (pattern for pattern in patterns if index in days_of and days_of[index] == set(pattern.days)), None
        )
    for day in ground.days:
        schedule.set_route(day, tuple(index for index in order[day] if schedule.choice[index]))
    gone = {code for codes in orders.values() for code in codes} - set(index_of)
    totals = [schedule.totals[day] for day in ground.days if schedule.totals[day] < IMPOSSIBLE]
    mean = _mean_of_all(ground, schedule, sum(totals))
    return Former(
        days_of=days_of,
        order=order,
        schedule=schedule,
        changed=len(gone) + len(schedule.absent()),
        mean=mean,
        unevenness=max(totals, default=0) / (sum(totals) / len(ground.days)) if sum(totals) else 1.0,
    )


def in_former_order(kept: Former, schedule: Schedule, day: int, route: Route, total: int) -> tuple[Route, int]:
    """The stops of a day as they were, new ones where they fit best, unless another order is clearly shorter."""
    ground = schedule.ground
    here = set(route)
    order: Route = tuple(index for index in kept.order[day] if index in here)
    for index in sorted(here - set(order)):
        tries = [(*order[:place], index, *order[place:]) for place in range(len(order) + 1)]
        order = min(tries, key=lambda longer: (_total(ground, longer), longer))
    mended, length = better_order(ground, order, _total(ground, order))
    if _total(ground, order) <= min(total, length) * (1 + ORDER_KEPT):
        return order, _total(ground, order)
    return (mended, length) if length <= total * (1 + ORDER_KEPT) else (route, total)


def _total(ground: Ground, route: Route) -> int:
    walked = walk(ground, route)
    return walked.total if walked and walked.total <= ground.limit else IMPOSSIBLE


def _mean_of_all(ground: Ground, schedule: Schedule, total: int) -> float:
    """The mean day once those without days have theirs, ways to them left aside."""
    missing = sum(ground.service[index] * ground.stores[index].visits_per_cycle for index in schedule.absent())
    return (total + missing) / len(ground.days)
