"""The progress of a month's reviews, and the customers whose review fails (handbook H1; job J7)."""

from datetime import datetime

from reports.models import BusinessReview
from reports.selectors.missing import BECAUSE, CUSTOMER_JOB, MONTH_JOB, customers_to_review, failing_runs, subject_of
from salesops.periods.month import Month
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from salesops.workflow.services import fail_job, finish_job, note_progress, start_job


def open_run(month: Month, *, total: int, at: datetime) -> JobRun:
    """Begin to build a month's reviews."""
    return start_job(MONTH_JOB, str(month), total=total, at=at)


def note_run(month: Month, *, at: datetime) -> None:
    """Count the reviews that stand; when each customer has one or is known to fail, the run is over.

    Chunks of a month call it side by side: what is counted are rows, so nobody counts twice.
    """
    run = JobRun.objects.filter(job=MONTH_JOB, subject=str(month), state=JobState.RUNNING).first()
    if run is None:
        return
    reviews = BusinessReview.objects.unscoped(because=BECAUSE).of_month(month)
    done = reviews.filter(customer__in=customers_to_review().order_by().values("pk")).count()
    failed = failing_runs(month).count()
    if done + failed < run.total:
        note_progress(run, done=done, at=at)
    elif failed:
        note_progress(run, done=done, at=at)
        fail_job(run, at=at, message=f"{failed} without a review, see {CUSTOMER_JOB}")
    else:
        finish_job(run, at=at)


def note_failure(customer_code: str, month: Month, *, reason: str, at: datetime) -> None:
    """List a customer whose review cannot be built, and count the try."""
    run = start_job(CUSTOMER_JOB, subject_of(month, customer_code), total=1, at=at)
    fail_job(run, at=at, message=reason)


def note_mended(run: JobRun, *, at: datetime) -> None:
    """A review that failed before was built: take it off the list."""
    finish_job(run, at=at)
