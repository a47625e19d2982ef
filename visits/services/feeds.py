"""The subscribed calendar: a secret address per rep, made, replaced and revoked (handbook H4.4)."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from salesops.workflow.models import AuditEvent
from visits import steps
from visits.models import CalendarFeed
from visits.selectors.feeds import digest_of

BECAUSE = "a rep's own subscription"
TOKEN_BYTES = 32


@transaction.atomic
def open_feed(rep: User, *, actor: Actor, at: datetime) -> str:
    """Make the rep's address anew and give its token, once: only the digest is kept. A former address ends."""
    if actor.user_id != rep.pk or not actor.is_rep:
        raise PermissionDenied("feed")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed, _is_new = CalendarFeed.objects.unscoped(because=BECAUSE).update_or_create(
        rep=rep, defaults={"center_id": rep.center_id, "token_sha256": digest_of(token), "created_at": at}
    )
    AuditEvent.record(feed, steps.OPEN_FEED, actor=actor, at=at)
    return token


@transaction.atomic
def close_feed(rep: User, *, actor: Actor, at: datetime) -> None:
    """End the rep's address; who has it gets nothing any more."""
    if actor.user_id != rep.pk:
        raise PermissionDenied("feed")
    for feed in CalendarFeed.objects.unscoped(because=BECAUSE).filter(rep=rep):
        AuditEvent.record(feed, steps.CLOSE_FEED, actor=actor, at=at)
        feed.delete()
