"""Say why a store is not in the plan, and what would bring it in (handbook H4.3)."""

from collections.abc import Iterable
from dataclasses import replace

from stores.calc.coordinates import position_fault
from visits.calc.routing.ground import TENTHS, Ground, ground_of, walk
from visits.calc.routing.patterns import Pattern, patterns_for
from visits.calc.routing.problem import (
    DAYS_OF_WEEK,
    Cycle,
    Problem,
    Reason,
    Repair,
    RepairKind,
    StoreStop,
    Unplaced,
)
from visits.calc.routing.schedule import IMPOSSIBLE, Schedule, Slot


def screen_stores(problem: Problem) -> tuple[tuple[StoreStop, ...], list[Unplaced]]:
    """Part the stores that can be visited at all, by code, from those that cannot.

    A store that asks for no visit is in neither part: nothing is missing.
    """
    usable, unusable = [], []
    for store in sorted(problem.stores, key=lambda store: store.code):
        if store.visits_per_cycle > 0:
            refused = _refusal(problem, store)
            if refused:
                unusable.append(refused)
            else:
                usable.append(store)
    return tuple(usable), unusable


def explain_absent(problem: Problem, schedule: Schedule) -> list[Unplaced]:
    """Name for each store that found no room what a day lacks and the changes that help."""
    ground = schedule.ground
    roomy = schedule.under(replace(ground, limit=IMPOSSIBLE - 1))
    found = []
    for index in schedule.absent():
        store = ground.stores[index]
        slots = _slots(schedule, index)
        wide = _slots(roomy, index)
        best, over = _least_over(ground, ground.patterns[index], wide)
        repairs = [
            *_fewer_visits(problem.cycle, store, slots),
            *_more_minutes(ground, best, wide, over),
            *_another_day(problem.cycle, store, slots),
            _another_rep(ground, schedule, index, best, wide),
        ]
        found.append(
            Unplaced(
                code=store.code,
                missing_visits=store.visits_per_cycle,
                reason=Reason.NO_TIME if best else _crowding(schedule),
                repairs=tuple(repairs),
                minutes_over=over / TENTHS,
            )
        )
    return found


def _refusal(problem: Problem, store: StoreStop) -> Unplaced | None:
    if fault := position_fault(store.lon, store.lat):
        return _unplaced(store, Reason(fault), [Repair(RepairKind.MEND_POSITION)])
    open_days = len(set(problem.cycle.days) - store.closed_days)
    if store.visits_per_cycle > open_days:
        fewer = [Repair(RepairKind.FEWER_VISITS, visits=open_days)] if open_days else []
        return _unplaced(store, Reason.FREQUENCY_EXCEEDS_DAYS, fewer)
    kept_days = set(problem.cycle.days) - store.closed_days
    if len(store.pinned_days) > store.visits_per_cycle or not store.pinned_days <= kept_days:
        return _unplaced(store, Reason.PINNED_OTHERWISE, [])
    return _refusal_of_a_single_visit(problem, store)


def _refusal_of_a_single_visit(problem: Problem, store: StoreStop) -> Unplaced | None:
    """Try a day with this store alone: too long, too far, or not open while the rep works."""
    ground = ground_of(problem, (store,))
    alone = ground.service[0] + ground.legs[ground.start][0] + ground.legs[0][ground.end]
    if alone > ground.limit:
        reason = Reason.NO_TIME if ground.service[0] > ground.limit else Reason.TOO_FAR
        over = (alone - ground.limit) / TENTHS
        taken_over = alone * store.visits_per_cycle / TENTHS
        repairs = [
            Repair(RepairKind.MORE_MINUTES, minutes=over),
            Repair(RepairKind.ANOTHER_REP, minutes=taken_over),
        ]
        return _unplaced(store, reason, repairs, over)
    walked = walk(ground, (0,))
    if walked is None or walked.total > ground.limit:
        return _unplaced(store, Reason.NOT_OPEN_LONG_ENOUGH, [])
    return None


def _unplaced(store: StoreStop, reason: Reason, repairs: Iterable[Repair], over: float = 0) -> Unplaced:
    return Unplaced(store.code, store.visits_per_cycle, reason, tuple(repairs), over)


def _crowding(schedule: Schedule) -> Reason:
    """Tell why even unlimited minutes would not make room."""
    ground = schedule.ground
    is_full = any(len(schedule.routes[day]) >= ground.max_stops for day in ground.days)
    return Reason.DAYS_FULL if is_full else Reason.HOURS_TAKEN


def _slots(schedule: Schedule, index: int) -> dict[int, Slot]:
    days = schedule.ground.days
    return {day: slot for day in days if (slot := schedule.slot(index, day))}


def _least_over(ground: Ground, patterns: tuple[Pattern, ...], wide: dict[int, Slot]) -> tuple[Pattern | None, int]:
    """Find the days that are least short of time, and by how much the shortest one is."""
    best, least = None, 0
    for pattern in patterns:
        if all(day in wide for day in pattern.days):
            over = max(wide[day].total for day in pattern.days) - ground.limit
            if best is None or over < least:
                best, least = pattern, over
    return best, max(0, least)


def _fewer_visits(cycle: Cycle, store: StoreStop, slots: dict[int, Slot]) -> list[Repair]:
    """Offer the most visits that still find their days as the plan stands."""
    for visits in range(store.visits_per_cycle - 1, 0, -1):
        for pattern in patterns_for(cycle, visits, store.closed_days):
            if all(day in slots for day in pattern.days):
                return [Repair(RepairKind.FEWER_VISITS, visits=visits, days=pattern.days)]
    return []


def _more_minutes(ground: Ground, best: Pattern | None, wide: dict[int, Slot], over: int) -> list[Repair]:
    if best is None:
        return []
    short = tuple(day for day in best.days if wide[day].total > ground.limit)
    return [Repair(RepairKind.MORE_MINUTES, minutes=over / TENTHS, days=short)]


def _another_day(cycle: Cycle, store: StoreStop, slots: dict[int, Slot]) -> list[Repair]:
    """Offer the first weekday off whose work would do; a store fits an empty day alone."""
    off = sorted({day % DAYS_OF_WEEK for day in range(cycle.length)} - _weekdays(cycle))
    for weekday in off:
        added = set(range(weekday, cycle.length, DAYS_OF_WEEK))
        wider = Cycle(tuple(sorted({*cycle.days, *added})), cycle.weeks)
        for pattern in patterns_for(wider, store.visits_per_cycle, store.closed_days):
            if all(day in slots or day in added for day in pattern.days):
                used = tuple(day for day in pattern.days if day in added)
                return [Repair(RepairKind.ANOTHER_DAY, days=used)]
    return []


def _weekdays(cycle: Cycle) -> set[int]:
    return {day % DAYS_OF_WEEK for day in cycle.days}


def _another_rep(ground: Ground, schedule: Schedule, index: int, best: Pattern | None, wide: dict[int, Slot]) -> Repair:
    """State what another rep would take over: minutes in store and the detours to get there."""
    if best is None:
        minutes = ground.service[index] * ground.stores[index].visits_per_cycle
    else:
        minutes = sum(wide[day].total - schedule.totals[day] for day in best.days)
    return Repair(RepairKind.ANOTHER_REP, minutes=minutes / TENTHS)
