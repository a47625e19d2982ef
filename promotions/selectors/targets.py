"""Which stores a promotion would reach (handbook H6)."""

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet, Sum

from promotions.models import Promotion, PromotionStore
from salesops.accounts.actor import Actor
from stores.models import Store


@dataclass(frozen=True, slots=True)
class Targets:
    """A rule for stores; an empty part lets all through."""

    center_ids: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    extra_units_by_class: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many stores a rule finds, and the extra units expected of them."""

    stores: int
    extra_units: int


def stores_for(targets: Targets, actor: Actor) -> QuerySet[Store]:
    """Active stores that a rule finds among those the actor sees."""
    stores = Store.objects.visible_to(actor).active()
    if targets.center_ids:
        stores = stores.filter(center__in=targets.center_ids)
    if targets.classes:
        stores = stores.filter(store_class__in=targets.classes)
    if targets.formats:
        stores = stores.filter(format__in=targets.formats)
    return stores.order_by("code")


def reach_of(targets: Targets, actor: Actor) -> Reach:
    """Count before anything is saved. One query."""
    rows = stores_for(targets, actor).order_by().values("store_class").annotate(stores=Count("pk"))
    counts = {row["store_class"]: row["stores"] for row in rows}
    units = targets.extra_units_by_class
    return Reach(sum(counts.values()), sum(units.get(name, 0) * count for name, count in counts.items()))


def reach_by_center(promotion: Promotion, actor: Actor) -> list[dict]:
    """Stores and extra units by center, as far as the actor sees. One query."""
    places = PromotionStore.objects.visible_to(actor).filter(promotion=promotion)
    rows = places.values("store__center__name").annotate(stores=Count("pk"), extra_units=Sum("extra_units"))
    return list(rows.order_by("store__center__name"))
