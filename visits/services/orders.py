"""Keeping what a store ordered in a visit (handbook H5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from salesops.accounts.actor import Actor
from visits.choices import VisitStep
from visits.models import Visit, VisitOrder
from visits.services.filling import lock_open, unskip

BECAUSE = "the visit is the actor's own"


@dataclass(frozen=True, slots=True)
class Ordered:
    """Units that were agreed on, and what was suggested where it was shown."""

    quantity: int
    suggested: int | None = None


@transaction.atomic
def save_orders(visit: Visit, orders: Mapping[int, Ordered], *, actor: Actor) -> None:
    """Keep the orders by model id; what is not among them is not ordered any more."""
    visit = lock_open(visit, actor)
    VisitOrder.objects.unscoped(because=BECAUSE).filter(visit=visit).delete()
    write_orders(visit, orders)
    if orders:
        unskip(visit, VisitStep.ORDER)


def write_orders(visit: Visit, orders: Mapping[int, Ordered]) -> None:
    """Write orders by model id. One query."""
    VisitOrder.objects.bulk_create(
        VisitOrder(visit=visit, model_id=pk, quantity=order.quantity, suggested=order.suggested)
        for pk, order in sorted(orders.items())
    )


def order_of_launch(visit: Visit, model_id: int, quantity: int) -> None:
    """What a launch sold in is an order of the visit too, unless the rep typed one. Up to two queries."""
    if quantity:
        VisitOrder.objects.unscoped(because=BECAUSE).get_or_create(
            visit=visit, model_id=model_id, defaults={"quantity": quantity}
        )
