"""Models, SKUs and prices (handbook H2.6)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from salesops.accounts.actor import Actor
from salesops.workflow.services import create_with_history, record_change, update_with_history
from stores import rules, steps
from stores.models import HandsetModel, Price, Sku


def create_model(values: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> HandsetModel:
    _require_catalogue(actor)
    return create_with_history(HandsetModel(**values), actor=actor, at=at, reason=reason)


def edit_model(
    model: HandsetModel,
    values: Mapping[str, Any],
    *,
    revision: int,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> HandsetModel:
    """Change a model under the revision that the person saw."""
    _require_catalogue(actor)
    return update_with_history(model, values, revision=revision, actor=actor, at=at, reason=reason)


@transaction.atomic
def create_sku(model: HandsetModel, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Sku:
    """Add a variant; the model's history tells of it."""
    _require_catalogue(actor)
    sku = Sku(model=model, **values)
    sku.full_clean()
    sku.save(force_insert=True)
    record_change(model, {f"SKU {sku.code}": ("", str(sku))}, actor=actor, at=at, step=steps.ADD_SKU)
    return sku


@transaction.atomic
def set_price(
    model: HandsetModel,
    *,
    starts_on: date,
    list_yuan: Decimal,
    supply_yuan: Decimal,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Price:
    """Say what a model costs from a day on; a price of the same day is replaced, and the history keeps it."""
    _require_catalogue(actor)
    HandsetModel.objects.select_for_update().get(pk=model.pk)
    price = Price.objects.filter(model=model, starts_on=starts_on).first() or Price(model=model, starts_on=starts_on)
    before = price_text(price) if price.pk else ""
    price.list_yuan, price.supply_yuan = list_yuan, supply_yuan
    price.full_clean()
    price.save()
    if before != price_text(price):
        change = {f"{starts_on}": (before, price_text(price))}
        record_change(model, change, actor=actor, at=at, reason=reason, step=steps.SET_PRICE)
    return price


def price_text(price: Price) -> str:
    """Both prices as the history shows them: list / supply."""
    return f"{price.list_yuan:.2f} / {price.supply_yuan:.2f}"


def _require_catalogue(actor: Actor) -> None:
    if not rules.may_edit_catalogue(actor):
        raise PermissionDenied("catalogue")
