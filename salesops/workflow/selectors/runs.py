"""Jobs that work through many subjects: which failed, which rest, whether one is at work (reliability J3, J7)."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun

# A subject that fails rests longer each time; after the last try it waits for a person.
RESTS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
MOST_TRIES = len(RESTS) + 1
# A run that was not heard of for so long was killed.
SILENCE = timedelta(minutes=3)


def failed_runs(job: str, prefix: str) -> QuerySet[JobRun]:
    """Subjects of a job that could not be done, with the reason and the number of tries. One query."""
    runs = JobRun.objects.filter(job=job, subject__startswith=prefix, state=JobState.FAILED)
    return runs.order_by("subject")


def resting_subjects(job: str, prefix: str, at: datetime) -> set[str]:
    """Failed subjects that are not to be tried again yet, or never by itself. One query."""
    return {run.subject for run in failed_runs(job, prefix) if _rests(run, at)}


def is_at_work(job: str, subject: str, at: datetime) -> bool:
    """Whether somebody is at work on the subject and was heard of lately. One query."""
    runs = JobRun.objects.filter(job=job, subject=subject, state=JobState.RUNNING)
    return runs.filter(heartbeat_at__gt=at - SILENCE).exists()


def _rests(run: JobRun, at: datetime) -> bool:
    if run.attempts >= MOST_TRIES:
        return True
    return run.ended_at is not None and at < run.ended_at + RESTS[max(run.attempts, 1) - 1]
