"""Who may keep people, centers and leave hand-overs (handbook H0)."""

from salesops.accounts.actor import Actor


def keeps_people(actor: Actor, _anybody=None) -> bool:
    """Users, roles and centers are the admin's; a job may set them up."""
    return actor.is_admin or actor.is_job


def may_hand_over(actor: Actor, rep) -> bool:
    """The rep's own work, or a rep of one's center, or anybody's for the admin."""
    return keeps_people(actor) or actor.user_id == rep.pk or actor.manages(rep.center_id)


def may_end_hand_over(actor: Actor, delegation) -> bool:
    """Who could have made it may end it."""
    return may_hand_over(actor, delegation.rep)
