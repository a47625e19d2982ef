"""Next steps at a store, from wherever they come (handbook H5.7)."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.workflow.flow import NotPossibleNow, take_step
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import update_with_history
from stores.models import Store
from visits import steps
from visits.models import Task, Visit
from visits.rules import hands_over_task
from visits.services.checkin import ClientIdTaken


class NoSuchOwner(DomainError):
    """A task belongs to an active rep of its center."""


def add_task(
    *,
    client_id: UUID,
    store: Store,
    rep_id: int,
    title: str,
    due_on: date,
    source: str,
    source_url: str,
    actor: Actor,
    at: datetime,
    visit: Visit | None = None,
    about: str = "",
) -> Task:
    """Give a rep something to do at a store; the same client id makes one task, however often it is sent."""
    tasks = Task.objects.unscoped(because="a client id names one task of the whole company")
    with transaction.atomic():
        task, is_new = tasks.get_or_create(
            client_id=client_id,
            defaults={
                "center_id": store.center_id,
                "rep_id": rep_id,
                "store": store,
                "title": title,
                "due_on": due_on,
                "source": source,
                "source_url": source_url,
                "visit": visit,
                "about": about,
                "created_at": at,
            },
        )
        if is_new:
            AuditEvent.record(task, "create", actor=actor, at=at)
    if task.store_id != store.pk or (visit is not None and task.visit_id != visit.pk):
        raise ClientIdTaken(_("This task was already sent with another content."))
    return task


def finish_task(task: Task, *, outcome: str, actor: Actor, at: datetime) -> Task:
    """What was to be done is done; the outcome may say how it went."""
    also = {"done_at": at, "outcome": outcome.strip()[:200]}
    return take_step(steps.FINISH_TASK, task, actor=actor, at=at, reason=outcome, also=also)


def finish_in_visit(task: Task, visit: Visit, *, outcome: str, actor: Actor, at: datetime) -> Task | None:
    """Whoever may visit the store does what is to do there; nothing is returned where somebody was faster.

    The visit is done for the rep of its store, which the task's owner was or has become.
    """
    if visit.store_id != task.store_id or visit.done_by_id != actor.user_id:
        raise PermissionDenied("finish_in_visit")
    also = {"done_at": at, "outcome": outcome.strip()[:200], "done_in": visit}
    try:
        return take_step(steps.FINISH_IN_VISIT, task, actor=actor, at=at, reason=outcome, also=also)
    except NotPossibleNow:
        return None


def drop_task(task: Task, *, reason: str, actor: Actor, at: datetime) -> Task:
    """It need not be done any more, for a reason."""
    return take_step(steps.DROP_TASK, task, actor=actor, at=at, reason=reason)


def hand_over_task(task: Task, *, rep: User, revision: int, reason: str, actor: Actor, at: datetime) -> Task:
    """Give a task to another rep of the same center."""
    if not hands_over_task(actor, task):
        raise PermissionDenied("hand_over")
    if not (rep.is_active and rep.role == Role.REP and rep.center_id == task.center_id):
        raise NoSuchOwner(_("Choose an active rep of the same center."))
    return update_with_history(
        task, {"rep": rep}, revision=revision, actor=actor, at=at, reason=reason, step="hand over"
    )
