"""Courses set, sessions held, scores entered (handbook H7)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from promotions.appraisal_rules import gives_training, keeps_session, sets_courses
from promotions.models import Course, Promoter, TrainingResult, TrainingSession
from salesops.accounts.actor import Actor
from salesops.workflow.services import create_with_history, record_change, update_with_history

_BECAUSE = "the session was seen already"


def add_course(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Course:
    if not sets_courses(actor):
        raise PermissionDenied("add_course")
    return create_with_history(Course(**values), actor=actor, at=at)


def edit_course(course: Course, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime) -> Course:
    if not sets_courses(actor):
        raise PermissionDenied("edit_course")
    return update_with_history(course, values, revision=revision, actor=actor, at=at)


@transaction.atomic
def hold_session(
    course: Course, promoters: Iterable[Promoter], *, held_on: date, note: str, actor: Actor, at: datetime
) -> TrainingSession:
    """Write down that a course was given, and to whom; all of one center."""
    if not gives_training(actor):
        raise PermissionDenied("hold_session")
    people = list(promoters)
    if held_on > timezone.localdate(at):
        raise ValidationError({"held_on": _("The session was not held yet.")})
    centers = {person.center_id for person in people}
    if len(centers) != 1:
        raise ValidationError({"promoters": _("Choose promoters of one center.")})
    session = TrainingSession(
        course=course, center_id=centers.pop(), held_on=held_on, held_by_id=actor.user_id, note=note, made_at=at
    )
    create_with_history(session, actor=actor, at=at)
    TrainingResult.objects.bulk_create([TrainingResult(session=session, promoter=person) for person in people])
    return session


@transaction.atomic
def set_scores(
    session: TrainingSession, scores: Mapping[int, int | None], *, actor: Actor, at: datetime
) -> TrainingSession:
    """Enter the tests, by promoter; what changes stands in the history."""
    if not keeps_session(actor, session):
        raise PermissionDenied("set_scores")
    rows = TrainingResult.objects.unscoped(because=_BECAUSE).select_for_update(of=("self",)).filter(session=session)
    changes = {}
    for result in rows.select_related("promoter"):
        score = scores.get(result.promoter_id, result.score)
        if score != result.score:
            said = (_said(result.score), _said(score))
            changes[result.promoter.code + " " + result.promoter.name] = said
            result.score = score
            result.save(update_fields=["score"])
    if changes:
        record_change(session, changes, actor=actor, at=at)
    return session


def _said(score: int | None) -> str:
    return "" if score is None else str(score)
