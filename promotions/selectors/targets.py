"""Which stores a promotion would reach, and what each is expected to sell more (handbook H6)."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, QuerySet, Sum

from promotions.models import Promotion, PromotionStore
from promotions.selectors.store_rules import StoreRule, stores_by_rule
from salesops.accounts.actor import Actor
from stores.calc.apportion import apportion_by_key
from stores.models import SalesRecord, Store

# A target is shared out by what stores sold of the models in the eight weeks before.
LOOK_BACK = timedelta(days=56)
# A store that sold none of them takes part like one of its class that sold little.
LEAST_WEIGHT = {"A": 3, "B": 2, "C": 1}


@dataclass(frozen=True, slots=True)
class Targets(StoreRule):
    """A rule for stores with extra units, given by class or as `target_units` of all stores together."""

    extra_units_by_class: dict[str, int] = field(default_factory=dict)
    target_units: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How many stores a rule finds, and the extra units expected of them."""

    stores: int
    extra_units: int


def reach_of(targets: Targets, actor: Actor) -> Reach:
    """Count before anything is saved. One query."""
    rows = stores_by_rule(targets, actor).order_by().values("store_class").annotate(stores=Count("pk"))
    counts = {row["store_class"]: row["stores"] for row in rows}
    if targets.target_units is not None:
        return Reach(sum(counts.values()), targets.target_units if counts else 0)
    units = targets.extra_units_by_class
    return Reach(sum(counts.values()), sum(units.get(name, 0) * count for name, count in counts.items()))


def split_for(promotion: Promotion, targets: Targets, actor: Actor) -> dict[int, int]:
    """Extra units by store id; a target of all tallies and follows what each sold of the models. Three queries."""
    classes = dict(stores_by_rule(targets, actor).values_list("pk", "store_class"))
    if targets.target_units is None or not classes:
        return {pk: targets.extra_units_by_class.get(name, 0) for pk, name in classes.items()}
    sold = _sold_before(promotion, stores_by_rule(targets, actor))
    weights = {pk: max(sold.get(pk, 0), LEAST_WEIGHT[name]) for pk, name in classes.items()}
    return apportion_by_key(targets.target_units, weights)


def reach_by_center(promotion: Promotion, actor: Actor) -> list[dict]:
    """Stores and extra units by center, as far as the actor sees. One query."""
    places = PromotionStore.objects.visible_to(actor).filter(promotion=promotion)
    rows = places.values("store__center", "store__center__name").annotate(
        stores=Count("pk"), extra_units=Sum("extra_units")
    )
    return list(rows.order_by("store__center__name"))


def _sold_before(promotion: Promotion, stores: QuerySet[Store]) -> dict[int, int]:
    sales = SalesRecord.objects.unscoped(because="stores that the rule found for the actor").sell_out()
    since = min(promotion.starts_on, promotion.created_at.date()) - LOOK_BACK
    rows = sales.filter(
        store__in=stores.order_by().values("pk"),
        sku__model__in=promotion.handset_models.values("pk"),
        sold_on__gte=since,
        sold_on__lt=promotion.starts_on,
    )
    return dict(rows.values("store").annotate(units=Sum("quantity")).values_list("store", "units"))
