"""A center's planning as its page shows it: each rep's part, and the plan that came of it (handbook H4.3)."""

from dataclasses import dataclass
from datetime import datetime

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center
from salesops.workflow.models import JobRun
from visits.choices import RouteStatus
from visits.models import RoutePlan
from visits.selectors.center_runs import RepProgress, center_progress, center_run_of
from visits.selectors.route_runs import is_at_work


@dataclass(frozen=True, slots=True)
class RepLine:
    """One rep's part of the run, and its draft where there is one."""

    progress: RepProgress
    draft: RoutePlan | None


@dataclass(frozen=True, slots=True)
class CenterPage:
    """The last run of a center; none where it was never planned as a whole.

    It still moves after it was cancelled, until the reps that were begun are through.
    """

    run: JobRun | None
    is_at_work: bool
    lines: list[RepLine]
    is_moving: bool = False


def center_page(actor: Actor, center: Center, at: datetime) -> CenterPage:
    """The last run with its parts and what came of them. Four queries."""
    run = center_run_of(center)
    if run is None:
        return CenterPage(None, is_at_work=False, lines=[])
    parts = center_progress(center, run)
    drafts = RoutePlan.objects.visible_to(actor).filter(center=center, status=RouteStatus.DRAFT)
    # Of two drafts to choose between, the first one made keeps most of the plan in force.
    of_rep = {plan.rep_id: plan for plan in drafts.filter(created_at__gte=run.started_at).order_by("-version")}
    lines = [RepLine(part, of_rep.get(part.rep.pk)) for part in parts]
    at_work = is_at_work(run, at)
    is_moving = at_work or any(part.run is not None and is_at_work(part.run, at) for part in parts)
    return CenterPage(run, at_work, lines, is_moving)
