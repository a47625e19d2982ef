"""What a classification of one center and month comes to, before anything is written (handbook H3)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.periods.month import Month
from stores.calc.classification import RULE_VERSION, Lines, Placing, StoreClass, StoreHistory, classify
from stores.choices import Measure, StoreStatus
from stores.models import ClassificationRule, ClassOverride, SalesMonth, Store, StoreResponsibility
from stores.querysets import StoreQuerySet
from stores.selectors.class_windows import class_rule_of, window_of

MonthsOfStores = Mapping[int, Mapping[Month, int | Decimal]]


class NoCompleteMonth(DomainError):
    """There is nothing to rank by."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One store with its place in its rep's area, and the months behind its volume."""

    store: Store
    rep_id: int
    placing: Placing
    months: Mapping[Month, int | Decimal | None]

    @property
    def has_moved(self) -> bool:
        """Whether the store would get another class than it has, confirmed or provisional."""
        return self.placing.shown != self.store.store_class


@dataclass(frozen=True, slots=True)
class Classification:
    """All stores of a center, area by area, with what they were ranked by."""

    center: Center
    month: Month
    window: tuple[Month, ...]
    rule: ClassificationRule
    rule_version: str
    places: tuple[Placed, ...]

    @property
    def movers(self) -> list[Placed]:
        return [placed for placed in self.places if placed.has_moved]


def classification_of(center: Center, month: Month, *, on: date) -> Classification:
    """Classify a center's stores for a month as things stand on a day. Six queries.

    A run of a month ranks by the last complete months before it. Who is responsible, and which
    stores are open, counts on the last day of the month or today, whichever comes first.
    """
    day = min(on, month.last_day)
    rule = class_rule_of(center)
    stores = _stores_of(center, day)
    window = window_of(stores, month, count=rule.window_months, on=on)
    if not window:
        words = _("%(center)s has no complete month with sales before %(month)s.")
        raise NoCompleteMonth(words % {"center": center, "month": month})
    volumes = _volumes(stores, window, rule.measure)
    places = _placed_by_area(list(stores), window, volumes, rule, day)
    return Classification(center, month, window, rule, RULE_VERSION, places)


def _stores_of(center: Center, day: date) -> StoreQuerySet:
    rows = Store.objects.unscoped(because="a class is found among all stores of an area")
    was_open = Q(status=StoreStatus.ACTIVE) | Q(status=StoreStatus.CLOSED, closed_on__gt=day)
    return rows.filter(was_open, center=center).order_by("code")


def _volumes(stores: StoreQuerySet, window: tuple[Month, ...], measure: str) -> MonthsOfStores:
    """Net sell-out of each store and month of the window that was reported."""
    field = "sell_out_yuan" if measure == Measure.VALUE else "sell_out"
    rows = SalesMonth.objects.unscoped(because="a class is found among all stores of an area")
    rows = rows.filter(store__in=stores, month__in=[month.first_day for month in window], records__gt=0)
    volumes: dict[int, dict[Month, int | Decimal]] = defaultdict(dict)
    for store_id, first_day, amount in (
        rows.values("store_id", "month").annotate(n=Sum(field)).values_list("store_id", "month", "n")
    ):
        volumes[store_id][Month.of(first_day)] = amount
    return volumes


def _placed_by_area(
    stores: list[Store],
    window: tuple[Month, ...],
    volumes: MonthsOfStores,
    rule: ClassificationRule,
    day: date,
) -> tuple[Placed, ...]:
    reps, overrides = _reps_on(stores, day), overrides_on(stores, day)
    areas: dict[int, list[Store]] = defaultdict(list)
    for store in stores:
        areas[reps.get(store.pk, store.rep_id)].append(store)
    lines = Lines(rule.line_a_hundredths, rule.line_b_hundredths)
    placed = []
    for rep_id, area in sorted(areas.items()):
        by_code = {store.code: store for store in area}
        histories = [_history(store, window, volumes, overrides.get(store.pk)) for store in area]
        for placing in classify(histories, window=window, on=day, lines=lines):
            store = by_code[placing.code]
            months = {month: volumes.get(store.pk, {}).get(month) for month in window}
            placed.append(Placed(store, rep_id, placing, months))
    return tuple(placed)


def _history(store: Store, window: tuple[Month, ...], volumes: MonthsOfStores, override: str | None) -> StoreHistory:
    known = StoreClass(store.store_class)
    months = volumes.get(store.pk, {})
    return StoreHistory(
        code=store.code,
        months=tuple(months.get(month) for month in window),
        opened_on=store.opened_on,
        closed_on=store.closed_on,
        previous=None if store.class_is_provisional else known,
        provisional=known if store.class_is_provisional else None,
        override=StoreClass(override) if override else None,
    )


def _reps_on(stores: list[Store], day: date) -> dict[int, int]:
    """Who was responsible on that day; stores without a span keep the rep they have."""
    spans = StoreResponsibility.objects.unscoped(because="areas are those of the day")
    spans = spans.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), store__in=stores, starts_on__lte=day)
    return dict(spans.values_list("store_id", "rep_id"))


def overrides_on(stores: list[Store], day: date) -> dict[int, str]:
    """The class that a manager has set for a store and that holds on a day. One query."""
    rows = ClassOverride.objects.unscoped(because="overrides of the stores that are classified")
    rows = rows.filter(store__in=stores, starts_on__lte=day, ends_on__gt=day)
    return dict(rows.order_by("starts_on", "pk").values_list("store_id", "store_class"))


def as_amount(number: Fraction | None) -> Decimal | None:
    """A volume as it is kept and shown: two places."""
    if number is None:
        return None
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.01"))
