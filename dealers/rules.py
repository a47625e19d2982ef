"""Who may do what to a plan (handbook H0, H8.2)."""

from salesops.accounts.actor import Actor


def is_plan_owner(actor: Actor, plan) -> bool:
    """The plan's rep, or the colleague who stands in for it."""
    return actor.works_for(plan.rep_id)


def is_plan_manager(actor: Actor, plan) -> bool:
    """The manager of the plan's center."""
    return actor.manages(plan.center_id)


def sees_planner_record(actor: Actor, plan) -> bool:
    """How well somebody plans is for that person and the manager, not for whoever else sees the plan (H8.5)."""
    return is_plan_manager(actor, plan) or (actor.is_rep and actor.user_id == plan.rep_id)
