"""Who may do what with the weekly tracking (handbook H0, H8.3)."""

from typing import Any

from dealers.rules import is_plan_owner
from salesops.accounts.actor import Actor


def answers_line(actor: Actor, line: Any) -> bool:
    """The plan's rep, or the colleague who stands in for it."""
    return is_plan_owner(actor, line.week.plan)


def sets_tracking_terms(actor: Actor, terms: Any) -> bool:
    return actor.is_admin or actor.manages(terms.center_id)
