"""Promoters in the archive: taken on, changed, through their probation, gone and back (handbook H7)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from promotions import promoter_steps as steps
from promotions.models import Promoter
from promotions.promoter_choices import LeavingReason
from promotions.promoter_rules import adds_promoters, keeps_promoter
from promotions.services.assignments import cut_assignments
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from salesops.workflow.flow import take_step
from salesops.workflow.services import create_with_history, update_with_history
from stores.calc.numbers import following
from stores.rules import is_rep_of

DIGITS = 4


@transaction.atomic
def add_promoter(values: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Promoter:
    """Take a person into the archive of its rep's center, under the number that is next."""
    rep: User = values["rep"]
    promoter = Promoter(**values, center_id=rep.center_id, created_at=at)
    if not (adds_promoters(actor) or actor.is_job) or not keeps_promoter(actor, promoter):
        raise PermissionDenied("add_promoter")
    _check_rep(rep, rep.center_id)
    promoter.code = next_promoter_code(rep.center)
    return create_with_history(promoter, actor=actor, at=at, reason=reason)


@transaction.atomic
def edit_promoter(
    promoter: Promoter, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime, reason: str = ""
) -> Promoter:
    """Change the archive; another rep leads from then on, if it is one of the same center."""
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("edit_promoter")
    if "rep" in values:
        _check_rep(values["rep"], promoter.center_id)
    return update_with_history(promoter, values, revision=revision, actor=actor, at=at, reason=reason)


def end_probation(promoter: Promoter, *, actor: Actor, at: datetime) -> Promoter:
    return take_step(steps.CONFIRM, promoter, actor=actor, at=at)


@transaction.atomic
def leave(
    promoter: Promoter, *, left_on: date, why: LeavingReason | str, actor: Actor, at: datetime, reason: str = ""
) -> Promoter:
    """Note the last day and why; what the person had in stores ends with it."""
    if left_on < promoter.employed_on:
        raise ValidationError({"left_on": _("The last day lies before the first.")})
    gone = take_step(
        steps.LEAVE, promoter, actor=actor, at=at, reason=reason, also={"left_on": left_on, "leaving_reason": why}
    )
    cut_assignments(gone, left_on + timedelta(days=1))
    return gone


def come_back(promoter: Promoter, *, on: date, actor: Actor, at: datetime, reason: str) -> Promoter:
    """Employ somebody again from a day on; the former time stays in the history."""
    if promoter.left_on and on <= promoter.left_on:
        raise ValidationError({"employed_on": _("The new time begins after the former one has ended.")})
    also = {"left_on": None, "leaving_reason": "", "employed_on": on}
    return take_step(steps.COME_BACK, promoter, actor=actor, at=at, reason=reason, also=also)


def next_promoter_code(center: Center) -> str:
    """One more than the highest number under the center's code: HZ-P0042. Three queries."""
    Center.objects.select_for_update().get(pk=center.pk)
    prefix = f"{center.code}-P"
    rows = Promoter.objects.unscoped(because="a code is one in the whole company")
    own = rows.filter(code__regex=rf"^{prefix}[0-9]+$").annotate(length=Length("code"))
    last = own.order_by("-length", "-code").values_list("code", flat=True).first()
    return following(last, prefix, DIGITS)


def _check_rep(rep: User, center_id: int | None) -> None:
    if not is_rep_of(rep, center_id):
        raise ValidationError({"rep": _("Choose an active rep of the promoter's center.")})
