"""Hand a rep's work to a colleague for a span of days (handbook H0)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import Delegation, User
from salesops.accounts.rules import may_end_hand_over, may_hand_over
from salesops.errors import DomainError
from salesops.notices.services import tell
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import create_with_history, record_change


class HandOverRefused(DomainError):
    """The two people or the days do not fit."""


@transaction.atomic
def hand_over(
    *,
    rep: User,
    colleague: User,
    starts_on: date,
    ends_on: date,
    actor: Actor,
    at: datetime,
    reason: str,
) -> Delegation:
    """Let a colleague of the same center do the rep's work from one day to another, the end excluded.

    The colleague is told.
    """
    rep = User.objects.select_for_update().get(pk=rep.pk)
    if not may_hand_over(actor, rep):
        raise PermissionDenied("delegation")
    if not _are_colleagues(rep, colleague):
        raise HandOverRefused(_("Both must be active reps of the same center."))
    if rep.work_handed_over.filter(starts_on__lt=ends_on, ends_on__gt=starts_on).exists():
        raise HandOverRefused(_("The work of %(rep)s is handed over on some of these days already.") % {"rep": rep})
    delegation = Delegation(
        rep=rep, colleague=colleague, center=rep.center, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    create_with_history(delegation, actor=actor, at=at, reason=reason)
    tell(
        [colleague.pk],
        "hand_over",
        values={"rep": str(rep), "first": str(starts_on), "last": str(ends_on - timedelta(days=1))},
        url=reverse("accounts:delegation_detail", args=[delegation.pk]),
        dedupe_key=f"hand-over:{delegation.pk}",
        at=at,
    )
    return delegation


@transaction.atomic
def end_hand_over(delegation: Delegation, *, on: date, actor: Actor, at: datetime) -> None:
    """Give the work back from this day on; a hand-over that has no day behind it is removed."""
    delegation = Delegation.objects.select_for_update().select_related("rep").get(pk=delegation.pk)
    if not may_end_hand_over(actor, delegation):
        raise PermissionDenied("delegation")
    if delegation.ends_on <= on:
        raise HandOverRefused(_("This hand-over is over already."))
    if delegation.starts_on >= on:
        AuditEvent.record(delegation, "cancel", actor=actor, at=at, reason=delegation.reason)
        delegation.delete()
        return
    before, delegation.ends_on = delegation.ends_on, on
    delegation.save(update_fields=["ends_on"])
    record_change(delegation, {"ends_on": (str(before), str(on))}, actor=actor, at=at, step="end")


def _are_colleagues(rep: User, colleague: User) -> bool:
    return all(
        (
            rep.role == colleague.role == Role.REP,
            rep.center_id == colleague.center_id,
            rep.is_active,
            colleague.is_active,
        )
    )
