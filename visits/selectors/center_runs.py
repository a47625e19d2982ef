"""How far the planning of a center is, rep by rep (handbook H4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from salesops.accounts.models import Center, User
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from stores.models import Store
from visits.selectors.route_runs import ROUTE_JOB

CENTER_JOB = gettext_noop("visits.plan_center")
BECAUSE = "the reps of a center whose planner was let to it"


@dataclass(frozen=True, slots=True)
class RepProgress:
    """One rep's part of a center's run; `run` is missing while its turn has not come."""

    rep: User
    run: JobRun | None


def center_run_of(center: Center) -> JobRun | None:
    """The last planning of a center. One query."""
    return JobRun.objects.filter(job=CENTER_JOB, subject=str(center.pk)).first()


def reps_to_plan(center: Center) -> QuerySet[User]:
    """Active reps with active stores."""
    stores = Store.objects.unscoped(because=BECAUSE).active().filter(center=center, rep__isnull=False)
    return User.objects.reps().active().filter(center=center, pk__in=stores.values("rep")).order_by("username")


def ended_reps(center_id: int, started_at: datetime) -> QuerySet[JobRun, str]:
    """Keys, as texts, of the reps whose planning ended since the center's run began. One query, and one when read."""
    reps = reps_to_plan(Center(pk=center_id)).values_list("pk", flat=True)
    ended = _rep_runs(reps, started_at).filter(state__in=[JobState.DONE, JobState.FAILED])
    return ended.values_list("subject", flat=True)


def center_progress(center: Center, run: JobRun) -> list[RepProgress]:
    """Each rep and how far its part is. Two queries."""
    reps = list(reps_to_plan(center))
    runs = {row.subject: row for row in _rep_runs([rep.pk for rep in reps], run.started_at)}
    return [RepProgress(rep, runs.get(str(rep.pk))) for rep in reps]


def _rep_runs(rep_ids: Iterable[int], started_at: datetime) -> QuerySet[JobRun]:
    subjects = [str(pk) for pk in rep_ids]
    return JobRun.objects.filter(job=ROUTE_JOB, subject__in=subjects, started_at__gte=started_at)
