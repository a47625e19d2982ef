"""Plans between which people choose, and how much of the plan in force each keeps (handbook H4.3)."""

from typing import Any

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from visits.calc.routing.comparison import compare, record_of_comparison
from visits.calc.routing.edited import plan_in_order
from visits.calc.routing.problem import Plan
from visits.calc.routing.record import problem_of_record, unplaced_of_record
from visits.choices import RouteBasis, RouteStatus
from visits.models import RoutePlan
from visits.selectors.route_pages import codes_by_store, orders_of
from visits.selectors.routes import BECAUSE_OF_PLANNING, plan_in_force, plans_of


def former_orders(rep: User) -> dict[int, list[str]] | None:
    """The stops of the plan in force by day, in today's codes; None where there is none. Two queries."""
    former = plan_in_force(rep)
    if former is None:
        return None
    stops = former.stops.unscoped(because=BECAUSE_OF_PLANNING).select_related("store")
    orders: dict[int, list[str]] = {}
    for stop in stops.order_by("cycle_day", "position"):
        orders.setdefault(stop.cycle_day, []).append(stop.store.code)
    return orders or None


def choice_of(rep: User, actor: Actor) -> tuple[RoutePlan, RoutePlan] | None:
    """The two drafts to choose between, the one that keeps the plan in force first. One query."""
    drafts = {plan.basis: plan for plan in plans_of(rep).visible_to(actor).filter(status=RouteStatus.DRAFT)}
    both = drafts.get(RouteBasis.KEPT), drafts.get(RouteBasis.ANEW)
    return both if all(both) else None


def solved_plan(plan: RoutePlan) -> Plan:
    """A stored plan as it was solved or put in order. One query."""
    problem = problem_of_record(plan.parameters)
    stops = plan.stops.unscoped(because=BECAUSE_OF_PLANNING).order_by("cycle_day", "position")
    orders = orders_of(problem, stops, codes_by_store(plan))
    return plan_in_order(problem, orders, unplaced_of_record(plan.unplaced))


def stability_of(rep: User, plan: Plan) -> dict[str, Any] | None:
    """How much a plan keeps of the one in force, as a record; None where none is. Two queries."""
    former = plan_in_force(rep)
    if former is None:
        return None
    return {"version": former.version} | record_of_comparison(compare(solved_plan(former), plan))
