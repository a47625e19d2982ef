"""What will be done better; it becomes a task when the review is confirmed (handbook H9, H5.7)."""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import BusinessReview, ReviewAction
from reports.services.door import mark_edited, open_for_typing
from reports.steps import ADD_ACTION, REMOVE_ACTION
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change
from stores.models import Store


class ActionNotPossible(DomainError):
    """The action does not belong to the customer's stores, or its day is past."""


@transaction.atomic
def add_action(
    review: BusinessReview, *, store: Store, text: str, due_on: date, actor: Actor, at: datetime
) -> ReviewAction:
    """Note what somebody will do at one of the customer's stores."""
    review = open_for_typing(review.pk, actor=actor)
    action = action_for(review, store=store, text=text, due_on=due_on, at=at)
    action.save(force_insert=True)
    mark_edited(review)
    record_change(review, {_trail_name(store): ("", text)}, actor=actor, at=at, step=ADD_ACTION)
    return action


def action_for(review: BusinessReview, *, store: Store, text: str, due_on: date, at: datetime) -> ReviewAction:
    """An action that may stand in the review, checked and not yet saved."""
    if store.customer_id != review.customer_id or store.center_id != review.center_id:
        raise ActionNotPossible(_("%(store)s is not a store of this customer.") % {"store": store})
    if due_on < timezone.localdate(at):
        raise ActionNotPossible(_("This day is past: please choose today or a later one."))
    action = ReviewAction(review=review, store=store, text=text, due_on=due_on, task_client_id=uuid4())
    action.full_clean()
    return action


@transaction.atomic
def remove_action(action: ReviewAction, *, actor: Actor, at: datetime) -> BusinessReview:
    """Take an action off an open review; the second to do so finds it gone and is content."""
    review = open_for_typing(action.review_id, actor=actor)
    rows = ReviewAction.objects.unscoped(because="part of a review that the caller has opened for typing")
    deleted, _models = rows.filter(pk=action.pk, review=review).delete()
    if deleted:
        mark_edited(review)
        record_change(review, {_trail_name(action.store): (action.text, "")}, actor=actor, at=at, step=REMOVE_ACTION)
    return review


def _trail_name(store: Store) -> str:
    """The review's history names the store, so that one trail tells all."""
    return f"{store.code} · {store.name}"[:60]
