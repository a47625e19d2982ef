"""Who may do what with a promotion (handbook H0)."""

from salesops.accounts.actor import Actor


def may_plan(actor: Actor, promotion) -> bool:
    """Marketing makes, changes and publishes the company's promotions."""
    return actor.is_marketing
