"""Which models a month's plan may name, and at which price (handbook H2.6, H8.2)."""

from django.db.models import Q, QuerySet

from salesops.periods.month import Month
from stores.models import HandsetModel, Price
from stores.selectors.prices import PriceList


def models_sold_in(month: Month) -> QuerySet[HandsetModel]:
    """Our own models that are on sale on some day of the month. One query."""
    return (
        HandsetModel.objects.own()
        .filter(
            Q(launched_on__isnull=True) | Q(launched_on__lt=month.next_first_day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=month.first_day),
        )
        .order_by("name", "pk")
    )


def price_in(prices: PriceList, model_id: int, month: Month) -> Price | None:
    """The price that holds when the month begins; a model that starts within it has its later one."""
    return prices.on(model_id, month.first_day) or prices.on(model_id, month.last_day)
