"""A job's run as a row: started, moved on, done or failed."""

from datetime import datetime

from django.db.models import F

from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun


def start_job(job: str, subject: str, *, total: int, at: datetime, started_by_id: int | None = None) -> JobRun:
    """Open (or open again) the run of a job over its subject and count the try."""
    rows = JobRun.objects.filter(job=job, subject=subject)
    values = {
        "state": JobState.RUNNING,
        "done": 0,
        "total": total,
        "attempts": F("attempts") + 1,
        "message": "",
        "started_by_id": started_by_id,
        "started_at": at,
        "heartbeat_at": at,
        "ended_at": None,
    }
    if not rows.update(**values):
        JobRun.objects.get_or_create(job=job, subject=subject)
        rows.update(**values)
    return rows.get()


def note_progress(run: JobRun, *, done: int, at: datetime, message: str = "") -> None:
    """Show how far the job is; never beyond its total."""
    JobRun.objects.filter(pk=run.pk).update(done=min(done, run.total), heartbeat_at=at, message=message)


def finish_job(run: JobRun, *, at: datetime, message: str = "") -> None:
    """Close the run as done."""
    JobRun.objects.filter(pk=run.pk).update(
        state=JobState.DONE, done=F("total"), attempts=0, message=message, heartbeat_at=at, ended_at=at
    )


def fail_job(run: JobRun, *, at: datetime, message: str) -> None:
    """Close the run as failed, with what a person should know."""
    JobRun.objects.filter(pk=run.pk).update(state=JobState.FAILED, message=message, heartbeat_at=at, ended_at=at)


def stop_job(run: JobRun, *, at: datetime) -> bool:
    """Let a run that is under way go no further; false if it was over already."""
    running = JobRun.objects.filter(pk=run.pk, state=JobState.RUNNING)
    return bool(running.update(state=JobState.STOPPED, heartbeat_at=at, ended_at=at))


def resume_job(run: JobRun, *, at: datetime) -> bool:
    """Let a run that was stopped or failed go on where it was; false if it is under way or done."""
    halted = JobRun.objects.filter(pk=run.pk, state__in=[JobState.STOPPED, JobState.FAILED])
    return bool(halted.update(state=JobState.RUNNING, message="", heartbeat_at=at, ended_at=None))
