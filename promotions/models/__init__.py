from promotions.models.promotions import Promotion, PromotionStore

__all__ = ["Promotion", "PromotionStore"]
