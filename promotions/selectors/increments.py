"""What promotions are expected to add to a month's sales (handbook H6.2, H8.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from promotions.choices import PromotionStatus
from promotions.models import Promotion, PromotionStore
from salesops.periods.month import Month
from stores.calc.apportion import apportion


@dataclass(frozen=True, slots=True)
class Increment:
    """Extra units of one model in one store, and the promotion that brings them."""

    store_id: int
    model_id: int
    quantity: int
    source: str
    url: str


def increments_of(store_ids: Iterable[int], month: Month) -> list[Increment]:
    """The published promotions' extra units that fall into a month, by store and model. Two queries.

    A store's units are shared out evenly over the promotion's models, and by days over its months.
    """
    rows = (
        PromotionStore.objects.unscoped(because="plans of every center count their promotions")
        .filter(store_id__in=list(store_ids), promotion__status=PromotionStatus.PUBLISHED, extra_units__gt=0)
        .filter(promotion__starts_on__lt=month.next_first_day, promotion__ends_on__gte=month.first_day)
        .select_related("promotion")
        .prefetch_related("promotion__handset_models")
        .order_by("promotion_id", "store_id")
    )
    return [increment for row in rows for increment in _increments_of_store(row, month)]


def _increments_of_store(row: PromotionStore, month: Month) -> Sequence[Increment]:
    model_ids = sorted(model.pk for model in row.promotion.handset_models.all())
    if not model_ids:
        return []
    shares = apportion(_units_in_month(row.promotion, row.extra_units, month), [1] * len(model_ids))
    return [
        Increment(row.store_id, model_id, units, row.promotion.name, "")
        for model_id, units in zip(model_ids, shares, strict=True)
        if units
    ]


def _units_in_month(promotion: Promotion, units: int, month: Month) -> int:
    first, last = promotion.starts_on, promotion.ends_on
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    by_month: dict[Month, int] = {}
    for day in days:
        by_month[Month.of(day)] = by_month.get(Month.of(day), 0) + 1
    months = sorted(by_month)
    shares = dict(zip(months, apportion(units, [by_month[m] for m in months]), strict=True))
    return shares.get(month, 0)
