"""Whether the parts that no page shows are alive: database, queue, worker and beat."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from salesops.workflow.models import JobRun

HEARTBEAT = "web.heartbeat"
# Three beats may be missed, for instance while one long job holds the only worker's attention.
STALE_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Pulse:
    """One part of the running program, and what is wrong with it."""

    name: str
    is_well: bool
    detail: str = ""


def note_heartbeat(*, at: datetime) -> None:
    """Leave the mark that proves both beat, which sent it, and a worker, which took it."""
    JobRun.objects.update_or_create(job=HEARTBEAT, subject="", defaults={"heartbeat_at": at})


def database_pulse() -> Pulse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Pulse("database", is_well=False, detail=type(error).__name__)
    return Pulse("database", is_well=True)


def broker_pulse() -> Pulse:
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        return Pulse("broker", is_well=os.access(settings.BROKER_FOLDER / "queue", os.W_OK))
    try:
        with current_app.connection_for_write(connect_timeout=2) as line:
            line.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (OperationalError, OSError) as error:
        return Pulse("broker", is_well=False, detail=type(error).__name__)
    return Pulse("broker", is_well=True)


def jobs_pulse(at: datetime) -> Pulse:
    try:
        last = JobRun.objects.filter(job=HEARTBEAT, subject="").values_list("heartbeat_at", flat=True).first()
    except DatabaseError as error:
        return Pulse("jobs", is_well=False, detail=type(error).__name__)
    if last is None:
        return Pulse("jobs", is_well=False, detail="no heartbeat yet")
    age = at - last
    return Pulse("jobs", is_well=age < STALE_AFTER, detail=f"{age.total_seconds():.0f} s since the last heartbeat")


def pulses(at: datetime) -> list[Pulse]:
    """Feel every part. Two queries."""
    return [database_pulse(), broker_pulse(), jobs_pulse(at)]
