"""A person's inbox (handbook H12.7)."""

from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.notices.models import Notice


def inbox_of(actor: Actor) -> QuerySet[Notice]:
    """A person's own notices, newest first. One query."""
    return Notice.objects.filter(user_id=actor.user_id).order_by("-created_at", "-pk")


def unread_count(actor: Actor) -> int:
    """How many wait unread. One query."""
    return Notice.objects.filter(user_id=actor.user_id, read_at__isnull=True).count()
