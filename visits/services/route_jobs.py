"""Planning in the background, with its progress as a row (handbook H4.3)."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.workflow.models import JobRun
from salesops.workflow.services import fail_job, finish_job, note_progress, start_job
from visits import rules
from visits.calc.routing.choices import solve_both
from visits.choices import RouteBasis
from visits.models import RoutePlan
from visits.selectors.route_choices import former_orders
from visits.selectors.route_runs import ROUTE_JOB, is_at_work, route_run_of
from visits.selectors.routes import plans_of, require_rep, route_problem_of
from visits.services.routes import hold_rep, store_choice

STEPS = 3


@transaction.atomic
def order_route_plan(rep: User, *, actor: Actor, at: datetime) -> tuple[JobRun, int | None]:
    """Open the run of a rep's planning and name the version it makes; None if one is at work already."""
    if not rules.plans_routes_of(actor, rep):
        raise PermissionDenied("propose")
    require_rep(rep)
    hold_rep(rep.pk)
    run = route_run_of(rep)
    if run is not None and is_at_work(run, at):
        return run, None
    newest = plans_of(rep).first()
    run = start_job(ROUTE_JOB, str(rep.pk), total=STEPS, at=at, started_by_id=actor.user_id)
    return run, newest.version + 1 if newest else 1


def run_route_job(rep_id: int, *, version: int, actor: Actor, clock: Callable[[], datetime]) -> list[RoutePlan]:
    """Solve and store what was ordered; done twice it makes one version, and it says why it cannot.

    A rep with a plan in force gets two drafts to choose between: one that keeps most of it, and one made anew.
    """
    rep = User.objects.select_related("center").get(pk=rep_id)
    run = start_job(ROUTE_JOB, str(rep.pk), total=STEPS, at=clock(), started_by_id=actor.user_id)
    if not rules.plans_routes_of(actor, rep):
        fail_job(run, at=clock(), message=_("This rep's routes are no longer yours to plan."))
        return []
    try:
        problem = route_problem_of(rep)
        note_progress(run, done=1, at=clock())
        former = former_orders(rep)
        kept, anew = solve_both((problem, former))
        note_progress(run, done=2, at=clock())
        plans = ({RouteBasis.KEPT: kept} if kept else {}) | {RouteBasis.ANEW: anew}
        proposals = store_choice(rep, problem, plans, actor=actor, at=clock(), version=version)
    except DomainError as refusal:
        fail_job(run, at=clock(), message=str(refusal))
        return []
    finish_job(run, at=clock(), message=str(proposals[0].pk))
    return proposals
