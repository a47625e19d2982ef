"""Two plans side by side: minutes, kilometres, balance, and what moved between them (handbook H4.3)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from visits.calc.routing.problem import Plan


@dataclass(frozen=True, slots=True)
class Figures:
    """A plan in sums over the cycle; minutes and metres, `longest` and `mean` of its days."""

    visits: int
    missing_visits: int
    travel: float
    total: float
    metres: int
    longest: float
    mean: float
    routes: int

    @property
    def balance(self) -> float:
        """The longest day in means: 1 is perfectly even."""
        return self.longest / self.mean if self.mean else 1.0


@dataclass(frozen=True, slots=True)
class Moved:
    """A store that gets other days."""

    code: str
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes from one plan to another.

    `common_visits` are those that both plans have, by store; of them `kept_visits` stay on their day. `added`,
    `dropped` and `changed` are stores that come, go, or get another number of visits. `kept_order` of
    `common_stops` stay in their order: the longest common subsequence of each day.
    """

    before: Figures
    after: Figures
    common_visits: int
    kept_visits: int
    moved: tuple[Moved, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]
    common_stops: int
    kept_order: int

    @property
    def moved_visits(self) -> int:
        return self.common_visits - self.kept_visits

    @property
    def kept_share(self) -> float:
        """The share of visits that kept their day; 1 where there was nothing to keep."""
        return self.kept_visits / self.common_visits if self.common_visits else 1.0

    @property
    def order_share(self) -> float:
        """The share of stops that kept their order."""
        return self.kept_order / self.common_stops if self.common_stops else 1.0


def compare(before: Plan, after: Plan) -> Comparison:
    """Hold a plan against the one that it would replace."""
    were, are = _days_by_store(before), _days_by_store(after)
    both = sorted(set(were) & set(are))
    common = {code: min(len(were[code]), len(are[code])) for code in both}
    kept = {code: len(were[code] & are[code]) for code in both}
    orders = [
        ([code for code in was if code in now], [code for code in now if code in was])
        for was, now in _orders_by_day(before, after)
    ]
    return Comparison(
        before=figures_of(before),
        after=figures_of(after),
        common_visits=sum(common.values()),
        kept_visits=sum(kept.values()),
        moved=tuple(
            Moved(code, tuple(sorted(were[code])), tuple(sorted(are[code])))
            for code in both
            if kept[code] < common[code]
        ),
        added=tuple(sorted(set(are) - set(were))),
        dropped=tuple(sorted(set(were) - set(are))),
        changed=tuple(code for code in both if len(were[code]) != len(are[code])),
        common_stops=sum(len(was) for was, _now in orders),
        kept_order=sum(longest_common(was, now) for was, now in orders),
    )


def figures_of(plan: Plan) -> Figures:
    """A plan's sums, its longest and its mean day."""
    totals = [day.total for day in plan.days]
    return Figures(
        visits=plan.totals.visits,
        missing_visits=plan.totals.missing_visits,
        travel=plan.totals.travel,
        total=plan.totals.total,
        metres=plan.totals.metres,
        longest=max(totals, default=0.0),
        mean=round(sum(totals) / len(totals), 1) if totals else 0.0,
        routes=len({day.name for day in plan.days if day.name}),
    )


def record_of_comparison(comparison: Comparison) -> dict[str, Any]:
    """Write a comparison down in lists, texts and numbers."""
    return asdict(comparison) | {
        "moved_visits": comparison.moved_visits,
        "kept_share": round(comparison.kept_share, 4),
        "order_share": round(comparison.order_share, 4),
    }


def longest_common(first: Sequence[str], second: Sequence[str]) -> int:
    """The length of the longest subsequence that both have."""
    row = [0] * (len(second) + 1)
    for one in first:
        former = row[:]
        for place, other in enumerate(second, start=1):
            row[place] = former[place - 1] + 1 if one == other else max(former[place], row[place - 1])
    return row[-1]


def _days_by_store(plan: Plan) -> dict[str, set[int]]:
    days: dict[str, set[int]] = defaultdict(set)
    for day in plan.days:
        for stop in day.stops:
            days[stop.code].add(day.day)
    return days


def _orders_by_day(before: Plan, after: Plan) -> list[tuple[list[str], list[str]]]:
    now = {day.day: [stop.code for stop in day.stops] for day in after.days}
    return [([stop.code for stop in day.stops], now.get(day.day, [])) for day in before.days]
