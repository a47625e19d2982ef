"""What the route planner is asked for a rep, and which plans there are (handbook H4.2, H4.3)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.periods.selectors import week_of
from stores.models import Store
from visits.calc.routing.problem import DAYS_OF_WEEK, Cycle, Problem, Rep, StoreStop
from visits.choices import RouteStatus
from visits.models import RouteParameters, RoutePlan, VisitRule, VisitStandard
from visits.selectors.standards import CYCLE_WEEKS, parameters_of, standards_of
from visits.selectors.ways import ways_of

BECAUSE_OF_PLANNING = "the planner works on a rep that the caller was asked for"


class NothingToPlan(DomainError):
    """There is no work from which routes could be made."""


def route_problem_of(rep: User) -> Problem:
    """What the planner is asked: the rep's active stores, what each asks for, the rep's day and week. Five queries."""
    require_rep(rep)
    stores = stores_to_visit(rep)
    standards = standards_of(rep.center)
    rules = rules_of(rep)
    found = list(stores.order_by("code"))
    if not found:
        raise NothingToPlan(_("%(rep)s has no active stores.") % {"rep": rep})
    parameters = parameters_of(rep)
    return Problem(
        stores=tuple(_stop(store, standards[store.store_class], rules.get(store.pk)) for store in found),
        rep=_rep(parameters),
        cycle=cycle_of(rep, parameters.extra_days),
        ways=ways_of(rep, found, parameters),
    )


def stores_to_visit(rep: User) -> QuerySet[Store]:
    """The active stores that a rep's routes are made for."""
    return Store.objects.unscoped(because=BECAUSE_OF_PLANNING).active().of_rep(rep.pk).filter(center=rep.center_id)


def require_rep(rep: User) -> None:
    """Only a rep at work has routes."""
    if rep.role != Role.REP or not rep.is_active:
        raise NothingToPlan(_("%(who)s is no active rep.") % {"who": rep})


def cycle_of(rep: User, extra_days: Iterable[int] = ()) -> Cycle:
    """Two weeks of the rep's center, and the days that the rep works beyond them."""
    week, added = week_of(rep.center).working_days, set(extra_days)
    days = range(CYCLE_WEEKS * DAYS_OF_WEEK)
    return Cycle(tuple(day for day in days if day % DAYS_OF_WEEK < week or day in added), CYCLE_WEEKS)


def rules_of(rep: User) -> dict[int, VisitRule]:
    """The visit rules of a rep's stores, by store. One query."""
    rows = VisitRule.objects.unscoped(because=BECAUSE_OF_PLANNING).filter(store__rep=rep)
    return {row.store_id: row for row in rows}


def cycle_start_for(rep: User, on: date) -> date:
    """The Monday on which the running cycle began: the former plan's, so that fortnights go on. One query."""
    former = plan_in_force(rep)
    if former is None:
        return on - timedelta(days=on.weekday())
    return on - timedelta(days=(on - former.cycle_starts_on).days % former.cycle_days)


def plan_in_force(rep: User) -> RoutePlan | None:
    """The rep's approved plan. One query."""
    return plans_of(rep).approved().first()


def plans_of(rep: User) -> QuerySet[RoutePlan]:
    """All versions of a rep, the newest first, for who was let to the rep."""
    return RoutePlan.objects.unscoped(because=BECAUSE_OF_PLANNING).filter(rep=rep).order_by("-version")


def plans_seen_by(actor: Actor) -> QuerySet[RoutePlan]:
    return RoutePlan.objects.visible_to(actor).select_related("rep", "center")


def reps_with_plans(actor: Actor, rows: QuerySet[User]) -> QuerySet[User]:
    """The reps among these people that the actor may look at, with how their plans stand. One query."""
    plans = RoutePlan.objects.visible_to(actor).filter(rep=OuterRef("pk")).order_by("-version")
    pending = plans.filter(status__in=[RouteStatus.DRAFT, RouteStatus.SUBMITTED])
    stores = Store.objects.visible_to(actor).active().filter(rep=OuterRef("pk")).order_by().values("rep")
    reps = rows.reps().active().select_related("center")
    return (
        (reps.filter(pk__in=actor.rep_ids) if actor.is_rep else reps)
        .annotate(
            store_count=Coalesce(Subquery(stores.annotate(count=Count("pk")).values("count")), 0),
            version_in_force=Subquery(plans.approved().values("version")[:1]),
            pending_version=Subquery(pending.values("version")[:1]),
            pending_status=Subquery(pending.values("status")[:1]),
        )
        .order_by("center__code", "username")
    )


def _stop(store: Store, standard: VisitStandard, rule: VisitRule | None) -> StoreStop:
    own = rule.visits_per_cycle if rule else None
    return StoreStop(
        code=store.code,
        lon=None if store.lon is None else float(store.lon),
        lat=None if store.lat is None else float(store.lat),
        minutes=standard.minutes,
        visits_per_cycle=standard.visits_per_cycle if own is None else own,
        closed_days=frozenset(rule.closed_days if rule else ()),
        pinned_days=frozenset(rule.pinned_days if rule else ()),
        opens_minute=store.opens_at.hour * 60 + store.opens_at.minute,
        closes_minute=store.closes_at.hour * 60 + store.closes_at.minute,
        cls=store.store_class,
    )


def _rep(parameters: RouteParameters) -> Rep:
    has_start = parameters.start_lon is not None and parameters.start_lat is not None
    start = (float(parameters.start_lon), float(parameters.start_lat)) if has_start else None
    return Rep(
        start=start,
        end=start,
        daily_minutes=parameters.daily_minutes,
        rest_minutes=parameters.rest_minutes,
        office_minutes=parameters.office_minutes,
        speed_kmh=float(parameters.speed_kmh),
        detour_factor=float(parameters.detour_factor),
        starts_minute=parameters.starts_at.hour * 60 + parameters.starts_at.minute,
        max_stops=parameters.max_stops,
    )
