"""Let other programs in, and out again (handbook H13)."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from salesops.accounts.actor import Actor, actor_for
from salesops.accounts.models import ApiToken
from salesops.accounts.rules import keeps_people
from salesops.sealing import digest, digests
from salesops.workflow.models import AuditEvent

_SECRET_BYTES = 32
# One write in five minutes, however often a program asks.
_NOTED_EVERY = timedelta(minutes=5)


@transaction.atomic
def give_token(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> tuple[ApiToken, str]:
    """Let a program read as a person. Returns the token and its secret, which nobody can read again."""
    _require_keeper(actor)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    token = ApiToken.objects.create(**values, digest=digest(secret), made_at=at)
    words = f"{token.name}: {', '.join(token.scopes)}, {token.expires_on}"
    AuditEvent.record(token.user, "give program access", actor=actor, at=at, reason=words)
    return token, secret


@transaction.atomic
def take_back_token(token: ApiToken, *, actor: Actor, at: datetime) -> ApiToken:
    """From its next request on the program is refused; a second time changes nothing."""
    _require_keeper(actor)
    current = ApiToken.objects.select_for_update().get(pk=token.pk)
    if current.ended_at is None:
        current.ended_at = at
        current.save(update_fields=["ended_at"])
        AuditEvent.record(current.user, "take back program access", actor=actor, at=at, reason=current.name)
    return current


def reader_of(secret: str, at: datetime) -> tuple[ApiToken, Actor] | None:
    """The token of a secret with the rights that its person has today; None where it opens nothing.

    Two queries, and a write in five minutes.
    """
    token = ApiToken.objects.select_related("user").filter(digest__in=digests(secret)).first() if secret else None
    on = timezone.localdate(at)
    if token is None or not token.is_valid_on(on):
        return None
    if token.used_at is None or at - token.used_at >= _NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=at)
    return token, actor_for(token.user, on)


def _require_keeper(actor: Actor) -> None:
    if not keeps_people(actor):
        raise PermissionDenied("program access")
