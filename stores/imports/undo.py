"""How imports of customers, stores and the catalogue are taken back (handbook H2.4)."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from salesops.exchange.choices import RowAction
from salesops.exchange.effect_undo import EffectUndo
from salesops.exchange.obstacles import Obstacles, effects_on, in_chunks
from stores.models import Customer, HandsetModel, Price, SalesMonth, Sku, Store, StoreResponsibility
from stores.services.catalogue import price_text

_BECAUSE = "a rule over all customers and stores"


class CustomerUndo(EffectUndo):
    """A customer that the import moved to another center stays there once it has stores."""

    written = (Customer,)

    def find_more(self, obstacles: Obstacles) -> None:
        moved = effects_on(self.effects, Customer, RowAction.CHANGED).filter(before__has_key="center")
        stores = Store.objects.unscoped(because=_BECAUSE).filter(customer_id__in=moved.values("object_id"))
        with_stores = set(stores.values_list("customer_id", flat=True).distinct())
        for effect in moved.iterator() if with_stores else ():
            if effect.object_id in with_stores:
                obstacles.add(effect, "has_stores")


class StoreUndo(EffectUndo):
    """A new store goes with its first span and its roll-ups; a hand-over goes with the spans that it made."""

    written = (StoreResponsibility, Store)
    parts = (StoreResponsibility, SalesMonth)

    def find_more(self, obstacles: Obstacles) -> None:
        """A store lies in its customer's center: one that would no longer do so stays."""
        moved = effects_on(self.effects, Store, RowAction.CHANGED)
        moved = moved.filter(Q(before__has_key="center") | Q(before__has_key="customer"))
        for effects in in_chunks(moved):
            stores = Store.objects.unscoped(because=_BECAUSE).in_bulk([effect.object_id for effect in effects])
            wanted = {
                effect.object_id: (
                    effect.before.get("customer", store.customer_id),
                    effect.before.get("center", store.center_id),
                )
                for effect in effects
                if (store := stores.get(effect.object_id))
            }
            customers = Customer.objects.unscoped(because=_BECAUSE).in_bulk({pair[0] for pair in wanted.values()})
            for effect in effects:
                customer_id, center_id = wanted.get(effect.object_id, (None, None))
                if customer_id in customers and customers[customer_id].center_id != center_id:
                    obstacles.add(effect, "customer_moved")


class CatalogueUndo(EffectUndo):
    """SKUs and prices have no revision and no history of their own: their model's tells of them."""

    written = (Price, Sku, HandsetModel)
    joined = {Price: ("model",), Sku: ("model",)}

    def subject_of(self, obj: models.Model) -> models.Model | None:
        return obj if isinstance(obj, HandsetModel) else obj.model

    def told(self, obj: models.Model, names: Iterable[str]) -> dict[str, str]:
        if isinstance(obj, Sku):
            return {f"SKU {obj.code}": str(obj)}
        if isinstance(obj, Price):
            return {f"{obj.starts_on}": price_text(obj)}
        return super().told(obj, names)
