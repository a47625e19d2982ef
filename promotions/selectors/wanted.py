"""What launches still have to place in a store, and what promotions are to add there (handbook H5.2, H6)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Sum
from django.utils.translation import gettext as _

from promotions.calc.increments import extra_by_model
from promotions.calc.launch_split import by_model
from promotions.choices import LaunchStatus, PromotionStatus
from promotions.models import LaunchStore, PromotionStore, SellIn
from visits.wanted import Wanted

BECAUSE = "the caller names the stores it may see"
AHEAD = timedelta(days=7)


def wanted_by_launches(store_ids: list[int], on: date) -> Iterator[Wanted]:
    """Of each store's quantity what was not sold in yet, by model. Three queries."""
    places = LaunchStore.objects.unscoped(because=BECAUSE).filter(
        store__in=store_ids,
        quantity__gt=0,
        launch__status=LaunchStatus.PUBLISHED,
        launch__starts_on__lte=on,
        launch__ends_on__gte=on,
    )
    places = list(places.select_related("launch").prefetch_related("launch__models").order_by("launch", "store"))
    records = SellIn.objects.unscoped(because=BECAUSE).filter(
        launch__in={place.launch_id for place in places}, store__in=store_ids
    )
    rows = records.order_by().values_list("launch_id", "store_id", "model_id").annotate(units=Sum("quantity"))
    sold_in = Counter({tuple(key): units for *key, units in rows})
    for place in places:
        for model_id, units in by_model(
            place.quantity, {row.model_id: row.weight for row in place.launch.models.all()}
        ).items():
            left = units - sold_in[place.launch_id, place.store_id, model_id]
            words = _("launch %(name)s: %(left)s of %(units)s still to be placed")
            told = words % {"name": place.launch.name, "left": left, "units": units}
            yield Wanted(place.store_id, model_id, left, told)


def wanted_by_promotions(store_ids: list[int], on: date) -> Iterator[Wanted]:
    """The extra units that the days still to come are to bring, by model. Two queries."""
    places = PromotionStore.objects.unscoped(because=BECAUSE).filter(
        store__in=store_ids,
        promotion__status=PromotionStatus.PUBLISHED,
        promotion__starts_on__lte=on + AHEAD,
        promotion__ends_on__gte=on,
    )
    rows = places.select_related("promotion").prefetch_related("promotion__handset_models")
    for place in rows.order_by("promotion", "store"):
        promotion = place.promotion
        models = [model.pk for model in promotion.handset_models.all()]
        if not models:
            continue
        days = (promotion.ends_on - promotion.starts_on).days + 1
        left = (promotion.ends_on - max(on, promotion.starts_on)).days + 1
        extra = round(place.extra_units * left / days)
        for model_id, units in extra_by_model(extra, models).items():
            words = _("promotion %(name)s until %(day)s: %(units)s more")
            told = words % {"name": promotion.name, "day": promotion.ends_on, "units": units}
            yield Wanted(place.store_id, model_id, units, told)
