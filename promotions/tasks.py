"""The jobs of the room: one call of a service each (handbook H6, H7)."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext_noop

from promotions.services.attendance import forget_attendance_positions
from promotions.services.launch_alarms import watch_launches
from promotions.services.retention import forget_leavers as forget
from promotions.services.summaries import measure_promotions
from salesops.accounts.actor import Actor


@shared_task(name="promotions.watch_launches", autoretry_for=(OperationalError,), retry_backoff=True)
def watch_running_launches() -> None:
    """Tell of launches that fell behind their plan."""
    watch_launches(on=timezone.localdate(), at=timezone.now())


@shared_task(name="promotions.measure_promotions", autoretry_for=(OperationalError,), retry_backoff=True)
def measure_ended_promotions() -> None:
    """Measure what promotions brought that ended, or of which sales came in late."""
    measure_promotions(on=timezone.localdate(), at=timezone.now())


@shared_task(name=gettext_noop("promotions.forget_leavers"), autoretry_for=(OperationalError,), retry_backoff=True)
def forget_leavers() -> None:
    """Delete personal data of leavers whose time is over."""
    forget(actor=Actor.system("promotions.forget_leavers"), at=timezone.now())


@shared_task(name="promotions.forget_positions", autoretry_for=(OperationalError,), retry_backoff=True)
def forget_old_positions() -> None:
    """Delete where promoters stood whose center's time is over."""
    forget_attendance_positions(at=timezone.now())
