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
from promotions.services.execution import record_check
from promotions.services.limits import create_budget, edit_budget, edit_limit
from promotions.services.materials import add_item, move_material, remove_item, send_what_lacks
from promotions.services.promotions import create_promotion, edit_promotion, set_stores
from promotions.services.shares import set_shares
from promotions.services.temps import book_temps, remove_booking

__all__ = [
    "add_cost",
    "add_item",
    "approve_promotion",
    "book_temps",
    "cancel_promotion",
    "close_promotion",
    "create_budget",
    "create_promotion",
    "edit_budget",
    "edit_limit",
    "edit_promotion",
    "move_material",
    "publish_promotion",
    "record_check",
    "remove_booking",
    "remove_cost",
    "remove_item",
    "return_promotion",
    "send_what_lacks",
    "set_shares",
    "set_stores",
    "submit_promotion",
    "withdraw_promotion",
]
