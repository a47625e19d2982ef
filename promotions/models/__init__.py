from promotions.models.costs import CostLine
from promotions.models.launch_shares import LaunchCenter, LaunchRep, LaunchStore
from promotions.models.launches import Launch, LaunchFile, LaunchModel
from promotions.models.limits import ApprovalLimit, PromotionBudget
from promotions.models.promotions import Promotion, PromotionStore
from promotions.models.sell_ins import LaunchAlarm, SellIn

__all__ = [
    "ApprovalLimit",
    "CostLine",
    "Launch",
    "LaunchAlarm",
    "LaunchCenter",
    "LaunchFile",
    "LaunchModel",
    "LaunchRep",
    "LaunchStore",
    "Promotion",
    "PromotionBudget",
    "PromotionStore",
    "SellIn",
]
