"""Plans of a rep side by side before one is taken, and what a plan moves against the one in force (handbook H4.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from stores.models import Store
from visits.calc.routing.comparison import Comparison, compare
from visits.calc.routing.edited import plan_in_order, rule_breaks
from visits.calc.routing.problem import Plan
from visits.calc.routing.record import problem_of_record, unplaced_of_record
from visits.choices import RouteStatus
from visits.models import RoutePlan, RouteStop
from visits.route_words import days_of_cycle
from visits.selectors.route_pages import codes_by_store, orders_of


@dataclass(frozen=True, slots=True)
class MovedStore:
    """A store that gets other days, in words."""

    store: Store
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan changes against the one in force."""

    figures: Comparison
    moved: list[MovedStore]
    added: list[Store]
    dropped: list[Store]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One plan as it is walked, and its change where another one is in force."""

    plan: RoutePlan
    walked: Plan
    broken_rules: int
    change: Change | None

    @property
    def longest_day(self) -> float:
        return max((day.total for day in self.walked.days), default=0)


def candidates_of(actor: Actor, rep: User) -> list[Candidate]:
    """The plan in force, then those that wait, each against it. Three queries."""
    plans = RoutePlan.objects.visible_to(actor).filter(rep=rep).current().select_related("rep", "center")
    in_order = sorted(plans, key=lambda plan: (plan.status != RouteStatus.APPROVED, plan.version))
    return _candidates(actor, in_order)


def candidate_of(actor: Actor, plan: RoutePlan, in_force: RoutePlan | None) -> Candidate:
    """One plan against the one in force. Two queries."""
    return _candidates(actor, [in_force, plan] if in_force and in_force.pk != plan.pk else [plan])[-1]


def _candidates(actor: Actor, plans: Sequence[RoutePlan]) -> list[Candidate]:
    """The first of the plans is what the others are held against, if it is in force."""
    stops: dict[int, list[RouteStop]] = {plan.pk: [] for plan in plans}
    rows = RouteStop.objects.visible_to(actor).filter(plan__in=plans).order_by("cycle_day", "position")
    for stop in rows:
        stops[stop.plan_id].append(stop)
    ids = {code: pk for plan in plans for code, pk in plan.parameters["store_ids"].items()}
    names = Store.objects.visible_to(actor).in_bulk(ids.values())
    store_of = {code: names[pk] for code, pk in ids.items() if pk in names}
    walked = {plan.pk: _walked(plan, stops[plan.pk]) for plan in plans}
    base = plans[0] if plans and plans[0].status == RouteStatus.APPROVED else None
    return [
        Candidate(
            plan=plan,
            walked=walked[plan.pk],
            broken_rules=len(rule_breaks(problem_of_record(plan.parameters), walked[plan.pk])),
            change=_change(walked[base.pk], walked[plan.pk], store_of) if base and base is not plan else None,
        )
        for plan in plans
    ]


def _walked(plan: RoutePlan, stops: Iterable[RouteStop]) -> Plan:
    problem = problem_of_record(plan.parameters)
    orders = orders_of(problem, stops, codes_by_store(plan))
    return plan_in_order(problem, orders, unplaced_of_record(plan.unplaced))


def _change(before: Plan, after: Plan, store_of: Mapping[str, Store]) -> Change:
    figures = compare(before, after)
    return Change(
        figures=figures,
        moved=[
            MovedStore(store_of[line.code], days_of_cycle(line.before), days_of_cycle(line.after))
            for line in figures.moved
            if line.code in store_of
        ],
        added=[store_of[code] for code in figures.added if code in store_of],
        dropped=[store_of[code] for code in figures.dropped if code in store_of],
    )
