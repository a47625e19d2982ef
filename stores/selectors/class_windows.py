"""By which stores, months and lines a center is classified (handbook H3; data/README, Classification 1)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.periods.month import Month
from stores.calc.classification import Reports, last_complete
from stores.choices import StoreStatus
from stores.models import ClassificationRule, SalesMonth, Store
from stores.querysets import StoreQuerySet

# Months that are looked at to find the last complete ones: few first, as each is a row for every store and model.
NEAR, LOOK_BACK = 3, 24


class Digests(NamedTuple):
    """What tells whether a run would come out the same: its inputs, and the classes of the stores.

    A valid run stands on the classes alone; in a proposal a remark may hang on whether a class is provisional.
    """

    inputs: str
    valid: str
    proposed: str


class NoCompleteMonth(DomainError):
    """There is nothing to rank by."""


def class_rule_of(center: Center) -> ClassificationRule:
    """The center's own rule, or the handbook's as an unsaved row. One query."""
    return ClassificationRule.objects.filter(center=center).first() or ClassificationRule(center=center)


def open_stores_of(center: Center, day: date) -> StoreQuerySet:
    """The stores of a center that were open on a day. No query of its own."""
    rows = Store.objects.unscoped(because="a class is found among all stores of an area")
    was_open = Q(status=StoreStatus.ACTIVE) | Q(status=StoreStatus.CLOSED, closed_on__gt=day)
    return rows.filter(was_open, center=center).order_by("code")


def require_window(center: Center, month: Month, *, count: int, on: date) -> tuple[Month, ...]:
    """The window of a run, or the refusal that there is none. One query, two after months with gaps."""
    window = window_of(open_stores_of(center, min(on, month.last_day)), month, count=count, on=on)
    if not window:
        words = _("%(center)s has no complete month with sales before %(month)s.")
        raise NoCompleteMonth(words % {"center": center, "month": month})
    return window


def window_of(stores: StoreQuerySet, month: Month, *, count: int, on: date) -> tuple[Month, ...]:
    """The last complete months before the month of a run, oldest first; never the running one.

    Whether a month is complete shows in the month before, so the first one that was looked at does not
    count unless there is none before it. One query, two after months with gaps.
    """
    end = min(month, Month.of(on))
    near = end - (count + NEAR)
    window = last_complete(_reports(stores, near, end), on=end.first_day, count=count)
    if len(window) == count and window[0] > near:
        return window
    return last_complete(_reports(stores, end - LOOK_BACK, end), on=end.first_day, count=count)


def _reports(stores: StoreQuerySet, start: Month, end: Month) -> Mapping[Month, Reports]:
    """How many of the stores reported a month, and how many of the month before did not."""
    rows = SalesMonth.objects.unscoped(because="which stores reported, of the center that is classified")
    rows = rows.within(start, end).filter(store__in=stores.order_by(), records__gt=0)
    months: dict[int, list[Month]] = defaultdict(list)
    for first_day, store_id in rows.values_list("month", "store_id").distinct():
        months[store_id].append(Month.of(first_day))
    return reports_of((reported, 1) for reported in months.values())


def reports_of(reporting: Iterable[tuple[Sequence[Month], int]]) -> Mapping[Month, Reports]:
    """Count the reports of each month from what so many stores have reported together."""
    reported, again = Counter(), Counter()
    for months, stores in reporting:
        for month in months:
            reported[month] += stores
            again[month] += stores * (month - 1 in months)
    return {month: Reports(count, reported[month - 1] - again[month]) for month, count in list(reported.items())}
