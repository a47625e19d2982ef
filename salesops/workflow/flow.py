"""The one way in which a state changes (handbook H8; architecture rule 3)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent


class NotPossibleNow(DomainError):
    """The object is in another state than the step needs: somebody was faster."""


class ReasonMissing(DomainError):
    """The step needs a reason and got none."""


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed move: from which states, to which, by whom.

    `allowed(actor, obj)` is a predicate over loaded objects.
    """

    name: str
    label: str | Promise
    sources: frozenset[str]
    target: str
    allowed: Callable[[Actor, models.Model], bool]
    needs_reason: bool = False


@transaction.atomic
def take_step(
    step: Step,
    obj: models.Model,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    revision: int | None = None,
    also: Mapping[str, Any] | None = None,
) -> models.Model:
    """Move the object along one step and leave the trace in the same transaction.

    The row is read again under a lock, so of two people exactly one wins and the other is told who
    decided. `revision` is what the person saw: an object edited meanwhile is not moved unseen.
    `also` names fields that the new state demands; they are saved in the same statement.
    """
    locked = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
    if not step.allowed(actor, locked):
        raise PermissionDenied(step.name)
    if locked.status not in step.sources:
        raise NotPossibleNow(_already_moved(locked))
    if revision is not None and locked.revision != revision:
        raise NotPossibleNow(_("It was changed meanwhile. Please look at it again before you decide."))
    if step.needs_reason and not reason.strip():
        raise ReasonMissing(_("Please give a reason."))
    before, locked.status = locked.status, step.target
    locked.revision += 1
    for name, value in (also or {}).items():
        setattr(locked, name, value)
    locked.save(update_fields=["status", "revision", *(also or {})])
    AuditEvent.record(locked, step.name, actor=actor, at=at, before=before, after=step.target, reason=reason.strip())
    return locked


def possible_steps(steps: Iterable[Step], obj: models.Model, actor: Actor) -> list[Step]:
    """The moves that this person could make now: the buttons of a page."""
    return [step for step in steps if obj.status in step.sources and step.allowed(actor, obj)]


def _already_moved(obj: models.Model) -> str:
    """Say who was faster, and when."""
    last = (
        AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk)
        .select_related("actor")
        .order_by("-at", "-pk")
        .first()
    )
    state = obj.get_status_display()
    if last is None:
        return _("This is not possible now: the state is “%(state)s”.") % {"state": state}
    return _("Somebody was faster: the state is “%(state)s” since %(at)s, by %(who)s.") % {
        "state": state,
        "at": timezone.localtime(last.at).strftime("%Y-%m-%d %H:%M"),
        "who": last.actor or last.job,
    }
