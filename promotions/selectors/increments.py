"""What promotions add to the plans of a month (handbook H8.2).

What past promotions of the kind have brought, times what the store usually sells of the models, where both are
known; else the extra units that were shared out to the store. The reason says which, and from what.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from promotions.calc.effect.library import Learned
from promotions.calc.increments import days_in, extra_by_model, extra_of_month, learned_extra
from promotions.choices import ContributionKind
from promotions.models import Promotion, PromotionStore
from promotions.selectors.contributions import Contribution
from promotions.selectors.effect_library import expected
from promotions.selectors.usual import DAYS_OF_A_MONTH, Usual, usual_a_month
from salesops.periods.month import Month

BECAUSE = "the caller names the stores it may see"


@dataclass(frozen=True, slots=True)
class Increment:
    """Extra units of one model at one store in one month, what brings them, and why so many."""

    store_id: int
    model_id: int
    quantity: int
    source: str
    url: str
    promotion_id: int
    reason: str


def contributions_of_promotions(store_ids: Sequence[int], month: Month) -> Iterator[Contribution]:
    """The increments as the plans read them. Five queries."""
    for one in increments_of(store_ids, month):
        yield Contribution(
            store_id=one.store_id,
            model_id=one.model_id,
            kind=ContributionKind.PROMOTION,
            quantity=one.quantity,
            reason=one.reason,
            source=one.source,
            url=one.url,
            object_id=one.promotion_id,
        )


def increments_of(store_ids: Iterable[int], month: Month) -> list[Increment]:
    """What published promotions are expected to add at these stores in a month. Five queries, three without any."""
    running = Promotion.objects.published().within(month.first_day, month.last_day).prefetch_related("handset_models")
    promotions = {promotion.pk: promotion for promotion in running}
    places = PromotionStore.objects.unscoped(because=BECAUSE).select_related("store")
    shares = list(places.filter(promotion__in=promotions, store__in=list(store_ids)).order_by("promotion", "store"))
    if not shares:
        return []
    learned = expected({one.kind for one in promotions.values()}, {place.store.center_id for place in shares})
    usual = _usual_a_day({place.store_id for place in shares}, month) if learned else {}
    return [
        increment
        for place in shares
        for increment in _of_place(promotions[place.promotion_id], place, month, learned, usual)
    ]


def _usual_a_day(store_ids: Iterable[int], month: Month) -> Usual:
    """What each store sold of each model a day in the last full months. One query."""
    return {
        store_id: {model_id: units / DAYS_OF_A_MONTH for model_id, units in of_store.items()}
        for store_id, of_store in usual_a_month(store_ids, month).items()
    }


def _of_place(
    promotion: Promotion,
    place: PromotionStore,
    month: Month,
    learned: Mapping[tuple[int, str], Learned],
    usual: Usual,
) -> Iterator[Increment]:
    models = [model.pk for model in promotion.handset_models.all()]
    of_models = {pk: units for pk in models if (units := usual.get(place.store_id, {}).get(pk, 0.0)) > 0}
    effect = learned.get((place.store.center_id, promotion.kind))
    if effect and of_models:
        days = days_in(promotion.starts_on, promotion.ends_on, month.first_day)
        by_model, reason = learned_extra(of_models, days, effect.effect), _learned_words(effect, days, place)
    else:
        extra = extra_of_month(place.extra_units, promotion.starts_on, promotion.ends_on, month.first_day)
        by_model = extra_by_model(extra, models)
        reason = _("extra units expected of the promotion in the days that fall into this month")
    url = reverse("promotions:promotion_detail", args=[promotion.pk])
    for model_id, quantity in by_model.items():
        if quantity:
            yield Increment(place.store_id, model_id, quantity, promotion.name, url, promotion.pk, reason)


def _learned_words(effect: Learned, days: int, place: PromotionStore) -> str:
    words = ngettext(
        "%(effect)s%% of what is usual in %(days)s days, by %(count)s past promotion (%(low)s%% to %(high)s%%); "
        "%(target)s were shared out to the store",
        "%(effect)s%% of what is usual in %(days)s days, by %(count)s past promotions (%(low)s%% to %(high)s%%); "
        "%(target)s were shared out to the store",
        effect.count,
    )
    shares = {name: f"{getattr(effect, name) * 100:+.0f}" for name in ("effect", "low", "high")}
    return words % (shares | {"days": days, "count": effect.count, "target": place.extra_units})
