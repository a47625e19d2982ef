from promotions.models.costs import CostLine
from promotions.models.limits import ApprovalLimit, PromotionBudget
from promotions.models.promotions import Promotion, PromotionStore

__all__ = ["ApprovalLimit", "CostLine", "Promotion", "PromotionBudget", "PromotionStore"]
