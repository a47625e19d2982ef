"""Receipts: each visit that was sent has one, numbered for its sender without a gap (handbook H5.4)."""

from datetime import datetime

from salesops.accounts.actor import Actor
from salesops.accounts.models import User
from visits.calc.chain import FIRST_LINK, link
from visits.models import Receipt, Visit

BECAUSE = "the sender's own chain"


def lock_sender(actor: Actor, *, calendar_of: int | None = None) -> None:
    """Let what one person sends come one after the other; others are not held up. One query.

    With the calendar of a rep, who may be another one: nobody moves a visit of it between. Both are locked in one
    order, so that two reps who stand in for each other never wait for each other.
    """
    people = User.objects.select_for_update(no_key=True).filter(pk__in=[actor.user_id, calendar_of])
    list(people.order_by("pk").values_list("pk", flat=True))


def issue_receipt(visit: Visit, *, actor: Actor, at: datetime) -> Receipt:
    """Give the next number of the sender to a visit; the sender is locked, the caller's transaction holds both."""
    mine = Receipt.objects.unscoped(because=BECAUSE).filter(rep_id=actor.user_id)
    last = mine.order_by("-number").first()
    number, before = (last.number + 1, last.chain_sha256) if last else (1, FIRST_LINK)
    return Receipt.objects.create(
        rep_id=actor.user_id,
        center_id=visit.center_id,
        visit=visit,
        number=number,
        content_sha256=visit.content_sha256,
        chain_sha256=link(before, number, str(visit.client_id), visit.content_sha256),
        received_at=at,
    )
