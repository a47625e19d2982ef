"""Appraisals of promoters: what people type, and the confirmation that keeps what was counted (handbook H7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from promotions import appraisal_steps as steps
from promotions.models import Appraisal, Promoter
from promotions.promoter_rules import decides_on_promoter, keeps_promoter
from promotions.selectors.appraisals import as_confirmed, sheet_of
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.flow import NotPossibleNow, take_step
from salesops.workflow.services import update_with_history

_BECAUSE = "the promoter was seen already"


class NothingToAppraise(DomainError):
    """The month is not over, or says nothing of this person."""


@transaction.atomic
def set_appraisal(
    promoter: Promoter, month: Month, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> Appraisal:
    """Type the target and what the mystery shops showed; a confirmed month is opened again first."""
    if not keeps_promoter(actor, promoter):
        raise PermissionDenied("set_appraisal")
    appraisal = _of(promoter, month)
    if appraisal.is_confirmed:
        raise NotPossibleNow(_("This appraisal is confirmed. Open it again before you change it."))
    return update_with_history(appraisal, values, revision=revision or 1, actor=actor, at=at)


@transaction.atomic
def confirm_appraisal(promoter: Promoter, month: Month, *, actor: Actor, at: datetime, reason: str = "") -> Appraisal:
    """The manager's word on a month that is over; its figures are kept as they were counted then.

    Where less of the weight is known than the center asks, points are paid only with a reason, which the history keeps.
    """
    if not decides_on_promoter(actor, promoter):
        raise PermissionDenied("confirm_appraisal")
    if Month.of(timezone.localdate(at)) <= month:
        raise NothingToAppraise(_("The month is not over yet."))
    appraisal = _of(promoter, month)
    sheet = sheet_of(promoter, month, at, in_spite=bool(reason.strip()))
    if sheet is None or sheet.score is None:
        raise NothingToAppraise(_("Nothing is known of this month yet: no target, no roster, no check, no test."))
    also = {"confirmed": as_confirmed(sheet)}
    return take_step(steps.CONFIRM, appraisal, actor=actor, at=at, reason=reason, also=also)


@transaction.atomic
def reopen_appraisal(promoter: Promoter, month: Month, *, actor: Actor, at: datetime, reason: str) -> Appraisal:
    """Count anew, with a reason."""
    if not decides_on_promoter(actor, promoter):
        raise PermissionDenied("reopen_appraisal")
    return take_step(steps.REOPEN, _of(promoter, month), actor=actor, at=at, reason=reason)


def _of(promoter: Promoter, month: Month) -> Appraisal:
    """The row of the month, made where it is the first word on it; the promoter's lock lets one make it."""
    Promoter.objects.unscoped(because=_BECAUSE).select_for_update(of=("self",)).get(pk=promoter.pk)
    rows = Appraisal.objects.unscoped(because=_BECAUSE)
    return rows.get_or_create(promoter=promoter, month=month.first_day)[0]
