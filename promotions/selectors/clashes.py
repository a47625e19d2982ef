"""Promotions that get in each other's way: same model, same store, same days (handbook H6.2)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from promotions.models import Promotion, PromotionStore
from salesops.accounts.actor import Actor
from stores.models import Store

BECAUSE = "a clash is told by number, whoever's promotion it is with"


@dataclass(frozen=True, slots=True)
class Clash:
    """Another promotion, from which to which day, on how many of the stores, with which models.

    `is_seen` says whether the looker may open it.
    """

    promotion: Promotion
    first: date
    last: date
    stores: int
    models: tuple[str, ...]
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What is asked about: days and models, of a promotion or of one that is only meant."""

    starts_on: date
    ends_on: date
    model_ids: frozenset[int]
    pk: int | None = None


def offer_of(promotion: Promotion) -> Offer:
    """The promotion's days and models. One query."""
    models = frozenset(promotion.handset_models.values_list("pk", flat=True))
    return Offer(promotion.starts_on, promotion.ends_on, models, promotion.pk)


def clashes_of(promotion: Promotion, actor: Actor) -> list[Clash]:
    """What the promotion clashes with on its stores. Four queries, five where somebody may not see all."""
    places = PromotionStore.objects.visible_to(actor).filter(promotion=promotion)
    return clashes_with(offer_of(promotion), places.values("store"), actor)


def clashes_with(offer: Offer, stores: QuerySet[Store] | QuerySet[dict], actor: Actor) -> list[Clash]:
    """What days and models clash with on stores, the most stores first. Two queries, one more for the seen ones."""
    if not offer.model_ids:
        return []
    others = (
        Promotion.objects.standing()
        .within(offer.starts_on, offer.ends_on)
        .filter(handset_models__in=offer.model_ids)
        .exclude(pk=offer.pk)
        .prefetch_related("handset_models")
        .distinct()
    )
    found = {other.pk: other for other in others}
    counts = _stores_of(found, stores) if found else {}
    seen = set(Promotion.objects.visible_to(actor).filter(pk__in=counts).values_list("pk", flat=True))
    clashes = [_clash(offer, found[pk], count, pk in seen) for pk, count in counts.items()]
    return sorted(clashes, key=lambda clash: (-clash.stores, clash.promotion.starts_on, clash.promotion.pk))


def pairs_among(promotions: Iterable[Promotion]) -> dict[int, set[int]]:
    """Which of these promotions, with their models fetched, clash with which others of them. One query."""
    promotions = list(promotions)
    models = {item.pk: {model.pk for model in item.handset_models.all()} for item in promotions}
    near = [
        (one.pk, other.pk)
        for place, one in enumerate(promotions)
        for other in promotions[place + 1 :]
        if one.starts_on <= other.ends_on and other.starts_on <= one.ends_on and models[one.pk] & models[other.pk]
    ]
    stores = _store_ids({pk for pair in near for pk in pair})
    pairs: dict[int, set[int]] = defaultdict(set)
    for one, other in near:
        if stores[one] & stores[other]:
            pairs[one].add(other)
            pairs[other].add(one)
    return pairs


def _clash(offer: Offer, other: Promotion, stores: int, is_seen: bool) -> Clash:
    return Clash(
        promotion=other,
        first=max(offer.starts_on, other.starts_on),
        last=min(offer.ends_on, other.ends_on),
        stores=stores,
        models=tuple(model.name for model in other.handset_models.all() if model.pk in offer.model_ids),
        is_seen=is_seen,
    )


def _stores_of(ids: Iterable[int], stores: QuerySet) -> dict[int, int]:
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion__in=ids, store__in=stores)
    return dict(places.values("promotion").annotate(count=Count("pk")).values_list("promotion", "count"))


def _store_ids(promotion_ids: set[int]) -> dict[int, set[int]]:
    stores: dict[int, set[int]] = defaultdict(set)
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(promotion__in=promotion_ids)
    for promotion_id, store_id in places.values_list("promotion_id", "store_id"):
        stores[promotion_id].add(store_id)
    return stores
