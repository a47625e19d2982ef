"""Needs of stores: opened, changed, withdrawn (handbook H7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from promotions import recruiting_steps as steps
from promotions.models import Applicant, Need
from promotions.recruiting_rules import keeps_need
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.flow import NotPossibleNow, take_step
from salesops.workflow.services import create_with_history, update_with_history
from stores.choices import StoreStatus


class StillInProcess(DomainError):
    """Somebody applied for this place and has no answer yet."""


def open_need(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Need:
    """Say that a store needs somebody, from when and why."""
    need = Need(**values, created_at=at)
    if not keeps_need(actor, need):
        raise PermissionDenied("open_need")
    if need.store.status not in {StoreStatus.ACTIVE, StoreStatus.PROSPECT} or need.store.merged_into_id:
        raise ValidationError({"store": _("This store is not open.")})
    return create_with_history(need, actor=actor, at=at)


def edit_need(need: Need, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime) -> Need:
    """Change what is looked for while nobody was found."""
    if not keeps_need(actor, need):
        raise PermissionDenied("edit_need")
    if not need.is_open:
        raise NotPossibleNow(_("The need is filled or withdrawn already."))
    return update_with_history(need, values, revision=revision, actor=actor, at=at)


@transaction.atomic
def withdraw_need(need: Need, *, actor: Actor, at: datetime, reason: str) -> Need:
    """Look no longer; who applied gets an answer first."""
    withdrawn = take_step(steps.WITHDRAW, need, actor=actor, at=at, reason=reason)
    waiting = Applicant.objects.unscoped(because="the need was seen already").in_process().filter(need=need).count()
    if waiting:
        words = ngettext(
            "%(count)s applicant still waits for an answer. Decide, or move the applicant to another need, first.",
            "%(count)s applicants still wait for an answer. Decide, or move them to another need, first.",
            waiting,
        )
        raise StillInProcess(words % {"count": waiting})
    return withdrawn
