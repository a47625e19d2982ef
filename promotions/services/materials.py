"""Material of a promotion: items, and every piece from sending to use (handbook H6.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions.choices import MoveKind, PromotionStatus
from promotions.models import MaterialItem, MaterialMove, MaterialStock, Promotion, PromotionStore
from promotions.rules import may_plan, works_in_store
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change
from stores.models import Store
from visits.models import Visit

BECAUSE = "the store is checked against the actor"
_ENDED = (PromotionStatus.CLOSED, PromotionStatus.CANCELLED)


class MaterialDoesNotTally(DomainError):
    """More would be received than was sent, or used than was received."""


class MaterialClosed(DomainError):
    """A promotion that is over moves no material; what was moved is not taken out."""


@dataclass(frozen=True, slots=True)
class Move:
    """So much of an item was sent, received or used on a day; negative sets an earlier one right."""

    kind: str
    quantity: int
    moved_on: date
    note: str = ""


@transaction.atomic
def add_item(promotion: Promotion, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> MaterialItem:
    """Say that each store needs so much of something."""
    locked = _lock(promotion)
    _require_planner(actor, locked)
    item = MaterialItem(promotion=locked, **values)
    item.full_clean()
    item.save(force_insert=True)
    record_change(locked, {f"material:{item.pk}": ("", _in_words(item))}, actor=actor, at=at)
    return item


@transaction.atomic
def remove_item(item: MaterialItem, *, actor: Actor, at: datetime) -> None:
    """Take out an item of which nothing was moved yet."""
    locked = _lock(item.promotion)
    _require_planner(actor, locked)
    if MaterialMove.objects.unscoped(because=BECAUSE).filter(item=item).exists():
        raise MaterialClosed(_("Some of it was sent already; it stays in the ledger."))
    record_change(locked, {f"material:{item.pk}": (_in_words(item), "")}, actor=actor, at=at)
    item.delete()


@transaction.atomic
def move_material(
    item: MaterialItem, store: Store, move: Move, *, actor: Actor, at: datetime, visit: Visit | None = None
) -> MaterialStock:
    """Write one move and carry it over to the store's sums, which must tally."""
    promotion = _lock(item.promotion)
    if not (may_plan(actor, promotion) or works_in_store(actor, store)):
        raise PermissionDenied("material")
    _require_moving(promotion)
    stock = _stock(item, store)
    _carry(stock, move.kind, move.quantity)
    _require_tally(stock)
    stock.save(update_fields=["sent", "received", "used"])
    MaterialMove.objects.create(
        item=item,
        store=store,
        visit=visit,
        kind=move.kind,
        quantity=move.quantity,
        moved_on=move.moved_on,
        note=move.note,
        made_at=at,
        made_by_id=actor.user_id,
    )
    return stock


@transaction.atomic
def send_what_lacks(promotion: Promotion, *, on: date, actor: Actor, at: datetime) -> int:
    """Send every store that the actor answers for what was not sent to it yet; return the pieces. Seven queries.

    The planner sends to all stores, a center's manager to its own.
    """
    locked = _lock(promotion)
    if not (may_plan(actor, locked) or actor.is_manager):
        raise PermissionDenied("material")
    _require_moving(locked)
    places = PromotionStore.objects.visible_to(actor).filter(promotion=locked)
    store_ids = list(places.order_by("store__code").values_list("store_id", flat=True))
    items = list(locked.material_items.order_by("pk"))
    known = MaterialStock.objects.unscoped(because=BECAUSE).filter(item__in=items, store__in=store_ids)
    stocks = {(stock.item_id, stock.store_id): stock for stock in known}
    moves = []
    for item in items:
        for store_id in store_ids:
            stock = stocks.setdefault((item.pk, store_id), MaterialStock(item=item, store_id=store_id))
            if (lacks := item.per_store - stock.sent) > 0:
                stock.sent += lacks
                said = {"kind": MoveKind.SENT, "quantity": lacks, "moved_on": on}
                moves.append(MaterialMove(item=item, store_id=store_id, made_at=at, made_by_id=actor.user_id, **said))
    new = [stock for stock in stocks.values() if stock.pk is None]
    old = [stock for stock in stocks.values() if stock.pk is not None]
    MaterialStock.objects.bulk_create(new, batch_size=1000)
    MaterialStock.objects.unscoped(because=BECAUSE).bulk_update(old, ["sent"], batch_size=500)
    MaterialMove.objects.bulk_create(moves, batch_size=1000)
    return sum(move.quantity for move in moves)


def _stock(item: MaterialItem, store: Store) -> MaterialStock:
    """The promotion's lock keeps two from making the same row."""
    stocks = MaterialStock.objects.unscoped(because=BECAUSE)
    return stocks.filter(item=item, store=store).first() or MaterialStock.objects.create(item=item, store=store)


def _carry(stock: MaterialStock, kind: str, quantity: int) -> None:
    setattr(stock, kind, getattr(stock, kind) + quantity)


def _require_tally(stock: MaterialStock) -> None:
    if min(stock.sent, stock.received, stock.used) < 0:
        raise MaterialDoesNotTally(_("That is more than was written before."))
    if stock.received > stock.sent:
        words = _("%(received)s would be received of %(sent)s sent. Write the sending first.")
        raise MaterialDoesNotTally(words % {"received": stock.received, "sent": stock.sent})
    if stock.used > stock.received:
        words = _("%(used)s would be used of %(received)s received.")
        raise MaterialDoesNotTally(words % {"used": stock.used, "received": stock.received})


def _require_planner(actor: Actor, promotion: Promotion) -> None:
    if not may_plan(actor, promotion):
        raise PermissionDenied("material")
    if promotion.status in _ENDED:
        raise MaterialClosed(_("The promotion is over."))


def _require_moving(promotion: Promotion) -> None:
    if promotion.status != PromotionStatus.PUBLISHED:
        raise MaterialClosed(_("Material moves from the announcement until the promotion is closed."))


def _lock(promotion: Promotion) -> Promotion:
    return Promotion.objects.select_for_update().get(pk=promotion.pk)


def _in_words(item: MaterialItem) -> str:
    return f"{item.get_kind_display()} {item.name} × {item.per_store}"
