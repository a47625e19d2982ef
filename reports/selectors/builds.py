"""The builds of plans and reviews, month by month: how far, who failed and why (handbook H1; job J7)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dealers.selectors.missing import MONTH_JOB as PLANS_JOB
from dealers.selectors.missing import failing_runs as failing_plans
from reports.selectors.missing import MONTH_JOB as REVIEWS_JOB
from reports.selectors.missing import failing_runs as failing_reviews
from salesops.periods.month import Month
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun

JOBS = {"plans": PLANS_JOB, "reviews": REVIEWS_JOB}
FAILING = {"plans": failing_plans, "reviews": failing_reviews}
LABELS: dict[str, Promise] = {"plans": _("Profit plans"), "reviews": _("Business reviews")}
# So many months of each kind are shown.
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Build:
    """One month's build, and the runs of the customers that have no draft, with the reasons."""

    kind: str
    month: Month
    run: JobRun
    failed: list[JobRun]

    @property
    def label(self) -> Promise:
        return LABELS[self.kind]

    @property
    def is_running(self) -> bool:
        return self.run.state == JobState.RUNNING

    @property
    def is_halted(self) -> bool:
        return self.run.state in (JobState.STOPPED, JobState.FAILED)

    @property
    def failures(self) -> list[tuple[str, JobRun]]:
        """The customers' codes with their runs."""
        return [(run.subject.rpartition(":")[2], run) for run in self.failed]


def latest_builds() -> list[Build]:
    """The latest months' builds, those under way first. A query for each kind and each build."""
    found = []
    for kind, job in JOBS.items():
        for run in JobRun.objects.filter(job=job).order_by("-subject")[:SHOWN]:
            month = Month.parse(run.subject)
            found.append(Build(kind, month, run, list(FAILING[kind](month))))
    return sorted(found, key=lambda build: not build.is_running)
