from stores.services.catalogue import create_model, create_sku, edit_model, set_price
from stores.services.customers import create_customer, edit_customer
from stores.services.rollups import rebuild_sales_months
from stores.services.sales import Sale, record_sales, record_stock, sales_of_skus
from stores.services.stores import create_store, edit_store, hand_over_store

__all__ = [
    "Sale",
    "create_customer",
    "create_model",
    "create_sku",
    "create_store",
    "edit_customer",
    "edit_model",
    "edit_store",
    "hand_over_store",
    "rebuild_sales_months",
    "record_sales",
    "record_stock",
    "sales_of_skus",
    "set_price",
]
