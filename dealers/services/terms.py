"""A customer's terms of one month, and the rep's note (handbook H8.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dealers.models import ProfitPlan
from dealers.services.door import open_for_typing
from dealers.steps import EDIT_TERMS
from salesops.accounts.actor import Actor
from salesops.workflow.services import update_with_history

TYPED_FIELDS = ("typed_support_yuan", "typed_own_cost_yuan", "terms_reason", "note")


@transaction.atomic
def change_terms(
    plan: ProfitPlan, values: Mapping[str, Any], *, revision: int, actor: Actor, at: datetime
) -> ProfitPlan:
    """Type the month's support, own cost and note; terms that differ from the contract need a reason."""
    plan = open_for_typing(plan.pk, actor=actor)
    typed = {name: values[name] for name in TYPED_FIELDS}
    return update_with_history(
        plan, typed, revision=revision, actor=actor, at=at, reason=typed["terms_reason"], step=EDIT_TERMS
    )
