"""The jobs of launches: one call of a service each (handbook H6.1)."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from promotions.services.launch_alarms import watch_launches


@shared_task(name="promotions.watch_launches", autoretry_for=(OperationalError,), retry_backoff=True)
def watch_running_launches() -> None:
    """Tell of launches that fell behind their plan."""
    watch_launches(on=timezone.localdate(), at=timezone.now())
