"""What plans say on a store's page (handbook H2.2, H8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from dealers.models import ProfitPlan
from salesops.accounts.actor import Actor
from stores.models import Store

LAST_PLANS = 12


def plans_of_store(actor: Actor, store: Store, on: date) -> Mapping[str, Any]:
    """The last plans of the store's customer with what this store is to sell. One query."""
    here = Q(lines__store=store)
    plans = ProfitPlan.objects.visible_to(actor).filter(customer_id=store.customer_id).select_related("rep")
    plans = plans.annotate(
        drafted_here=Sum("lines__drafted_quantity", filter=here), planned_here=Sum("lines__quantity", filter=here)
    )
    return {"plans": plans.order_by("-month")[:LAST_PLANS]}
