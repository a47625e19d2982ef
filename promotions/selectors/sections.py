"""What promotions say on a store's page (handbook H2.2, H6.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from promotions.choices import ANNOUNCED, Executed
from promotions.models import PromotionStore
from promotions.selectors.execution import with_proof
from salesops.accounts.actor import Actor
from stores.models import Store

LAST_PROMOTIONS = 20


def promotions_of_store(actor: Actor, store: Store, on: date) -> Mapping[str, Any]:
    """The promotions that were announced to the store, with their latest proof, the latest first. One query."""
    places = PromotionStore.objects.visible_to(actor).filter(store=store)
    places = with_proof(places).filter(promotion__status__in=ANNOUNCED).select_related("promotion")
    shown = list(places.order_by("-promotion__starts_on", "-pk")[:LAST_PROMOTIONS])
    for place in shown:
        place.found = Executed(place.executed) if place.executed else None
    return {"places": shown, "on": on}
