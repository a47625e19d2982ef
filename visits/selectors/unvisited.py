"""Which stores may not be left out of a month any more (handbook H4.5)."""

from collections.abc import Iterable
from datetime import date, timedelta

from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.models import Store
from visits.models import Visit

LAST_DAYS = 10
BECAUSE = "whether a store had a visit decides for whoever plans it"


def in_last_days(month: Month, on: date) -> bool:
    """Whether a day is one of the last ten of a month."""
    return month.last_day - timedelta(days=LAST_DAYS) < on <= month.last_day


def must_be_visited(store: Store, month: Month, on: date) -> bool:
    """Whether a store's visits of a month may not leave it. Two queries at most."""
    keeps = Center.objects.filter(pk=store.center_id, keeps_unvisited_stores=True)
    return in_last_days(month, on) and keeps.exists() and bool(without_visit([store.pk], month))


def without_visit(store_ids: Iterable[int], month: Month) -> set[int]:
    """Those of the stores that had no valid visit in a month. One query."""
    ids = set(store_ids)
    visits = Visit.objects.unscoped(because=BECAUSE).finished().of_month(month).filter(store__in=ids)
    return ids - set(visits.values_list("store", flat=True))
