from stores.services.bulk import SomeCannot, TooMany, apply_bulk_edit, prepare_bulk_edit, undo_bulk_edit
from stores.services.catalogue import create_model, create_sku, edit_model, set_price
from stores.services.class_decisions import (
    NewerClassesHold,
    discard_run,
    make_valid,
    override_class,
    return_from_overrides,
    set_class_rule,
)
from stores.services.classification import propose_classification, tell_managers
from stores.services.customers import create_customer, edit_customer
from stores.services.distribution import CannotAsk, Cell, ChangedMeanwhile, set_distribution
from stores.services.hand_overs import (
    NothingToHandOver,
    cancel_hand_over,
    carry_out_hand_over,
    decide_hand_over,
    plan_hand_over,
    prepare_hand_over,
)
from stores.services.rollups import rebuild_sales_months
from stores.services.sales import Sale, record_sales, record_stock, sales_of_skus
from stores.services.stores import MayBeAnother, create_store, edit_store, hand_over_store

__all__ = [
    "CannotAsk",
    "Cell",
    "ChangedMeanwhile",
    "MayBeAnother",
    "NewerClassesHold",
    "NothingToHandOver",
    "Sale",
    "SomeCannot",
    "TooMany",
    "apply_bulk_edit",
    "cancel_hand_over",
    "carry_out_hand_over",
    "create_customer",
    "create_model",
    "create_sku",
    "create_store",
    "decide_hand_over",
    "discard_run",
    "edit_customer",
    "edit_model",
    "edit_store",
    "hand_over_store",
    "make_valid",
    "override_class",
    "plan_hand_over",
    "prepare_bulk_edit",
    "prepare_hand_over",
    "propose_classification",
    "rebuild_sales_months",
    "record_sales",
    "record_stock",
    "return_from_overrides",
    "sales_of_skus",
    "set_class_rule",
    "set_distribution",
    "set_price",
    "tell_managers",
    "undo_bulk_edit",
]
