"""Proposing, changing, submitting, approving and returning route plans (handbook H4.3)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.notices.services import tell
from salesops.workflow.flow import NotPossibleNow, take_step
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import record_change
from stores.models import Store
from visits import rules, steps
from visits.calc.routing.edited import plan_in_order
from visits.calc.routing.problem import DayRoute, Plan, Problem
from visits.calc.routing.record import (
    problem_of_record,
    record_of_problem,
    record_of_totals,
    record_of_unplaced,
    unplaced_of_record,
)
from visits.choices import RouteBasis, RouteStatus
from visits.models import RoutePlan, RouteStop
from visits.route_words import day_of_cycle
from visits.selectors.route_choices import stability_of
from visits.selectors.route_pages import codes_by_store, orders_of
from visits.selectors.routes import cycle_start_for, plan_in_force, plans_of
from visits.services.calendar import lay_calendar
from visits.services.unvisited import require_none_dropped, still_planned

BECAUSE = "the stops of a plan that the caller may change"
FIELDS_OF_ORDER = ("cycle_day", "route_name", "position", "arrive_minute", "travel_minutes", "travel_metres")
# More stops than a day can hold: where stops wait while their order changes.
ASIDE = 1_000


class TwiceOnOneDay(DomainError):
    """A store is visited once a day."""


@transaction.atomic
def store_proposal(
    rep: User, problem: Problem, plan: Plan, *, actor: Actor, at: datetime, version: int | None = None
) -> RoutePlan:
    """Keep a plan that was solved anew, as the rep's next version; it replaces all drafts."""
    return store_choice(rep, problem, {RouteBasis.ANEW: plan}, actor=actor, at=at, version=version)[0]


