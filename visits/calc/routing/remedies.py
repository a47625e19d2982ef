"""Why a rep's work does not fit, and the smallest changes each of which makes it fit (handbook H4.3).

A remedy answers for all stores that found no room together; the repairs of one store are in `repair`. Each that is
offered was solved again, and leaves no store out for want of room.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Any

from visits.calc.routing.ground import TENTHS, Ground, ground_of
from visits.calc.routing.patterns import patterns_for
from visits.calc.routing.problem import DAYS_OF_WEEK, Cycle, Plan, Problem, RepairKind, StoreStop
from visits.calc.routing.repair import screen_stores
from visits.calc.routing.schedule import Schedule
from visits.calc.routing.solver import ROUNDS, annealing_of, solve, widened

SEEDS = 2
# Of the rounds of a whole plan, a search for one remedy has this part.
SHORT = 4
LONGEST_DAY = 960
MOST_ADDED_DAYS = 2
# Minutes: what one visit dropped, or one store handed over, weighs against all other prices of a plan.
ONE_LESS = 1_000
# Minutes at most, by which a visit with much sales is dearer to drop than one with none.
SALES_WEIGHT = 300


@dataclass(frozen=True, slots=True)
class Binding:
    """A day of the cycle whose limit binds, and by how much it would be exceeded if everything had to fit."""

    day: int
    minutes_over: float


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change after which all the work fits.

    `visits` are stores with their visits a cycle before and after, `codes` the stores handed over, `days` the added
    days, `minutes_a_day` the longer working time. `minutes` a cycle are what it takes off, adds or hands over;
    `sales_at_risk` is the dropped share of the monthly sales of these stores.
    """

    kind: RepairKind
    minutes: float
    visits: tuple[tuple[str, int, int], ...] = ()
    codes: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    minutes_a_day: int = 0
    sales_at_risk: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Search:
    seed: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The limits that bind, and what would help, the smallest first."""

    binding: tuple[Binding, ...]
    missing_visits: int
    missing_minutes: int
    remedies: tuple[Remedy, ...]


def diagnose(
    problem: Problem,
    plan: Plan,
    *,
    sales: Mapping[str, Decimal] | None = None,
    seed: int = 1,
    rounds: int = ROUNDS,
) -> Diagnosis | None:
    """Name the binding limits and the smallest remedies of a plan that leaves stores out for want of room.

    `sales` are the stores' monthly sales by code. None where nothing is left out that could be visited at all.
    """
    usable = {store.code for store in screen_stores(problem)[0]}
    out = [item for item in plan.unplaced if item.code in usable]
    if not out:
        return None
    fitting = replace(problem, stores=tuple(store for store in problem.stores if store.code in usable))
    search = _Search(seed, rounds)
    more, binding = _more_minutes(fitting, search)
    found = [*more, *_fewer_visits(fitting, sales or {}, search)]
    found += [*_another_day(fitting, search), *_another_rep(fitting, search)]
    minutes = {store.code: store.minutes for store in problem.stores}
    return Diagnosis(
        binding=binding,
        missing_visits=sum(item.missing_visits for item in out),
        missing_minutes=sum(item.missing_visits * minutes[item.code] for item in out),
        remedies=tuple(sorted(found, key=lambda remedy: (remedy.minutes, remedy.sales_at_risk, remedy.kind))),
    )


def with_remedy(problem: Problem, remedy: Remedy) -> Problem:
    """The problem as it is once the remedy was applied."""
    visits = {code: after for code, _before, after in remedy.visits}
    return replace(
        problem,
        stores=tuple(
            replace(store, visits_per_cycle=visits.get(store.code, store.visits_per_cycle))
            for store in problem.stores
            if store.code not in remedy.codes
        ),
        rep=replace(problem.rep, daily_minutes=problem.rep.daily_minutes + remedy.minutes_a_day),
        cycle=Cycle(tuple(sorted({*problem.cycle.days, *remedy.days})), problem.cycle.weeks),
    )


def record_of_diagnosis(diagnosis: Diagnosis | None) -> dict[str, Any] | None:
    """Write a diagnosis down in lists, texts and numbers."""
    if diagnosis is None:
        return None
    remedies = [
        asdict(remedy) | {"kind": remedy.kind.value, "sales_at_risk": str(remedy.sales_at_risk)}
        for remedy in diagnosis.remedies
    ]
    return asdict(diagnosis) | {"remedies": remedies}


def diagnosis_of_record(record: dict[str, Any] | None) -> Diagnosis | None:
    """Read a diagnosis back."""
    if record is None:
        return None
    return Diagnosis(
        binding=tuple(Binding(**row) for row in record["binding"]),
        missing_visits=record["missing_visits"],
        missing_minutes=record["missing_minutes"],
        remedies=tuple(
            Remedy(
                kind=RepairKind(row["kind"]),
                minutes=row["minutes"],
                visits=tuple(tuple(visit) for visit in row["visits"]),
                codes=tuple(row["codes"]),
                days=tuple(row["days"]),
                minutes_a_day=row["minutes_a_day"],
                sales_at_risk=Decimal(row["sales_at_risk"]),
            )
            for row in record["remedies"]
        ),
    )


def _fits(problem: Problem, search: _Search) -> Plan | None:
    """The plan of a problem without a store left out; None if none was found."""
    plan = solve(problem, seed=search.seed, rounds=search.rounds)
    return plan if not plan.unplaced else None


def _ground(problem: Problem) -> Ground:
    """All that a search may use: uneven days too, as the planner falls back on them."""
    stores, _none = screen_stores(problem)
    return widened(problem, ground_of(problem, stores), {store.visits_per_cycle for store in stores})


def _more_minutes(problem: Problem, search: _Search) -> tuple[list[Remedy], tuple[Binding, ...]]:
    """The fewest minutes a day longer, by halving; what binds are the days that then exceed today's limit."""
    limit, most = problem.rep.limit_minutes, LONGEST_DAY - problem.rep.daily_minutes
    annealing = annealing_of(_ground(problem), search.seed)
    annealing.begin()
    shortest, longest, schedule = 0, most + 1, None
    tried = min(most, 8 + _missing(problem) // len(problem.cycle.days))
    while shortest + 1 < longest and shortest < most:
        annealing.limit_to(limit + tried)
        annealing.run(search.rounds // SHORT)
        if annealing.is_sound and not annealing.absent():
            schedule = annealing.schedule()
            longest = max(shortest + 1, min(tried, _minutes_over(schedule, limit)))
        else:
            shortest = tried
        tried = (shortest + longest) // 2 if schedule else min(most, tried * 2 + 1)
    if schedule is None:
        return [], ()
    remedy = _verified_minutes(problem, longest, search)
    return ([remedy] if remedy else []), _binding(schedule, limit)


def _verified_minutes(problem: Problem, minutes: int, search: _Search) -> Remedy | None:
    for more in (0, 1, 2, 5):
        total = float((minutes + more) * len(problem.cycle.days))
        remedy = Remedy(RepairKind.MORE_MINUTES, total, minutes_a_day=minutes + more)
        if _fits(with_remedy(problem, remedy), search):
            return remedy
    return None


def _minutes_over(schedule: Schedule, limit: int) -> int:
    return max(-(-(schedule.totals[day] - limit * TENTHS) // TENTHS) for day in schedule.ground.days)


def _binding(schedule: Schedule, limit: int) -> tuple[Binding, ...]:
    over = [(day, schedule.totals[day] / TENTHS - limit) for day in schedule.ground.days]
    return tuple(Binding(day, round(minutes, 1)) for day, minutes in over if minutes > 0)


def _missing(problem: Problem) -> int:
    work = sum(store.minutes * store.visits_per_cycle for store in problem.stores)
    return max(0, work - problem.rep.limit_minutes * len(problem.cycle.days))


def _fewer_visits(problem: Problem, sales: Mapping[str, Decimal], search: _Search) -> Iterator[Remedy]:
    """Drop the fewest visits, and of as many those with the least sales; one visit stays to each store."""
    ground = _ground(problem)
    highest = max((_at_risk(store, 1, sales) for store in ground.stores), default=Decimal(0)) or Decimal(1)
    prices = []
    patterns = []
    for store, full in zip(ground.stores, ground.patterns, strict=True):
        fewer = [
            (pattern, _price_of_less(store, visits, sales, highest) + pattern.price)
            for visits in range(store.visits_per_cycle - 1, 0, -1)
            for pattern in patterns_for(problem.cycle, visits, store.closed_days)
            if store.pinned_days <= set(pattern.days)
        ]
        patterns.append((*full, *(pattern for pattern, _price in fewer)))
        prices.append([*(pattern.price for pattern in full), *(price for _pattern, price in fewer)])
    dear = [ONE_LESS * 20.0 * store.visits_per_cycle for store in ground.stores]
    found = _cheapest(replace(ground, patterns=tuple(patterns)), prices, dear, search)
    if found is None or found.absent():
        return
    visits = tuple(
        (store.code, store.visits_per_cycle, len(pattern.days))
        for store, pattern in zip(ground.stores, found.choice, strict=True)
        if pattern and len(pattern.days) < store.visits_per_cycle
    )
    by_code = {store.code: store for store in ground.stores}
    remedy = Remedy(
        RepairKind.FEWER_VISITS,
        minutes=float(sum((before - after) * by_code[code].minutes for code, before, after in visits)),
        visits=visits,
        sales_at_risk=sum((_at_risk(by_code[code], b - a, sales) for code, b, a in visits), Decimal(0)),
    )
    if visits and _fits(with_remedy(problem, remedy), search):
        yield remedy


def _price_of_less(store: StoreStop, visits: int, sales: Mapping[str, Decimal], highest: Decimal) -> float:
    dropped = store.visits_per_cycle - visits
    return ONE_LESS * dropped + SALES_WEIGHT * float(_at_risk(store, dropped, sales) / highest)


def _at_risk(store: StoreStop, dropped: int, sales: Mapping[str, Decimal]) -> Decimal:
    """The dropped share of a store's visits puts the same share of its monthly sales at risk."""
    return (sales.get(store.code, Decimal(0)) * dropped / store.visits_per_cycle).quantize(Decimal("0.01"))


def _another_day(problem: Problem, search: _Search) -> Iterator[Remedy]:
    """The fewest added days of the cycle, early weekdays first; the same weekday in each week before two in one."""
    off = sorted(set(range(problem.cycle.length)) - set(problem.cycle.days))
    for count in range(1, MOST_ADDED_DAYS + 1):
        for days in sorted(combinations(off, count), key=_plainness):
            remedy = Remedy(RepairKind.ANOTHER_DAY, 0.0, days=days)
            plan = _fits(with_remedy(problem, remedy), search)
            if plan:
                added = sum(day.total for day in plan.days if day.day in days)
                yield replace(remedy, minutes=round(added, 1))
                return


def _plainness(days: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return len({day % DAYS_OF_WEEK for day in days}), tuple(day % DAYS_OF_WEEK for day in days)


def _another_rep(problem: Problem, search: _Search) -> Iterator[Remedy]:
    """Hand over the fewest stores, and of as many those with the least work."""
    ground = _ground(problem)
    work = [store.minutes * store.visits_per_cycle for store in ground.stores]
    prices = [[pattern.price for pattern in patterns] for patterns in ground.patterns]
    found = _cheapest(ground, prices, [ONE_LESS + float(minutes) for minutes in work], search)
    if found is None:
        return
    codes = tuple(ground.stores[index].code for index in found.absent())
    remedy = Remedy(RepairKind.ANOTHER_REP, float(sum(work[index] for index in found.absent())), codes=codes)
    if codes and _fits(with_remedy(problem, remedy), search):
        yield remedy


def _cheapest(ground: Ground, prices: list[list[float]], absences: Iterable[float], search: _Search) -> Schedule | None:
    """The cheapest sound schedule of some searches."""
    best = None
    absent = list(absences)
    for number in range(SEEDS):
        annealing = annealing_of(ground, search.seed + number, prices=prices, absences=absent)
        annealing.begin()
        annealing.run(search.rounds // SHORT)
        if annealing.is_sound and (best is None or annealing.price() < best[0]):
            best = (annealing.price(), annealing.schedule())
    return best[1] if best else None
