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
from stores.services.rollups import rebuild_sales_months
from stores.services.sales import Sale, record_sales, record_stock, sales_of_skus
from stores.services.stores import create_store, edit_store, hand_over_store

__all__ = [
    "NewerClassesHold",
    "Sale",
    "SomeCannot",
    "TooMany",
    "apply_bulk_edit",
    "create_customer",
    "create_model",
    "create_sku",
    "create_store",
    "discard_run",
    "edit_customer",
    "edit_model",
    "edit_store",
    "hand_over_store",
    "make_valid",
    "override_class",
    "prepare_bulk_edit",
    "propose_classification",
    "rebuild_sales_months",
    "record_sales",
    "record_stock",
    "return_from_overrides",
    "sales_of_skus",
    "set_class_rule",
    "set_price",
    "tell_managers",
    "undo_bulk_edit",
]
