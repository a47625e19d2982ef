"""Making and editing customers (handbook H2.1, H2.3)."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from salesops.accounts.actor import Actor
from salesops.workflow.services import create_with_history, update_with_history
from stores import rules
from stores.models import Customer
from stores.services.belonging import check_customer_belongs, require_fields


@transaction.atomic
def create_customer(values: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Customer:
    """Make a customer of one center with one of its reps."""
    customer = Customer(**values)
    if not rules.may_create_in_archive(actor, customer.center_id):
        raise PermissionDenied("create_customer")
    check_customer_belongs(customer)
    return create_with_history(customer, actor=actor, at=at, reason=reason)


@transaction.atomic
def edit_customer(
    customer: Customer,
    values: Mapping[str, Any],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Customer:
    """Change fields of a customer under the revision that the person saw; each role has its own fields."""
    require_fields(actor, values, rules.editable_customer_fields(actor, customer))
    changed = copy(customer)
    for name, value in values.items():
        setattr(changed, name, value)
    if {"center", "rep", "dealer"} & values.keys():
        check_customer_belongs(changed)
    return update_with_history(customer, values, revision=revision, actor=actor, at=at, reason=reason)
