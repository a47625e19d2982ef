"""What a classification of one center and month comes to, before anything is written (handbook H3)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from salesops.accounts.models import Center
from salesops.errors import DomainError
from salesops.periods.month import Month
from stores.calc.certainty import Counts, Evidence, class_counts
from stores.calc.classification import RULE_VERSION, Lines, Placing, StoreClass, StoreHistory, classify
from stores.calc.noise_band import keep_class, kept_codes
from stores.choices import Measure, StoreStatus
from stores.models import ClassificationRule, ClassOverride, SalesMonth, Store, StoreResponsibility
from stores.querysets import StoreQuerySet
from stores.selectors.class_evidence import MonthsOfStores, Sold, WeeksOfStores, evidence_of, weeks_of_stores
from stores.selectors.class_windows import class_rule_of, window_of


class NoCompleteMonth(DomainError):
    """There is nothing to rank by."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One store with its place in its rep's area, and the months behind its volume."""

    store: Store
    rep_id: int
    placing: Placing
    months: Mapping[Month, Sold | None]
    is_kept: bool = False
    counts: Counts | None = None
    evidence: Evidence | None = None

    @property
    def settled(self) -> StoreClass:
        """The class without a manager's override."""
        return self.placing.previous if self.is_kept else self.placing.computed

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
    seed: int
    places: tuple[Placed, ...]

    @property
    def movers(self) -> list[Placed]:
        return [placed for placed in self.places if placed.has_moved]


def classification_of(center: Center, month: Month, *, on: date) -> Classification:
    """Classify a center's stores for a month as things stand on a day. Seven queries.

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
    seed = month.year * 100 + month.month
    sold = _SoldInWindow(
        window, _months_of_stores(stores, window, rule.measure), weeks_of_stores(stores, window, rule.measure)
    )
    places = [
        placed
        for rep_id, area in _areas(list(stores), day)
        for placed in _placed(rep_id, area, sold, rule, day=day, seed=seed)
    ]
    return Classification(center, month, window, rule, RULE_VERSION, seed, tuple(places))


def _stores_of(center: Center, day: date) -> StoreQuerySet:
    rows = Store.objects.unscoped(because="a class is found among all stores of an area")
    was_open = Q(status=StoreStatus.ACTIVE) | Q(status=StoreStatus.CLOSED, closed_on__gt=day)
    return rows.filter(was_open, center=center).order_by("code")


def _months_of_stores(stores: StoreQuerySet, window: tuple[Month, ...], measure: str) -> MonthsOfStores:
    """Net sell-out of each store and month of the window that was reported."""
    field = "sell_out_yuan" if measure == Measure.VALUE else "sell_out"
    rows = SalesMonth.objects.unscoped(because="a class is found among all stores of an area")
    rows = rows.filter(store__in=stores, month__in=[month.first_day for month in window], records__gt=0)
    months: dict[int, dict[Month, Sold]] = defaultdict(dict)
    summed = rows.values("store_id", "month").annotate(amount=Sum(field), units=Sum("sell_out"))
    for store_id, first_day, amount, units in summed.values_list("store_id", "month", "amount", "units"):
        months[store_id][Month.of(first_day)] = Sold(amount, units)
    return months


def _areas(stores: list[Store], day: date) -> list[tuple[int, list[tuple[Store, str | None]]]]:
    """The stores of each rep, with the class that a manager has set. Two queries."""
    reps, overrides = _reps_on(stores, day), overrides_on(stores, day)
    areas: dict[int, list[tuple[Store, str | None]]] = defaultdict(list)
    for store in stores:
        areas[reps.get(store.pk, store.rep_id)].append((store, overrides.get(store.pk)))
    return sorted(areas.items())


def _placed(
    rep_id: int,
    area: list[tuple[Store, str | None]],
    sold: "_SoldInWindow",
    rule: ClassificationRule,
    *,
    day: date,
    seed: int,
) -> Iterator[Placed]:
    """One area by the bare rule, how sure each class is, and who keeps its class if the center asks for it."""
    lines = Lines(rule.line_a_hundredths, rule.line_b_hundredths)
    by_code = {store.code: store for store, _override in area}
    histories = [_history(store, sold, override) for store, override in area]
    placings = classify(histories, window=sold.window, on=day, lines=lines)
    evidence = {p.code: sold.evidence_of(by_code[p.code], p) for p in placings if p.rank is not None}
    counts = class_counts(evidence.values(), lines, seed=(seed, rep_id))
    kept = kept_codes(placings, counts, lines, percent=rule.sure_percent) if rule.sure_percent else frozenset()
    for placing in placings:
        store, code = by_code[placing.code], placing.code
        shown = keep_class(placing) if code in kept else placing
        yield Placed(store, rep_id, shown, sold.of(store), code in kept, counts.get(code), evidence.get(code))


@dataclass(frozen=True, slots=True)
class _SoldInWindow:
    window: tuple[Month, ...]
    months: MonthsOfStores
    weeks: WeeksOfStores

    def of(self, store: Store) -> dict[Month, Sold | None]:
        months = self.months.get(store.pk, {})
        return {month: months.get(month) for month in self.window}

    def evidence_of(self, store: Store, placing: Placing) -> Evidence:
        return evidence_of(placing, self.of(store), self.weeks.get(store.pk))


def _history(store: Store, sold: _SoldInWindow, override: str | None) -> StoreHistory:
    known = StoreClass(store.store_class)
    return StoreHistory(
        code=store.code,
        months=tuple(reported and reported.amount for reported in sold.of(store).values()),
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
