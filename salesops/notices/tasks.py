"""Daily reminders."""

from celery import shared_task
from django.utils import timezone

from salesops.notices.services import remind


@shared_task(name="notices.remind_deadlines", acks_late=True)
def remind_deadlines() -> int:
    """Remind of deadlines of this day; a second run tells nobody twice."""
    now = timezone.now()
    return remind(on=timezone.localdate(now), at=now)
