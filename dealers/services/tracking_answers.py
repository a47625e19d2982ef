"""Why a line is far behind and what is done about it; the action becomes a task at the store (handbook H8.3, H5.7)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dealers.calc.tracking import week_before
from dealers.models import TrackedLine, TrackingTerms
from dealers.tracking_choices import Cause, TrackLight
from dealers.tracking_rules import answers_line, sets_tracking_terms
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change, settle
from salesops.workflow.services.history import EditedMeanwhile
from visits.services.tasks import add_task

ANSWER = gettext_noop("answer a line")
BECAUSE = "the rule decides about the locked row"


class NothingToAnswer(DomainError):
    """The line keeps up with its plan by now, or its week is over and a later one stands."""


@transaction.atomic
def answer_line(
    line: TrackedLine,
    *,
    cause: Cause,
    remark: str,
    action: str,
    action_due_on: date,
    revision: int,
    actor: Actor,
    at: datetime,
) -> TrackedLine:
    """Write down cause and action; the first action makes a task at the store, later words change the answer alone."""
    rows = TrackedLine.objects.unscoped(because=BECAUSE).select_related("week__plan", "store", "model")
    current = rows.select_for_update(of=("self",)).get(pk=line.pk)
    if not answers_line(actor, current):
        raise PermissionDenied("answer_line")
    values = {"cause": cause, "remark": remark.strip(), "action": action.strip(), "action_due_on": action_due_on}
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    if current.revision != revision:
        raise EditedMeanwhile([], current)
    _require_open(current, action_due_on, at)
    before = _words(current)
    for name, value in values.items():
        setattr(current, name, value)
    is_first = current.task_client_id is None
    current.task_client_id = current.task_client_id or uuid4()
    current.answered_by_id, current.answered_at = actor.user_id, at
    current.revision += 1
    current.full_clean()
    current.save(update_fields=[*values, "task_client_id", "answered_by", "answered_at", "revision"])
    if is_first:
        _make_task(current, actor=actor, at=at)
    name = f"{current.store.code} · {current.model.name}"[:60]
    record_change(current.week, {name: (before, _words(current))}, actor=actor, at=at, step=ANSWER)
    return current


@transaction.atomic
def set_tracking_terms(
    terms: TrackingTerms, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> TrackingTerms:
    """Draw a center's lines; the first change makes the row. Weeks are judged by them from the next run on."""
    if not sets_tracking_terms(actor, terms):
        raise PermissionDenied("set_tracking_terms")
    return settle(terms, values, place={"center": terms.center_id}, revision=revision, actor=actor, at=at)


def _require_open(line: TrackedLine, action_due_on: date, at: datetime) -> None:
    if line.light != TrackLight.RED and not line.cause:
        raise NothingToAnswer(_("This line keeps up with its plan by now: there is nothing to explain."))
    if line.week.week_on < week_before(timezone.localdate(at)):
        raise NothingToAnswer(_("A later week has ended meanwhile: please answer its lines."))
    if action_due_on < timezone.localdate(at):
        raise NothingToAnswer(_("This day is past: please choose today or a later one."))


def _make_task(line: TrackedLine, *, actor: Actor, at: datetime) -> None:
    add_task(
        client_id=line.task_client_id,
        store=line.store,
        rep_id=line.store.rep_id,
        title=line.action,
        due_on=line.action_due_on,
        source="tracking",
        source_url=line.get_absolute_url(),
        actor=actor,
        at=at,
    )


def _words(line: TrackedLine) -> str:
    """The answer as the history keeps it."""
    if not line.cause:
        return ""
    said = (line.get_cause_display(), line.remark, f"→ {line.action}", f"({line.action_due_on})")
    return " ".join(part for part in said if part)
