"""Builds of plans and reviews stopped, resumed and repeated by who runs the program (handbook H1; jobs J3, J7)."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dealers.services.drafts import PLANS
from reports.rules import runs_builds
from reports.selectors.builds import FAILING, JOBS
from reports.services.drafts import REVIEWS
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.choices import JobState
from salesops.workflow.models import AuditEvent, JobRun
from salesops.workflow.services import resume_job, stop_job

STOP, RESUME, REPEAT = gettext_noop("stop"), gettext_noop("resume"), gettext_noop("build again")
DOCUMENTS = {"plans": PLANS, "reviews": REVIEWS}
Send = Callable[[Month], None]


class BuildNotPossible(DomainError):
    """The build is not in a state in which this can be done to it."""


@transaction.atomic
def stop_build(kind: str, month: Month, *, actor: Actor, at: datetime) -> None:
    """Let no further portion be drafted and nothing be made up for until somebody resumes it; what stands stays."""
    run = _run(kind, month, actor)
    if not stop_job(run, at=at):
        raise BuildNotPossible(_("This build is not under way."))
    AuditEvent.record(run, STOP, actor=actor, at=at)


@transaction.atomic
def resume_build(kind: str, month: Month, *, send: Send, actor: Actor, at: datetime) -> None:
    """Go on with what is missing, and try those that failed once more, however often they were tried.

    `send` hands out what the month's run waits for, once this is committed.
    """
    run = _run(kind, month, actor)
    if not resume_job(run, at=at):
        raise BuildNotPossible(_("This build is under way or done."))
    FAILING[kind](month).update(state=JobState.WAITING, attempts=0)
    DOCUMENTS[kind].reopen_failed(month)
    AuditEvent.record(run, RESUME, actor=actor, at=at)
    transaction.on_commit(lambda: send(month), robust=True)


@transaction.atomic
def repeat_build(kind: str, month: Month, *, send: Send, actor: Actor, at: datetime) -> None:
    """Build the whole month anew: what changed is refreshed, what a person typed or handed in stays.

    The run waits for every center from now on, so it is under way, and made up for, even where `send` is lost.
    """
    run = _run(kind, month, actor)
    if run.state == JobState.RUNNING:
        raise BuildNotPossible(_("This build is under way: stop it first."))
    DOCUMENTS[kind].open_run(month, at=at)
    AuditEvent.record(run, REPEAT, actor=actor, at=at)
    transaction.on_commit(lambda: send(month), robust=True)


def _run(kind: str, month: Month, actor: Actor) -> JobRun:
    if not runs_builds(actor):
        raise PermissionDenied("builds")
    run = JobRun.objects.select_for_update().filter(job=JOBS[kind], subject=str(month)).first()
    if run is None:
        raise BuildNotPossible(_("This month was never built."))
    return run
