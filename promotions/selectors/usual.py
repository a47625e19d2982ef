"""What stores usually sell, as the plans of a month may know it (handbook H8.2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Sum

from salesops.periods.month import Month
from stores.models import SalesMonth

# The last full months that are known when a month is planned in the middle of the one before.
USUAL_MONTHS = 3
DAYS_OF_A_MONTH = 30.4

Usual = Mapping[int, Mapping[int, float]]


def usual_a_month(store_ids: Iterable[int], month: Month) -> Usual:
    """What each store sold of each of our models a month in the last full months. One query."""
    rows = SalesMonth.objects.unscoped(because="the caller names the stores it may see")
    rows = rows.within(month - 1 - USUAL_MONTHS, month - 1).filter(store__in=list(store_ids), model__is_own=True)
    found: dict[int, dict[int, float]] = defaultdict(dict)
    sums = rows.order_by().values_list("store", "model").annotate(units=Sum("sell_out"))
    for store_id, model_id, units in sums:
        found[store_id][model_id] = max(units, 0) / USUAL_MONTHS
    return found
