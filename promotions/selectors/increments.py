"""What promotions add to the plans of a month (handbook H8.2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from promotions.calc.increments import extra_by_model, extra_of_month
from promotions.choices import ContributionKind
from promotions.models import Promotion, PromotionStore
from promotions.selectors.contributions import Contribution
from salesops.periods.month import Month


@dataclass(frozen=True, slots=True)
class Increment:
    """Extra units of one model at one store in one month, and what brings them."""

    store_id: int
    model_id: int
    quantity: int
    source: str
    url: str
    promotion_id: int


def contributions_of_promotions(store_ids: Sequence[int], month: Month) -> Iterator[Contribution]:
    """The increments as the plans read them. Three queries."""
    for one in increments_of(store_ids, month):
        yield Contribution(
            store_id=one.store_id,
            model_id=one.model_id,
            kind=ContributionKind.PROMOTION,
            quantity=one.quantity,
            reason=_("extra units expected of the promotion in the days that fall into this month"),
            source=one.source,
            url=one.url,
            object_id=one.promotion_id,
        )


def increments_of(store_ids: Iterable[int], month: Month) -> list[Increment]:
    """What published promotions are expected to add at these stores in a month. Three queries."""
    running = Promotion.objects.published().within(month.first_day, month.last_day).prefetch_related("handset_models")
    promotions = {promotion.pk: promotion for promotion in running}
    places = PromotionStore.objects.unscoped(because="the caller names the stores it may see")
    shares = defaultdict(list)
    for place in places.filter(promotion__in=promotions, store__in=list(store_ids)).order_by("promotion", "store"):
        shares[place.promotion_id].append(place)
    return [
        increment
        for promotion_id, members in shares.items()
        for place in members
        for increment in _of_place(promotions[promotion_id], place, month)
    ]


def _of_place(promotion: Promotion, place: PromotionStore, month: Month) -> list[Increment]:
    extra = extra_of_month(place.extra_units, promotion.starts_on, promotion.ends_on, month.first_day)
    by_model = extra_by_model(extra, [model.pk for model in promotion.handset_models.all()])
    url = reverse("promotions:promotion_detail", args=[promotion.pk])
    return [
        Increment(place.store_id, model_id, quantity, promotion.name, url, promotion.pk)
        for model_id, quantity in by_model.items()
        if quantity
    ]
