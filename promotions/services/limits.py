"""Setting limits and budgets of promotions (handbook H6.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from promotions.models import ApprovalLimit, PromotionBudget
from promotions.rules import sets_limits
from salesops.accounts.actor import Actor
from salesops.workflow.services import create_with_history, update_with_history


def edit_limit(
    limit: ApprovalLimit, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> ApprovalLimit:
    """Change up to what a level approves; what was handed in keeps its level."""
    _require_setter(actor)
    return update_with_history(limit, values, revision=revision, actor=actor, at=at)


def create_budget(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> PromotionBudget:
    """Give a center a budget for a month."""
    _require_setter(actor)
    return create_with_history(PromotionBudget(**values), actor=actor, at=at)


def edit_budget(
    budget: PromotionBudget, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> PromotionBudget:
    _require_setter(actor)
    return update_with_history(budget, values, revision=revision, actor=actor, at=at)


def _require_setter(actor: Actor) -> None:
    if not sets_limits(actor):
        raise PermissionDenied("limits")
