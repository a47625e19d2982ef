"""What reviews say on the pages of a store and a customer (handbook H2, H9)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from reports.selectors.reviews import past_reviews
from salesops.accounts.actor import Actor
from stores.models import Customer, Store


def reviews_of_store(actor: Actor, store: Store, on: date) -> Mapping[str, Any]:
    """The last reviews of the store's customer. Two queries."""
    return {"review_rows": past_reviews(store.customer_id, actor, on)}


def reviews_of_customer(actor: Actor, customer: Customer, on: date) -> Mapping[str, Any]:
    """The last reviews of a customer. Two queries."""
    return {"review_rows": past_reviews(customer.pk, actor, on)}
