"""Where the material of a promotion is, and who lacks it (handbook H6.2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from promotions.models import MaterialItem, MaterialStock, Promotion, PromotionStore
from salesops.accounts.actor import Actor
from stores.models import Store


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One item in one store; what was never moved stands at nought."""

    item: MaterialItem
    store: Store
    sent: int
    received: int
    used: int

    @property
    def left(self) -> int:
        return self.received - self.used

    @property
    def on_the_way(self) -> int:
        return self.sent - self.received

    @property
    def lacks(self) -> int:
        """What the store needs and has not received."""
        return max(0, self.item.per_store - self.received)


@dataclass(frozen=True, slots=True)
class ItemSum:
    """One item over all stores that the looker sees."""

    item: MaterialItem
    needed: int
    sent: int
    received: int
    used: int
    lacking_stores: int

    @property
    def left(self) -> int:
        return self.received - self.used


def material_rows(promotion: Promotion, actor: Actor, store: Store | None = None) -> list[MaterialRow]:
    """Every item × store that the actor sees, or of one store; who lacks most comes first. Three queries."""
    places = PromotionStore.objects.visible_to(actor).filter(promotion=promotion).select_related("store", "store__rep")
    if store is not None:
        places = places.filter(store=store)
    items = list(promotion.material_items.order_by("kind", "name"))
    known = MaterialStock.objects.visible_to(actor).filter(item__in=items)
    stocks = {(stock.item_id, stock.store_id): stock for stock in known}
    rows = [
        _row(item, place.store, stocks.get((item.pk, place.store_id)))
        for place in places.order_by("store__code")
        for item in items
    ]
    return sorted(rows, key=lambda row: -row.lacks)


def item_sums(rows: Iterable[MaterialRow]) -> list[ItemSum]:
    """The rows added up by item. No query."""
    by_item: dict[int, list[MaterialRow]] = {}
    for row in rows:
        by_item.setdefault(row.item.pk, []).append(row)
    return [
        ItemSum(
            item=members[0].item,
            needed=members[0].item.per_store * len(members),
            sent=sum(row.sent for row in members),
            received=sum(row.received for row in members),
            used=sum(row.used for row in members),
            lacking_stores=sum(1 for row in members if row.lacks),
        )
        for _pk, members in sorted(by_item.items())
    ]


def _row(item: MaterialItem, store: Store, stock: MaterialStock | None) -> MaterialRow:
    if stock is None:
        return MaterialRow(item, store, 0, 0, 0)
    return MaterialRow(item, store, stock.sent, stock.received, stock.used)
