"""Who gets what from promotions."""

from promotions.choices import PromotionStatus
from tests.architecture.access import Access
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory


def published_at_the_reps_store(cast) -> dict:
    promotion = PromotionFactory(status=PromotionStatus.PUBLISHED)
    PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    return {"pk": promotion.pk}


MARKETING_ONLY = {"rep": 403, "colleague": 404, "manager": 403, "hq": 403, "admin": 403}
WRITE = {**MARKETING_ONLY, "marketing": 302, "method": "post", "subject": published_at_the_reps_store}

ROWS = {
    "promotions:promotion_list": Access(),
    "promotions:promotion_create": Access(rep=403, manager=403, hq=403, admin=403),
    "promotions:promotion_detail": Access(colleague=404, subject=published_at_the_reps_store),
    "promotions:promotion_edit": Access(**MARKETING_ONLY, subject=published_at_the_reps_store),
    "promotions:promotion_stores": Access(**MARKETING_ONLY, subject=published_at_the_reps_store),
    "promotions:promotion_publish": Access(**WRITE),
    "promotions:promotion_cancel": Access(**WRITE),
}
