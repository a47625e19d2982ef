"""The heartbeat of worker and beat."""

from celery import shared_task
from django.utils import timezone

from salesops.web.pulse import note_heartbeat


@shared_task(name="web.heartbeat")
def heartbeat() -> None:
    note_heartbeat(at=timezone.now())
