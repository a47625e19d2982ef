"""Planning the routes of a whole center in the background: one task for each rep, results as they come (H4.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from salesops.workflow.services import fail_job, finish_job, note_progress, start_job
from visits import rules
from visits.models import RoutePlan
from visits.selectors.center_runs import BECAUSE, CENTER_JOB, center_run_of, ended_reps, reps_to_plan
from visits.selectors.route_runs import SILENCE, is_at_work
from visits.selectors.routes import plans_of

# A center of fifty reps takes minutes; what is not through by then fails again and again.
LONGEST = timedelta(hours=1)


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
    done = ended_reps(center_id, run.started_at).count()
    if done >= run.total:
        finish_job(run, at=at)
    else:
        note_progress(run, done=done, at=at)


@transaction.atomic
def resume_center_plans(*, at: datetime) -> list[tuple[JobRun, list[RepOrder]]]:
    """Name again the parts of runs that fell silent, for a lost task comes back late or never.

    The answer is to be sent once this is committed. A run that took too long ends, with what to do about it.
    """
    silent = JobRun.objects.select_for_update().filter(
        job=CENTER_JOB, state=JobState.RUNNING, heartbeat_at__lte=at - SILENCE
    )
    resumed = []
    for run in silent:
        orders = _orders_left(run)
        if not orders:
            finish_job(run, at=at)
        elif at - run.started_at > LONGEST:
            fail_job(run, at=at, message=_("Not all reps could be planned within an hour. Please order it again."))
        else:
            note_progress(run, done=run.done, at=at)
            resumed.append((run, orders))
    return resumed


def _orders_left(run: JobRun) -> list[RepOrder]:
    """The reps whose part has not ended; one that was killed after its plan was stored is given that plan's version."""
    center = Center(pk=int(run.subject))
    left = reps_to_plan(center).exclude(pk__in=[int(pk) for pk in ended_reps(center.pk, run.started_at)])
    stored = RoutePlan.objects.unscoped(because=BECAUSE).filter(rep__in=left, created_at__gte=run.started_at)
    versions = dict(stored.order_by().values_list("rep").annotate(first=Min("version")))
    return [RepOrder(rep.pk, versions.get(rep.pk) or _next_version(rep)) for rep in left]


def _next_version(rep: User) -> int:
    newest = plans_of(rep).first()
    return newest.version + 1 if newest else 1
