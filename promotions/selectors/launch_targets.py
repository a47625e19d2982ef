"""Which stores a launch's rule finds, and what can be expected of them (handbook H6.1)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from promotions.calc.launch_split import weighted
from promotions.models import Launch
from promotions.selectors.store_rules import StoreRule, stores_by_rule
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.models import HandsetModel, SalesMonth

WINDOW_MONTHS = 3
WINDOW_DAYS = 91


@dataclass(frozen=True, slots=True)
class LaunchRule(StoreRule):
    """What a store must be like, kept with the launch; `least_sold` is of the predecessor in three months."""

    least_sold: int = 0

    def as_kept(self) -> dict[str, Any]:
        return {name: list(part) if isinstance(part, tuple) else part for name, part in asdict(self).items()}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "LaunchRule":
        return cls(**{name: tuple(part) if isinstance(part, list) else part for name, part in kept.items()})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A store that the rule finds, with the facts that its share is made of."""

    store_id: int
    center_id: int
    rep_id: int
    store_class: str
    capacity_units: int | None
    sales_units: int
    class_tenths: int

    @property
    def weight(self) -> int:
        return 10 * self.sales_units + self.class_tenths


@dataclass(frozen=True, slots=True)
class LaunchReach:
    """What a rule finds before it is saved; `expected_units` is what these stores would sell at their usual pace."""

    stores: int
    expected_units: int
    by_class: Mapping[str, int]
    by_center: Mapping[str, int]


def candidates(launch: Launch, rule: LaunchRule, *, on: date, actor: Actor) -> list[Candidate]:
    """The stores that a rule finds among the active ones that the actor sees. Two queries."""
    stores = list(
        stores_by_rule(rule, actor).values_list("pk", "center_id", "rep_id", "store_class", "monthly_capacity_units")
    )
    sold = units_sold([row[0] for row in stores], launch.predecessor, on)
    found = [row for row in stores if sold.get(row[0], 0) >= rule.least_sold]
    parts = weighted(sold, {row[0]: row[3] for row in found})
    return [Candidate(*row, *parts[row[0]]) for row in found]


def units_sold(store_ids: Sequence[int], predecessor: HandsetModel | None, on: date) -> dict[int, int]:
    """What each store sold of the predecessor, else of all our models, in the last three full months. One query."""
    months = SalesMonth.objects.unscoped(because="the stores were seen already")
    months = months.within(Month.of(on) - WINDOW_MONTHS, Month.of(on)).filter(store__in=store_ids)
    of_models = months.filter(model=predecessor) if predecessor else months.filter(model__is_own=True)
    sums = of_models.order_by().values("store_id").annotate(units=Sum("sell_out")).values_list("store_id", "units")
    return {store_id: max(0, units) for store_id, units in sums}


def reach_of_launch(launch: Launch, rule: LaunchRule, *, on: date, actor: Actor) -> LaunchReach:
    """Count before anything is saved. Three queries."""
    found = candidates(launch, rule, on=on, actor=actor)
    names = dict(Center.objects.values_list("pk", "name"))
    return LaunchReach(
        stores=len(found),
        expected_units=expected_units(found, launch.days),
        by_class=dict(sorted(Counter(one.store_class for one in found).items())),
        by_center=dict(sorted(Counter(names[one.center_id] for one in found).items())),
    )


def expected_units(found: Sequence[Candidate], days: int) -> int:
    """Half their own sales and half their class's mean, at the pace of those months; no less than one a store.

    A weight is in twentieths of a unit of three months.
    """
    return max(len(found), round(sum(one.weight for one in found) * days / (20 * WINDOW_DAYS)))
