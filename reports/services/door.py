"""The door to everything a person types into a review (handbook H9)."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from reports.models import BusinessReview
from reports.rules import is_review_owner
from salesops.accounts.actor import Actor
from salesops.errors import DomainError


class ReviewLocked(DomainError):
    """The review waits for a decision or is confirmed: nobody types in it."""


def open_for_typing(review_id: int, *, actor: Actor) -> BusinessReview:
    """Lock the review's row until the transaction ends, for its rep alone and only while it is open."""
    review = BusinessReview.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=review_id)
    if not is_review_owner(actor, review):
        raise PermissionDenied("review")
    if not review.is_editable:
        raise ReviewLocked(
            _("The review is “%(state)s” and locked: nothing was saved.") % {"state": review.get_status_display()}
        )
    return review


def mark_edited(review: BusinessReview) -> None:
    """Count an edit of the review's parts, so that nobody submits or confirms it unseen."""
    review.revision += 1
    review.save(update_fields=["revision"])
