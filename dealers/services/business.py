"""Orders, deliveries, stock and receivables of dealers written down (handbook H10.2)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dealers import case_steps as steps
from dealers.business_choices import MovementKind
from dealers.dealer_rules import keeps_business
from dealers.models import DealerMovement, DealerStock, Receivable
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import create_with_history, record_change, update_with_history
from stores.choices import CustomerKind
from stores.models import Customer, Sku

_BECAUSE = "the dealer was seen already; its business is its own"


@transaction.atomic
def record_movement(dealer: Customer, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> DealerMovement:
    """Write down an order from us or a delivery to a store that the dealer supplies."""
    _require(dealer, actor)
    movement = DealerMovement(customer=dealer, recorded_at=at, recorded_by_id=actor.user_id, **values)
    movement.full_clean()
    _check_day(movement.moved_on, at, "moved_on")
    if movement.kind == MovementKind.DELIVERY and not supplies(dealer, movement.store):
        raise ValidationError({"store": _("The dealer does not supply this store.")})
    movement.save(force_insert=True)
    changes = {f"{steps.MOVEMENT}:{movement.pk}": ("", _told(movement))}
    record_change(dealer, changes, actor=actor, at=at, step=steps.RECORD_MOVEMENT)
    return movement


@transaction.atomic
def take_back(movement: DealerMovement, *, actor: Actor, at: datetime, reason: str) -> DealerMovement:
    """Add the opposite of what was wrong, once, with the reason."""
    rows = DealerMovement.objects.visible_to(actor).select_related("customer", "sku")
    held = rows.select_for_update(of=("self",)).get(pk=movement.pk)
    _require(held.customer, actor)
    if held.takes_back_id or DealerMovement.objects.unscoped(because=_BECAUSE).filter(takes_back=held).exists():
        raise DomainError(_("This was taken back already."))
    opposite = DealerMovement(
        customer=held.customer,
        kind=held.kind,
        store_id=held.store_id,
        sku=held.sku,
        moved_on=held.moved_on,
        quantity=-held.quantity,
        amount_yuan=None if held.amount_yuan is None else -held.amount_yuan,
        document=held.document,
        reason=reason,
        takes_back=held,
        recorded_at=at,
        recorded_by_id=actor.user_id,
    )
    opposite.full_clean()
    opposite.save(force_insert=True)
    changes = {f"{steps.MOVEMENT}:{held.pk}": (_told(held), "")}
    record_change(held.customer, changes, actor=actor, at=at, reason=reason, step=steps.TAKE_BACK_MOVEMENT)
    return opposite


@transaction.atomic
def count_stock(
    dealer: Customer, sku: Sku, *, counted_on: date, quantity: int, actor: Actor, at: datetime
) -> DealerStock:
    """What lies there of one SKU on a day; a second count of the day replaces the first and says so."""
    _require(dealer, actor)
    _check_day(counted_on, at, "counted_on")
    Customer.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=dealer.pk)
    rows = DealerStock.objects.unscoped(because=_BECAUSE)
    known = rows.filter(customer=dealer, sku=sku, counted_on=counted_on).first()
    before = "" if known is None else str(known.quantity)
    stock = known or DealerStock(customer=dealer, sku=sku, counted_on=counted_on)
    stock.quantity, stock.recorded_at = quantity, at
    stock.full_clean()
    stock.save()
    if before != str(quantity):
        changes = {f"{steps.STOCK}:{stock.pk}": (before, f"{sku.code} {counted_on}: {quantity}")}
        record_change(dealer, changes, actor=actor, at=at, step=steps.COUNT_STOCK)
    return stock


@transaction.atomic
def add_receivable(dealer: Customer, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Receivable:
    """Write down an invoice that is still to be paid."""
    _require(dealer, actor)
    return create_with_history(Receivable(customer=dealer, created_at=at, **values), actor=actor, at=at)


@transaction.atomic
def pay(
    receivable: Receivable, *, yuan: Decimal, paid_on: date, revision: int, actor: Actor, at: datetime
) -> Receivable:
    """Book what came in; with the last of it the invoice is settled on that day."""
    _require(receivable.customer, actor)
    _check_day(paid_on, at, "paid_on")
    paid = receivable.paid_yuan + yuan
    if yuan <= 0 or paid > receivable.amount_yuan:
        raise ValidationError({"yuan": _("More than is open cannot be paid.")})
    if paid_on < receivable.issued_on:
        raise ValidationError({"paid_on": _("It was not invoiced yet on that day.")})
    settled_on = paid_on if paid == receivable.amount_yuan else None
    values = {"paid_yuan": paid, "settled_on": settled_on}
    return update_with_history(receivable, values, revision=revision, actor=actor, at=at, step=steps.PAY)


def supplies(dealer: Customer, store: Any) -> bool:
    """Whether a store is the dealer's own, or one of a customer that it supplies."""
    return store is not None and dealer.pk in {store.customer_id, store.customer.dealer_id}


def _require(dealer: Customer, actor: Actor) -> None:
    if not keeps_business(actor, dealer):
        raise PermissionDenied("dealer business")
    if dealer.kind != CustomerKind.DEALER:
        raise DomainError(_("%(name)s is no dealer.") % {"name": dealer})


def _check_day(day: date, at: datetime, field: str) -> None:
    if day > timezone.localdate(at):
        raise ValidationError({field: _("This day is still to come.")})


def _told(movement: DealerMovement) -> str:
    return f"{movement.get_kind_display()} {movement.moved_on} {movement.sku.code}: {movement.quantity}"
