"""Going through a confirmed review with the customer (handbook H9)."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.choices import ReviewStatus
from reports.models import BusinessReview, ReviewAction, ReviewWalk
from reports.rules import is_review_owner
from reports.services.actions import action_for
from reports.steps import AGREE_ACTION, CORRECT_WALK, WALK
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.periods.month import Month
from salesops.workflow.services import record_change, update_with_history
from stores.models import Store
from visits.services.tasks import add_task

BECAUSE = "what belongs to a review that the caller has opened"


class WalkNotPossible(DomainError):
    """The review is not confirmed, was gone through already, or the day cannot be."""


@transaction.atomic
def record_walk(review: BusinessReview, *, actor: Actor, at: datetime, **said: Any) -> ReviewWalk:
    """Note when and with whom the review was gone through and what was agreed on; its rep's to do, once."""
    review = _open(review.pk, actor=actor)
    if ReviewWalk.objects.unscoped(because=BECAUSE).filter(review=review).exists():
        raise WalkNotPossible(_("It is noted already: please correct what stands there."))
    _require_day(review, said["held_on"], at)
    walk = ReviewWalk(review=review, written_by_id=actor.user_id, written_at=at, **said)
    walk.full_clean()
    walk.save(force_insert=True)
    told = {name: ("", str(value)) for name, value in said.items() if value}
    record_change(review, told, actor=actor, at=at, step=WALK)
    return walk


@transaction.atomic
def correct_walk(walk: ReviewWalk, *, revision: int, actor: Actor, at: datetime, **said: Any) -> ReviewWalk:
    """Correct the note under the revision that the person saw; what stood there is in its history."""
    review = _open(walk.review_id, actor=actor)
    _require_day(review, said["held_on"], at)
    before = {name: str(getattr(walk, name)) for name in said}
    walk = update_with_history(walk, said, revision=revision, actor=actor, at=at, step=CORRECT_WALK)
    changed = {name: (before[name], str(value)) for name, value in said.items() if before[name] != str(value)}
    if changed:
        record_change(review, changed, actor=actor, at=at, step=CORRECT_WALK)
    return walk


@transaction.atomic
def agree_action(
    review: BusinessReview, *, store: Store, text: str, due_on: date, actor: Actor, at: datetime
) -> ReviewAction:
    """Note what was agreed on with the customer for one of its stores; it is a task of the store's rep at once."""
    review = _open(review.pk, actor=actor)
    walk = ReviewWalk.objects.unscoped(because=BECAUSE).filter(review=review).first()
    if walk is None:
        raise WalkNotPossible(_("First note when and with whom the review was gone through."))
    action = action_for(review, store=store, text=text, due_on=due_on, at=at)
    action.agreed_on = walk.held_on
    action.save(force_insert=True)
    add_task(
        client_id=action.task_client_id,
        store=store,
        rep_id=store.rep_id,
        title=text,
        due_on=due_on,
        source="review",
        source_url=review.get_absolute_url(),
        actor=actor,
        at=at,
    )
    record_change(review, {f"{store.code} · {store.name}"[:60]: ("", text)}, actor=actor, at=at, step=AGREE_ACTION)
    return action


def _open(review_id: int, *, actor: Actor) -> BusinessReview:
    """Lock the review's row until the transaction ends, for its rep alone and only once it is confirmed."""
    review = BusinessReview.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=review_id)
    if not is_review_owner(actor, review):
        raise PermissionDenied("review")
    if review.status != ReviewStatus.CONFIRMED:
        raise WalkNotPossible(_("The center manager confirms the review first; then it is gone through."))
    return review


def _require_day(review: BusinessReview, held_on: date, at: datetime) -> None:
    if held_on > timezone.localdate(at):
        raise WalkNotPossible(_("This day is yet to come."))
    if held_on <= Month.of(review.month).last_day:
        raise WalkNotPossible(_("The month was not over on that day."))
