"""Planning the routes of a whole center in the background: one task for each rep, results as they come (H4.3)."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from salesops.workflow.services import fail_job, finish_job, note_progress, start_job
from visits import rules
from visits.selectors.center_runs import CENTER_JOB, center_run_of, ended_reps, reps_to_plan
from visits.selectors.route_runs import is_at_work
from visits.selectors.routes import plans_of


@dataclass(frozen=True, slots=True)
class RepOrder:
    """One rep's part: the version that its plan gets, so that a task run twice makes it once."""

    rep_id: int
    version: int


@transaction.atomic
def order_center_plan(center: Center, *, actor: Actor, at: datetime) -> tuple[JobRun, list[RepOrder]]:
    """Open the run of a center and name its reps' parts; none if one is at work already. A query for each rep."""
    if not rules.plans_center(actor, center):
        raise PermissionDenied("plan_center")
    Center.objects.select_for_update().get(pk=center.pk)
    run = center_run_of(center)
    if run is not None and is_at_work(run, at):
        return run, []
    reps = list(reps_to_plan(center))
    run = start_job(CENTER_JOB, str(center.pk), total=len(reps), at=at, started_by_id=actor.user_id)
    if not reps:
        finish_job(run, at=at)
    return run, [RepOrder(rep.pk, _next_version(rep)) for rep in reps]


@transaction.atomic
def cancel_center_plan(center: Center, *, actor: Actor, at: datetime) -> None:
    """Let no further rep be planned; plans that are done stay as drafts."""
    if not rules.plans_center(actor, center):
        raise PermissionDenied("plan_center")
    run = center_run_of(center)
    if run is not None and run.state == JobState.RUNNING:
        fail_job(run, at=at, message=_("Cancelled."))


def is_wanted(center_id: int, started_at: datetime) -> bool:
    """Whether the run that asked for a rep's plan still goes on. One query."""
    return JobRun.objects.filter(
        job=CENTER_JOB, subject=str(center_id), started_at=started_at, state=JobState.RUNNING
    ).exists()


@transaction.atomic
def count_center_progress(center_id: int, *, at: datetime) -> None:
    """Count the reps that are through, planned or refused; whoever comes last closes the run. Three queries."""
    rows = JobRun.objects.select_for_update().filter(job=CENTER_JOB, subject=str(center_id), state=JobState.RUNNING)
    run = rows.first()
    if run is None:
        return
    done = ended_reps(center_id, run.started_at)
    if done >= run.total:
        finish_job(run, at=at)
    else:
        note_progress(run, done=done, at=at)


def _next_version(rep: User) -> int:
    newest = plans_of(rep).first()
    return newest.version + 1 if newest else 1