@transaction.atomic
def store_choice(
    rep: User,
    problem: Problem,
    plans: Mapping[RouteBasis, Plan],
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> list[RoutePlan]:
    """Keep plans between which people choose, as drafts with versions that follow each other.

    They replace former drafts. If the version is there already, the rep's drafts are given back.
    """
    hold_rep(rep.pk)
    newest = plans_of(rep).first()
    if version is not None and newest is not None and newest.version >= version:
        return list(plans_of(rep).filter(version__gte=version).order_by("version"))
    _supersede_drafts(rep, actor=actor, at=at)
    first = newest.version + 1 if newest else 1
    return [
        _store(rep, problem, plan, basis, first + offset, actor=actor, at=at)
        for offset, (basis, plan) in enumerate(plans.items())
    ]


@transaction.atomic
def take_route_plan(plan: RoutePlan, *, actor: Actor, at: datetime) -> RoutePlan:
    """Choose this draft: its rivals are superseded."""
    hold_rep(plan.rep_id)
    if not rules.works_on_route_plan(actor, plan):
        raise PermissionDenied("take")
    chosen = plans_of(plan.rep).filter(pk=plan.pk, status=RouteStatus.DRAFT).first()
    if chosen is None:
        raise NotPossibleNow(_("It was changed meanwhile. Please look at it again before you decide."))
    _supersede_drafts(plan.rep, but=plan.pk, actor=actor, at=at)
    return chosen


def _supersede_drafts(rep: User, *, but: int | None = None, actor: Actor, at: datetime) -> None:
    for draft in plans_of(rep).filter(status=RouteStatus.DRAFT).exclude(pk=but):
        take_step(steps.SUPERSEDE_ROUTES, draft, actor=actor, at=at)


def _store(
    rep: User, problem: Problem, plan: Plan, basis: RouteBasis, version: int, *, actor: Actor, at: datetime
) -> RoutePlan:
    ids = _store_ids(problem)
    proposal = RoutePlan.objects.create(
        basis=basis,
        center_id=rep.center_id,
        rep=rep,
        version=version,
        cycle_starts_on=cycle_start_for(rep, timezone.localdate(at)),
        cycle_days=problem.cycle.length,
        parameters=record_of_problem(problem) | {"store_ids": ids},
        unplaced=record_of_unplaced(plan.unplaced),
        totals=record_of_totals(plan) | {"stability": stability_of(rep, plan)},
        created_at=at,
    )
    RouteStop.objects.bulk_create(stops_of_answer(proposal, problem, plan, ids))
    AuditEvent.record(proposal, steps.PROPOSE_ROUTES, actor=actor, at=at)
    return proposal


@transaction.atomic
def submit_route_plan(plan: RoutePlan, *, actor: Actor, at: datetime, revision: int | None = None) -> RoutePlan:
    """Put a draft before the center manager, and tell the manager."""
    submitted = take_step(steps.SUBMIT_ROUTES, plan, actor=actor, at=at, revision=revision)
    _supersede_drafts(plan.rep, actor=actor, at=at)
    managers = User.objects.active().filter(role=Role.MANAGER, center=plan.center_id).exclude(pk=actor.user_id)
    _tell(managers.values_list("pk", flat=True), "route_submitted", submitted, at)
    return submitted


@transaction.atomic
def approve_route_plan(plan: RoutePlan, *, actor: Actor, at: datetime, revision: int | None = None) -> RoutePlan:
    """Put a plan in force in place of the former one, and lay its visits into the calendar."""
    hold_rep(plan.rep_id)
    today = timezone.localdate(at)
    former, before = plan_in_force(plan.rep), still_planned(plan, today)
    if former is not None and former.pk != plan.pk:
        take_step(steps.SUPERSEDE_ROUTES, former, actor=actor, at=at)
    approved = take_step(steps.APPROVE_ROUTES, plan, actor=actor, at=at, revision=revision)
    lay_calendar(approved, at=at)
    require_none_dropped(approved, before, today)
    _tell([plan.rep_id], "route_approved", approved, at)
    return approved


@transaction.atomic
def return_route_plan(
    plan: RoutePlan, *, actor: Actor, at: datetime, reason: str, revision: int | None = None
) -> RoutePlan:
    """Give a submitted plan back as a draft, with what should change."""
    returned = take_step(steps.RETURN_ROUTES, plan, actor=actor, at=at, reason=reason, revision=revision)
    _tell([plan.rep_id], "route_returned", returned, at, reason=reason)
    return returned


@transaction.atomic
def move_stop(
    stop: RouteStop, *, day: int, position: int, actor: Actor, at: datetime, revision: int | None = None
) -> RoutePlan:
    """Take a stop to a place of a day and walk all days anew; rules that break are kept to be shown.

    A position beyond the last stop is the end of the day.
    """
    rows = RoutePlan.objects.unscoped(because="the plan of a stop that the caller may see").select_for_update()
    plan = rows.select_related("rep").get(pk=stop.plan_id)
    if not rules.works_on_route_plan(actor, plan):
        raise PermissionDenied("move_stop")
    if not rules.may_change_route_plan(actor, plan) or (revision is not None and plan.revision != revision):
        raise NotPossibleNow(_("It was changed meanwhile. Please look at it again before you decide."))
    problem, code_of = problem_of_record(plan.parameters), codes_by_store(plan)
    stops = list(plan.stops.unscoped(because=BECAUSE).select_related("store").order_by("cycle_day", "position"))
    known = next((row for row in stops if row.pk == stop.pk), None)
    if known is None:
        raise NotPossibleNow(_("It was changed meanwhile. Please look at it again before you decide."))
    was = _place(known.cycle_day, known.position)
    orders = _moved(orders_of(problem, stops, code_of), known, code_of[known.store_id], day, position)
    answer = plan_in_order(problem, orders, unplaced_of_record(plan.unplaced))
    known.cycle_day = day
    _rewrite(plan, stops, answer, code_of)
    plan.totals = plan.totals | record_of_totals(answer) | {"stability": stability_of(plan.rep, answer)}
    plan.revision += 1
    plan.save(update_fields=["totals", "revision"])
    change = {"stop": (was, _place(day, known.position))}
    record_change(plan, change, actor=actor, at=at, reason=str(known.store), step=steps.MOVE_STOP)
    return plan


def hold_rep(rep_id: int) -> None:
    """Let one transaction at a time decide on a rep's plans and calendar."""
    User.objects.select_for_update(no_key=True).get(pk=rep_id)


def _store_ids(problem: Problem) -> dict[str, int]:
    rows = Store.objects.unscoped(because="the stores of the problem that was solved")
    return dict(rows.filter(code__in=[store.code for store in problem.stores]).values_list("code", "pk"))


def stops_of_answer(plan: RoutePlan, problem: Problem, answer: Plan, ids: dict[str, int]) -> list[RouteStop]:
    """The stops of an answer as rows of a plan, unsaved."""
    minutes = {store.code: store.minutes for store in problem.stores}
    return [
        RouteStop(plan=plan, store_id=ids[code], minutes=minutes[code], **facts)
        for day in answer.days
        for code, facts in _facts_of(day).items()
    ]


def _facts_of(day: DayRoute) -> dict[str, dict]:
    """The stops of a day as columns, by store code; minutes are rounded for people, sums are kept exact."""
    return {
        stop.code: {
            "cycle_day": day.day,
            "route_name": day.name,
            "position": place,
            "arrive_minute": round(stop.arrive_minute),
            "travel_minutes": round(stop.travel_minutes),
            "travel_metres": stop.metres,
        }
        for place, stop in enumerate(day.stops, start=1)
    }


def _place(day: int, position: int) -> str:
    return _("%(day)s, no. %(position)s") % {"day": day_of_cycle(day), "position": position}


def _moved(orders: dict[int, list[str]], stop: RouteStop, code: str, day: int, position: int) -> dict[int, list[str]]:
    if day not in orders:
        raise DomainError(_("That is no working day of the cycle."))
    orders[stop.cycle_day].remove(code)
    if code in orders[day]:
        raise TwiceOnOneDay(_("%(store)s is already visited on that day.") % {"store": stop.store})
    orders[day].insert(max(0, position - 1), code)
    return orders


def _rewrite(plan: RoutePlan, stops: Sequence[RouteStop], answer: Plan, code_of: dict[int, str]) -> None:
    """Give the stops their new places in two sweeps, as no two may share one even for a moment."""
    facts = {(day.day, code): found for day in answer.days for code, found in _facts_of(day).items()}
    rows = plan.stops.unscoped(because=BECAUSE)
    rows.update(position=F("position") + ASIDE)
    for stop in stops:
        for name, value in facts[stop.cycle_day, code_of[stop.store_id]].items():
            setattr(stop, name, value)
    rows.bulk_update(stops, FIELDS_OF_ORDER)


def _tell(user_ids: Iterable[int], text_key: str, plan: RoutePlan, at: datetime, **values: str) -> None:
    tell(
        user_ids,
        text_key,
        values={"rep": str(plan.rep), "version": plan.version, **values},
        url=plan.get_absolute_url(),
        dedupe_key=f"{text_key}:{plan.pk}:{plan.revision}",
        at=at,
    )
