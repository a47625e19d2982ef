"""By which months and lines a center's stores are classified (handbook H3; data/README, Classification 1)."""

from collections import defaultdict
from datetime import date

from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.calc.classification import complete_months
from stores.models import ClassificationRule, SalesMonth
from stores.querysets import StoreQuerySet

# Months that are looked at to find the last complete ones.
LOOK_BACK = 24


def class_rule_of(center: Center) -> ClassificationRule:
    """The center's own rule, or the handbook's as an unsaved row. One query."""
    return ClassificationRule.objects.filter(center=center).first() or ClassificationRule(center=center)


def window_of(stores: StoreQuerySet, month: Month, *, count: int, on: date) -> tuple[Month, ...]:
    """The last complete months before the month of a run, oldest first; never the running one. One query."""
    end = min(month, Month.of(on))
    rows = SalesMonth.objects.unscoped(because="which stores reported, of the center that is classified")
    rows = rows.within(end - LOOK_BACK, end).filter(store__in=stores, records__gt=0)
    reporting: dict[Month, set[int]] = defaultdict(set)
    for first_day, store_id in rows.values_list("month", "store_id").distinct():
        reporting[Month.of(first_day)].add(store_id)
    return complete_months(reporting, on=end.first_day, count=count)
