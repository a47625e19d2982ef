"""The stores' shares of a promotion in one center (handbook H6.2)."""

from promotions.models import Promotion, PromotionStore
from salesops.accounts.actor import Actor


def places_in(promotion: Promotion, center_id: int, actor: Actor) -> list[PromotionStore]:
    """The center's stores in the promotion that the actor sees, the largest share first. One query."""
    places = PromotionStore.objects.visible_to(actor).filter(promotion=promotion, store__center=center_id)
    return list(places.select_related("store", "store__rep").order_by("-extra_units", "store__code"))
