"""Tidies what logins leave behind."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="accounts.clear_sessions")
def clear_sessions() -> None:
    """Delete sessions that ended by themselves; the rows that tell of them go with them."""
    call_command("clearsessions")
