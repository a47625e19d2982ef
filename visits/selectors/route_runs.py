"""How far the planning of a rep's routes is (handbook H4.3)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from salesops.accounts.models import User
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun

ROUTE_JOB = gettext_noop("visits.plan_route")
# Planning takes seconds; a run that has said nothing for longer lost its worker.
SILENCE = timedelta(minutes=3)


def route_run_of(rep: User) -> JobRun | None:
    """The last planning of a rep. One query."""
    return JobRun.objects.filter(job=ROUTE_JOB, subject=str(rep.pk)).first()


def is_at_work(run: JobRun, at: datetime) -> bool:
    """Whether the run is still to be waited for."""
    return run.state in (JobState.WAITING, JobState.RUNNING) and at - run.heartbeat_at < SILENCE
