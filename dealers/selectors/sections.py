"""What plans say on the pages of a store and a customer (handbook H2, H8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from dealers.models import ProfitPlan
from salesops.accounts.actor import Actor
from stores.models import Customer, Store

LAST_PLANS = 12


def plans_of_store(actor: Actor, store: Store, on: date) -> Mapping[str, Any]:
    """The last plans of the store's customer with what this store is to sell. One query."""
    here = Q(lines__store=store)
    plans = ProfitPlan.objects.visible_to(actor).filter(customer_id=store.customer_id).select_related("rep")
    plans = plans.annotate(
        drafted_here=Sum("lines__drafted_quantity", filter=here), planned_here=Sum("lines__quantity", filter=here)
    )
    return {"plans": plans.order_by("-month")[:LAST_PLANS]}


def plans_of_customer(actor: Actor, customer: Customer, on: date) -> Mapping[str, Any]:
    """The last plans of a customer with all that they plan. One query."""
    plans = ProfitPlan.objects.visible_to(actor).filter(customer_id=customer.pk).select_related("rep")
    plans = plans.annotate(drafted_here=Sum("lines__drafted_quantity"), planned_here=Sum("lines__quantity"))
    return {"plans": plans.order_by("-month")[:LAST_PLANS], "is_of_customer": True}
