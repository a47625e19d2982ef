from promotions.services.approval import (
    approve_promotion,
    cancel_promotion,
    close_promotion,
    publish_promotion,
    return_promotion,
    submit_promotion,
    withdraw_promotion,
)
from promotions.services.costs import add_cost, remove_cost
from promotions.services.limits import create_budget, edit_budget, edit_limit
from promotions.services.promotions import create_promotion, edit_promotion, set_stores
from promotions.services.shares import set_shares

__all__ = [
    "add_cost",
    "approve_promotion",
    "cancel_promotion",
    "close_promotion",
    "create_budget",
    "create_promotion",
    "edit_budget",
    "edit_limit",
    "edit_promotion",
    "publish_promotion",
    "remove_cost",
    "return_promotion",
    "set_shares",
    "set_stores",
    "submit_promotion",
    "withdraw_promotion",
]
