"""Who may do what with amendments of plans (handbook H0, H8.4)."""

from typing import Any

from dealers.rules import is_plan_manager, is_plan_owner
from salesops.accounts.actor import Actor


def writes_amendment(actor: Actor, amendment: Any) -> bool:
    return is_plan_owner(actor, amendment.plan)


def decides_amendment(actor: Actor, amendment: Any) -> bool:
    return is_plan_manager(actor, amendment.plan)
