"""Who may do what to a review (handbook H0, H9)."""

from salesops.accounts.actor import Actor


def is_review_owner(actor: Actor, review) -> bool:
    """The review's rep, or the colleague who stands in for it."""
    return actor.works_for(review.rep_id)


def is_review_manager(actor: Actor, review) -> bool:
    """The manager of the review's center."""
    return actor.manages(review.center_id)


def runs_builds(actor: Actor, _anything=None) -> bool:
    """Who stops, resumes and repeats the builds of plans and reviews: the admin."""
    return actor.is_admin
