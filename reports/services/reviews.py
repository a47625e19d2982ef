"""The moves of a business review and what follows from each (handbook H9)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import ngettext

from reports.models import BusinessReview, ReviewAction, ReviewRemark
from reports.selectors.figures import red_lines_of
from reports.services.texts import change_texts
from reports.steps import CONFIRM, RETURN, SUBMIT, WITHDRAW
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.errors import DomainError
from salesops.notices.services import tell
from salesops.periods.choices import DeadlineKind
from salesops.periods.month import Month
from salesops.periods.services import meet_deadline, reopen_deadline
from salesops.workflow.flow import take_step
from visits.services.tasks import add_task

BECAUSE = "parts of a review that the step allowed to move"
REMARK_LENGTH = 500


class CausesMissing(DomainError):
    """Something fell far below its plan and nobody says why."""


@transaction.atomic
def submit_review(
    review: BusinessReview,
    *,
    texts: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> BusinessReview:
    """Hand the review to the manager, with the texts as they stand on the screen.

    What fell far below its plan needs causes; a refusal saves nothing. The duty is done with the submission.
    """
    if texts is not None:
        saved = change_texts(review, texts, revision=revision or 0, actor=actor, at=at)
        revision = saved.revision
    review = take_step(SUBMIT, review, actor=actor, at=at, revision=revision, also={"submitted_at": at})
    _require_causes(review)
    meet_deadline(DeadlineKind.REVIEW, Month.of(review.month), review.customer_id, at=at)
    tell(
        User.objects.active().filter(role=Role.MANAGER, center_id=review.center_id).values_list("pk", flat=True),
        "review_submitted",
        values={"review": str(review)},
        url=review.get_absolute_url(),
        dedupe_key=f"review-submitted:{review.pk}:{review.revision}",
        at=at,
    )
    return review


@transaction.atomic
def withdraw_review(
    review: BusinessReview, *, actor: Actor, at: datetime, revision: int | None = None
) -> BusinessReview:
    """Take a review back that nobody has decided on yet; it is owed again, and its figures live again."""
    review = take_step(WITHDRAW, review, actor=actor, at=at, revision=revision, also={"submitted_at": None})
    return _owe_again(review)


@transaction.atomic
def return_review(
    review: BusinessReview, *, actor: Actor, at: datetime, reason: str, revision: int | None = None
) -> BusinessReview:
    """Give the review back with the manager's remark; its figures stay as they were looked at."""
    also = {"submitted_at": None}
    review = take_step(RETURN, review, actor=actor, at=at, reason=reason, revision=revision, also=also)
    reason = reason.strip()
    ReviewRemark.objects.create(review=review, text=reason[:REMARK_LENGTH], written_by_id=actor.user_id, written_at=at)
    tell(
        [review.rep_id],
        "review_returned",
        values={"review": str(review), "reason": reason},
        url=review.get_absolute_url(),
        dedupe_key=f"review-returned:{review.pk}:{review.revision}",
        at=at,
    )
    return _owe_again(review)


@transaction.atomic
def confirm_review(
    review: BusinessReview, *, actor: Actor, at: datetime, revision: int | None = None
) -> BusinessReview:
    """Confirm and lock the review; its actions become tasks at their stores."""
    review = take_step(CONFIRM, review, actor=actor, at=at, revision=revision, also={"confirmed_at": at})
    actions = ReviewAction.objects.unscoped(because=BECAUSE).filter(review=review)
    for action in actions.select_related("store").order_by("pk"):
        add_task(
            client_id=action.task_client_id,
            store=action.store,
            rep_id=action.store.rep_id,
            title=action.text,
            due_on=action.due_on,
            source="review",
            source_url=review.get_absolute_url(),
            actor=actor,
            at=at,
        )
    return review


def _require_causes(review: BusinessReview) -> None:
    red = red_lines_of(review)
    if red and not review.causes:
        raise CausesMissing(
            ngettext(
                "%(count)d model at a store is far below its plan. Please write down the causes first.",
                "%(count)d models at stores are far below their plan. Please write down the causes first.",
                red,
            )
            % {"count": red}
        )


def _owe_again(review: BusinessReview) -> BusinessReview:
    reopen_deadline(DeadlineKind.REVIEW, Month.of(review.month), review.customer_id)
    return review
