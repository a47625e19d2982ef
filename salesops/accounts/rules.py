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


def may_reset_factor(actor: Actor, _user=None) -> bool:
    """Only an admin lets somebody in again whose authenticator is lost; the reason is kept."""
    return actor.is_admin


def owes_new_password(user, *, is_demonstration: bool) -> bool:
    """A password that more people than its owner know is changed first; in the demonstration all may know it."""
    return user.must_change_password and not (user.is_demo and is_demonstration)
