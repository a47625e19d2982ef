"""Visits that were sent and not taken: parked with their reasons, and settled later (handbook H5.4; reliability O5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent
from visits.choices import ParkedKind, ParkedOutcome
from visits.models import ParkedVisit, Visit
from visits.rules import settles_parked
from visits.services.mistakes import Mistake
from visits.services.payload import without_position

BECAUSE = "the sender's own parked visits"
SETTLE = gettext_noop("settle")


class SettledAlready(DomainError):
    """Somebody was faster."""


@transaction.atomic
def park_visit(
    payload: dict[str, Any],
    *,
    client_id: UUID,
    body_sha256: str,
    mistakes: Sequence[Mistake],
    visit: Visit | None,
    actor: Actor,
    at: datetime,
) -> ParkedVisit:
    """Keep a version that was not taken, once however often it is sent, with the reasons of the last sending.

    Where the sender was is not kept with it: the phone still has it, and only a visit that is taken is judged.
    """
    store = payload.get("store")
    kept = {
        "center_id": actor.center_id,
        "store_code": store[:40] if isinstance(store, str) else "",
        "kind": ParkedKind.CONFLICT if visit else ParkedKind.REFUSED,
        "visit": visit,
        "reasons": [{"path": mistake.path, "words": mistake.words} for mistake in mistakes],
        "last_sent_at": at,
    }
    versions = ParkedVisit.objects.unscoped(because=BECAUSE)
    parked, is_new = versions.get_or_create(
        rep_id=actor.user_id,
        client_id=client_id,
        body_sha256=body_sha256,
        defaults=kept | {"payload": without_position(payload), "parked_at": at},
    )
    if not is_new:
        versions.filter(pk=parked.pk).update(**kept, times_sent=F("times_sent") + 1)
    return parked


def note_mended(visit: Visit, *, actor: Actor, at: datetime) -> None:
    """A visit that was taken at last settles its refused versions. One query."""
    waiting = ParkedVisit.objects.unscoped(because=BECAUSE).filter(
        client_id=visit.client_id, rep_id=actor.user_id, kind=ParkedKind.REFUSED, outcome=ParkedOutcome.WAITING
    )
    waiting.update(outcome=ParkedOutcome.MENDED, visit=visit, settled_at=at)


@transaction.atomic
def settle_parked(parked: ParkedVisit, *, actor: Actor, at: datetime, reason: str) -> ParkedVisit:
    """Close a parked version for a reason; what was sent stays readable beside the visit that stands."""
    if not settles_parked(actor, parked):
        raise PermissionDenied("settle_parked")
    if not reason.strip():
        raise DomainError(_("Please give a reason."))
    waiting = ParkedVisit.objects.unscoped(because=BECAUSE).filter(pk=parked.pk, outcome=ParkedOutcome.WAITING)
    settled = waiting.update(
        outcome=ParkedOutcome.SETTLED, settled_at=at, settled_by=actor.user_id, settled_because=reason.strip()[:200]
    )
    if not settled:
        raise SettledAlready(_("Somebody settled this already."))
    AuditEvent.record(
        parked, SETTLE, actor=actor, at=at, before=ParkedOutcome.WAITING, after=ParkedOutcome.SETTLED, reason=reason
    )
    parked.refresh_from_db()
    return parked
