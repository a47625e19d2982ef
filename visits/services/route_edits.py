"""A plan arranged by hand as a whole, and a copy of a plan to arrange (handbook H4.3)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import NotPossibleNow, take_step
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import record_change
from stores.calc.coordinates import position_fault
from stores.models import Store
from visits import rules, steps
from visits.calc.routing.edited import plan_in_order, still_missing
from visits.calc.routing.problem import Plan, Problem
from visits.calc.routing.record import (
    problem_of_record,
    record_of_totals,
    record_of_unplaced,
    unplaced_of_record,
)
from visits.choices import RouteBasis, RouteStatus
from visits.models import RoutePlan, RouteStop
from visits.route_words import day_of_cycle, days_of_cycle
from visits.selectors.route_choices import stability_of
from visits.selectors.route_pages import codes_by_store, orders_of
from visits.selectors.routes import cycle_start_for, plans_of
from visits.services.routes import hold_rep, stops_of_answer

BECAUSE = "the stops of a plan that the caller may change"
COPIED = ("center_id", "rep_id", "cycle_days", "parameters", "unplaced", "totals")
COPIED_OF_STOP = (
    "store_id",
    "cycle_day",
    "route_name",
    "position",
    "arrive_minute",
    "minutes",
    "travel_minutes",
    "travel_metres",
)

Orders = Mapping[int, Sequence[int]]


class NotAnArrangement(DomainError):
    """Days, stores or repetitions that no plan of this rep can have."""


def arranged(plan: RoutePlan, orders: Orders) -> tuple[Problem, Plan]:
    """Walk the plan's days in another order, given as store ids by day; nothing is saved. No queries."""
    problem, code_of = problem_of_record(plan.parameters), codes_by_store(plan)
    by_code = _in_codes(problem, code_of, orders)
    missing = still_missing(problem, by_code, unplaced_of_record(plan.unplaced))
    return problem, plan_in_order(problem, by_code, missing)


@transaction.atomic
def arrange_route_plan(
    plan: RoutePlan, orders: Orders, *, actor: Actor, at: datetime, revision: int | None = None
) -> RoutePlan:
    """Give a plan the days and orders that a person set, under the revision that the person saw.

    Rules that break are kept to be shown. The history names each store whose days changed, and each day
    of which only the order did.
    """
    rows = RoutePlan.objects.unscoped(because="the plan that the caller may see").select_for_update()
    held = rows.select_related("rep").get(pk=plan.pk)
    if not rules.works_on_route_plan(actor, held):
        raise PermissionDenied("arrange")
    if not rules.may_change_route_plan(actor, held) or (revision is not None and held.revision != revision):
        raise NotPossibleNow(_("It was changed meanwhile. Please look at it again before you decide."))
    problem, answer = arranged(held, orders)
    stops = list(held.stops.unscoped(because=BECAUSE).order_by("cycle_day", "position"))
    before, after = orders_of(problem, stops, codes_by_store(held)), _orders_of_answer(answer)
    if before == after:
        return held
    held.stops.unscoped(because=BECAUSE).delete()
    RouteStop.objects.bulk_create(stops_of_answer(held, problem, answer, held.parameters["store_ids"]))
    held.totals, held.unplaced = _totals(held, answer), record_of_unplaced(answer.unplaced)
    held.revision += 1
    held.save(update_fields=["totals", "unplaced", "revision"])
    record_change(held, dict(_changes(held, before, after)), actor=actor, at=at, step=steps.MOVE_STOP)
    return held


@transaction.atomic
def copy_route_plan(plan: RoutePlan, *, actor: Actor, at: datetime) -> RoutePlan:
    """Make a draft with the same days, to be changed by hand; it replaces a former draft."""
    if not rules.copies_route_plan(actor, plan):
        raise PermissionDenied("copy")
    hold_rep(plan.rep_id)
    for draft in plans_of(plan.rep).filter(status=RouteStatus.DRAFT):
        take_step(steps.SUPERSEDE_ROUTES, draft, actor=actor, at=at)
    copy = RoutePlan.objects.create(
        **{name: getattr(plan, name) for name in COPIED},
        version=plans_of(plan.rep).values_list("version", flat=True)[0] + 1,
        basis=RouteBasis.KEPT,
        cycle_starts_on=cycle_start_for(plan.rep, timezone.localdate(at)),
        created_at=at,
    )
    stops = plan.stops.unscoped(because=BECAUSE).values(*COPIED_OF_STOP)
    RouteStop.objects.bulk_create(RouteStop(plan=copy, **facts) for facts in stops)
    AuditEvent.record(copy, steps.COPY_ROUTES, actor=actor, at=at, reason=f"v{plan.version}")
    return copy


def _totals(plan: RoutePlan, answer: Plan) -> dict[str, Any]:
    """The sums anew; what would make the work fit holds as long as some of it is left out."""
    known = plan.totals if answer.unplaced else {name: plan.totals[name] for name in plan.totals if name != "diagnosis"}
    return known | record_of_totals(answer) | {"stability": stability_of(plan.rep, answer)}


def _in_codes(problem: Problem, code_of: Mapping[int, str], orders: Orders) -> dict[int, list[str]]:
    """The arrangement as the planner names it, refused where it is none."""
    if set(orders) - set(problem.cycle.days):
        raise NotAnArrangement(_("That is no working day of the cycle."))
    nowhere = {store.code for store in problem.stores if position_fault(store.lon, store.lat)}
    by_code: dict[int, list[str]] = {day: [] for day in problem.cycle.days}
    for day, store_ids in orders.items():
        codes = [code_of.get(store_id, "") for store_id in store_ids]
        if "" in codes or nowhere.intersection(codes):
            raise NotAnArrangement(_("A store is not in this plan, or has no position."))
        if len(set(codes)) < len(codes):
            raise NotAnArrangement(_("A store is visited once a day."))
        by_code[day] = codes
    return by_code


def _orders_of_answer(answer: Plan) -> dict[int, list[str]]:
    return {day.day: [stop.code for stop in day.stops] for day in answer.days}


def _changes(
    plan: RoutePlan, before: dict[int, list[str]], after: dict[int, list[str]]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Stores whose days changed, then days whose order alone did. One query."""
    ids, was, now = plan.parameters["store_ids"], _days_by_code(before), _days_by_code(after)
    names = Store.objects.unscoped(because=BECAUSE).in_bulk(ids.values())
    for code in sorted(was | now):
        if was.get(code) != now.get(code):
            name = names[ids[code]].name
            yield f"{steps.STOP_FIELD}:{ids[code]}", (_days_of(name, was.get(code)), _days_of(name, now.get(code)))
    for day, codes in after.items():
        if codes != before[day] and set(codes) == set(before[day]):
            yield (
                f"{steps.ORDER_FIELD}:{day}",
                tuple(
                    f"{day_of_cycle(day)}: " + " → ".join(names[ids[code]].name for code in order)
                    for order in (before[day], codes)
                ),
            )


def _days_by_code(orders: Mapping[int, Sequence[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for day in sorted(orders):
        for code in orders[day]:
            found.setdefault(code, []).append(day)
    return found


def _days_of(name: str, days: list[int] | None) -> str:
    return f"{name}: {days_of_cycle(days)}" if days else f"{name}: –"
