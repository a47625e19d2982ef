"""A person's own files: which there are, and how far the work on each is (handbook H2.4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.exchange.models import ExportRun
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun

EXPORT_JOB = "exchange.write_export"
# A job that tells no progress for so long was killed, or never began.
SILENCE = timedelta(minutes=3)
MOST_TRIES = 3


def rights_of(actor: Actor) -> str:
    """In what a person sees its rows: role and center."""
    return f"{actor.role} {actor.center_id or ''}".strip()


def exports_of(actor: Actor, at: datetime) -> QuerySet[ExportRun]:
    """What this person ordered in its present role and center, the newest first; what expired is gone."""
    mine = ExportRun.objects.filter(owner_id=actor.user_id, rights=rights_of(actor), expires_at__gt=at)
    return mine.order_by("-created_at", "-pk")


def runs_of(exports: Iterable[ExportRun]) -> list[tuple[ExportRun, JobRun]]:
    """Each file with the run of its job. Two queries."""
    exports = list(exports)
    runs = JobRun.objects.filter(job=EXPORT_JOB, subject__in=[str(export.pk) for export in exports])
    known = {run.subject: run for run in runs}
    return [(export, known[str(export.pk)]) for export in exports if str(export.pk) in known]


def silent_exports(at: datetime) -> list[tuple[ExportRun, JobRun]]:
    """Files whose job was not heard of for too long. Two queries."""
    silent = JobRun.objects.filter(
        job=EXPORT_JOB, state__in=(JobState.WAITING, JobState.RUNNING), heartbeat_at__lt=at - SILENCE
    )
    runs = {int(run.subject): run for run in silent}
    return [(export, runs[export.pk]) for export in ExportRun.objects.filter(pk__in=runs, file="").order_by("pk")]


def expired_exports(at: datetime) -> QuerySet[ExportRun]:
    """What nobody may fetch any more. One query."""
    return ExportRun.objects.filter(expires_at__lte=at).order_by("pk")
