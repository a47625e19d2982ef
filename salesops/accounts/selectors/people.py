"""Lists of people and of leave hand-overs."""

from django.db.models import QuerySet

from salesops.accounts.actor import Actor
from salesops.accounts.models import Delegation, User


def delegations_of(actor: Actor) -> QuerySet[Delegation]:
    """Hand-overs that concern this person: its own, its center's, or all. One query."""
    rows = Delegation.objects.select_related("rep", "colleague", "center")
    if actor.sees_all:
        return rows
    if actor.is_manager:
        return rows.filter(center_id=actor.center_id)
    return rows.filter(rep_id=actor.user_id) | rows.filter(colleague_id=actor.user_id)


def demo_users() -> QuerySet[User]:
    """The people of the demonstration, as the login page offers them. One query."""
    return (
        User.objects.filter(is_demo=True, is_active=True)
        .select_related("center")
        .order_by("center__code", "role", "username")
    )
