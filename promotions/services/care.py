"""Leaves of promoters, and guidance given to them (handbook H7)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from promotions import promoter_steps as steps
from promotions.models import DayOff, Guidance, Promoter
from promotions.promoter_rules import keeps_promoter
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.services import create_with_history, record_change


class OnLeaveAlready(DomainError):
    """Some of the days are a leave's already."""


@transaction.atomic
def give_leave(promoter: Promoter, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> DayOff:
    """Note that a promoter is on leave; shifts of these days stand and are marked until they are moved."""
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("give_leave")
    promoter = Promoter.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=promoter.pk)
    if not promoter.is_here:
        raise DomainError(_("%(name)s has left. Employ the person again first.") % {"name": promoter})
    leave = DayOff(**values, promoter=promoter, entered_by_id=actor.user_id, entered_at=at)
    leave.full_clean()
    if leave.starts_on < promoter.employed_on:
        raise ValidationError({"starts_on": _("The person was not employed yet.")})
    try:
        with transaction.atomic():
            leave.save(force_insert=True)
    except IntegrityError as clash:
        raise OnLeaveAlready(_("The person is on leave on some of these days already.")) from clash
    record_change(promoter, {_trail(leave): ("", str(leave))}, actor=actor, at=at, step=steps.GIVE_LEAVE)
    return leave


@transaction.atomic
def take_leave_back(leave: DayOff, *, actor: Actor, at: datetime) -> Promoter:
    """The leave was not taken; the history keeps it."""
    promoter = leave.promoter
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("take_leave_back")
    record_change(promoter, {_trail(leave): (str(leave), "")}, actor=actor, at=at, step=steps.TAKE_LEAVE_BACK)
    leave.delete()
    return promoter


@transaction.atomic
def guide(promoter: Promoter, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Guidance:
    """Keep what was seen and agreed; whoever guided is whoever writes it."""
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("guide")
    guidance = Guidance(**values, promoter=promoter, guided_by_id=actor.user_id)
    if guidance.held_on < promoter.employed_on:
        raise ValidationError({"held_on": _("The person was not employed yet.")})
    guidance.full_clean()
    return create_with_history(guidance, actor=actor, at=at, step=steps.GUIDE)


@transaction.atomic
def look_again(guidance: Guidance, outcome: str, *, on: date, actor: Actor, at: datetime) -> Guidance:
    """Say what became of a guidance, once."""
    if not keeps_promoter(actor, guidance.promoter):
        raise PermissionDenied("look_again")
    locked = Guidance.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=guidance.pk)
    if locked.outcome:
        raise NotPossibleNow(_("Somebody said already what became of it: %(words)s") % {"words": locked.outcome})
    if on < locked.held_on:
        raise ValidationError({"looked_again_on": _("This day lies before the guidance.")})
    locked.outcome, locked.looked_again_on = outcome, on
    locked.full_clean()
    locked.save(update_fields=["outcome", "looked_again_on"])
    record_change(locked, {"outcome": ("", outcome)}, actor=actor, at=at, step=steps.LOOK_AGAIN)
    return locked


def _trail(leave: DayOff) -> str:
    return f"{steps.DAYS_OFF}:{leave.pk}"
