"""Applicants: brought, interviewed, taken on or refused (handbook H7).

Who is taken on is a promoter from the first day of the probation, with the place in the store; the probation itself and
its end are moves of the promoter.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from promotions import recruiting_steps as steps
from promotions.models import Applicant, Interview, Need, PersonalData
from promotions.promoter_choices import PromoterStatus
from promotions.recruiting_choices import IN_PROCESS
from promotions.recruiting_rules import keeps_applicant, keeps_need
from promotions.services.assignments import assign
from promotions.services.personal import set_personal
from promotions.services.promoters import add_promoter
from promotions.services.recruiting_notices import tell_decided, tell_to_decide
from salesops.accounts.actor import Actor
from salesops.workflow.flow import NotPossibleNow, Step, take_step
from salesops.workflow.services import create_with_history, update_with_history

_BECAUSE = "the applicant was seen already"


@transaction.atomic
def add_applicant(
    need: Need, values: Mapping[str, Any], *, personal: Mapping[str, str], actor: Actor, at: datetime
) -> Applicant:
    """Write down who may take the place; phone and id card are sealed."""
    if not keeps_need(actor, need):
        raise PermissionDenied("add_applicant")
    _check_open(need)
    applicant = Applicant(**values, need=need, moved_on=timezone.localdate(at), created_at=at)
    create_with_history(applicant, actor=actor, at=at)
    if any(personal.values()):
        set_personal(applicant, personal, actor=actor, at=at)
    return applicant


def edit_applicant(
    applicant: Applicant, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> Applicant:
    """Change what is known, or move the person to another need of the center."""
    if not keeps_applicant(actor, applicant):
        raise PermissionDenied("edit_applicant")
    if applicant.status not in IN_PROCESS:
        raise NotPossibleNow(_("The decision was made already."))
    need = values.get("need", applicant.need)
    if need != applicant.need:
        _check_open(need)
        if need.store.center_id != applicant.center_id:
            raise ValidationError({"need": _("Choose a need of the same center.")})
    return update_with_history(applicant, values, revision=revision, actor=actor, at=at)


def invite(applicant: Applicant, *, interview_on: date, actor: Actor, at: datetime) -> Applicant:
    """Plan the interview, or plan it anew."""
    _check_open(applicant.need)
    return _move(steps.INVITE, applicant, actor=actor, at=at, also={"interview_on": interview_on})


@transaction.atomic
def hold_interview(applicant: Applicant, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Interview:
    """Keep what the interview showed; the manager is told that a decision is due."""
    if values["held_on"] > timezone.localdate(at):
        raise ValidationError({"held_on": _("The interview was not held yet.")})
    moved = _move(steps.INTERVIEW, applicant, actor=actor, at=at, also={"interview_on": values["held_on"]})
    interview = Interview(**values, applicant=moved, held_by_id=actor.user_id, made_at=at)
    interview.full_clean()
    interview.save(force_insert=True)
    tell_to_decide(moved, actor=actor, at=at)
    return interview


@transaction.atomic
def take_on(
    applicant: Applicant,
    *,
    employed_on: date,
    monthly_cost_yuan: Decimal | None,
    actor: Actor,
    at: datetime,
    reason: str,
) -> Applicant:
    """The manager's yes: the person begins the probation as a promoter with a place in the store, the need is filled.

    The sealed row goes along. Of two who say yes at once, the need's lock lets one through.
    """
    need = applicant.need
    values = {
        "name": applicant.name,
        "kind": need.kind,
        "rep": need.store.rep,
        "employed_on": employed_on,
        "monthly_cost_yuan": monthly_cost_yuan,
        "status": PromoterStatus.PROBATION,
    }
    promoter = add_promoter(values, actor=actor, at=at, reason=reason)
    hired = _move(steps.HIRE, applicant, actor=actor, at=at, reason=reason, also={"promoter": promoter})
    take_step(steps.FILL, need, actor=actor, at=at)
    assign(promoter, need.store, starts_on=employed_on, share_percent=need.share_percent, actor=actor, at=at)
    sealed = PersonalData.objects.unscoped(because=_BECAUSE).filter(applicant=applicant)
    sealed.update(promoter=promoter, applicant=None)
    tell_decided(hired, actor=actor, at=at, reason=reason)
    return hired


@transaction.atomic
def reject(applicant: Applicant, *, actor: Actor, at: datetime, reason: str) -> Applicant:
    """The manager's no."""
    rejected = _move(steps.REJECT, applicant, actor=actor, at=at, reason=reason)
    tell_decided(rejected, actor=actor, at=at, reason=reason)
    return rejected


@transaction.atomic
def ask_again(applicant: Applicant, *, actor: Actor, at: datetime, reason: str) -> Applicant:
    """The manager wants another interview before deciding."""
    back = _move(steps.AGAIN, applicant, actor=actor, at=at, reason=reason, also={"interview_on": None})
    tell_decided(back, actor=actor, at=at, reason=reason)
    return back


def give_up(applicant: Applicant, *, actor: Actor, at: datetime, reason: str) -> Applicant:
    """The person wants the place no longer."""
    return _move(steps.GIVE_UP, applicant, actor=actor, at=at, reason=reason)


def _move(step: Step, applicant: Applicant, *, actor: Actor, at: datetime, reason: str = "", also=None) -> Applicant:
    also = {"moved_on": timezone.localdate(at)} | (also or {})
    return take_step(step, applicant, actor=actor, at=at, reason=reason, also=also)


def _check_open(need: Need) -> None:
    if not need.is_open:
        raise NotPossibleNow(_("This place is filled or not needed any more. Choose another need."))
