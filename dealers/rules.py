"""Who may do what to a plan (handbook H0, H8.2)."""

from salesops.accounts.actor import Actor


def is_plan_owner(actor: Actor, plan) -> bool:
    """The plan's rep, or the colleague who stands in for it."""
    return actor.works_for(plan.rep_id)


def is_plan_manager(actor: Actor, plan) -> bool:
    """The manager of the plan's center."""
    return actor.manages(plan.center_id)
