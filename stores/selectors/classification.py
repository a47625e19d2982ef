"""What a classification of one center and month comes to, before anything is written (handbook H3)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from hashlib import blake2b
from typing import NamedTuple

from django.db.models import F, Q, Sum

from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.calc.certainty import VERSION, Counts, Evidence, class_counts
from stores.calc.classification import RULE_VERSION, Lines, Placing, StoreClass, StoreHistory, classify
from stores.calc.noise_band import keep_class, kept_codes
from stores.choices import Measure
from stores.models import ClassificationRule, ClassOverride, SalesMonth, StoreResponsibility
from stores.querysets import StoreQuerySet
from stores.selectors.class_evidence import (
    MonthsOfStore,
    MonthsOfStores,
    Sold,
    WeeksOfStores,
    evidence_of,
    weeks_of_stores,
)
from stores.selectors.class_windows import class_rule_of, open_stores_of, require_window


class StoreFacts(NamedTuple):
    """What a class depends on, and what it would change."""

    pk: int
    code: str
    rep_id: int
    store_class: str
    class_is_provisional: bool
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Placed:
    """One store with its place in its rep's area, and the months behind its volume."""

    store: StoreFacts
    rep_id: int
    placing: Placing
    months: MonthsOfStore
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


@dataclass(frozen=True)
class Inputs:
    """All that the classes of a center and month follow from."""

    center: Center
    month: Month
    window: tuple[Month, ...]
    rule: ClassificationRule
    day: date
    areas: list[tuple[int, list[tuple[StoreFacts, str | None]]]]
    months: MonthsOfStores
    weeks: WeeksOfStores

    @property
    def seed(self) -> int:
        return self.month.year * 100 + self.month.month

    @property
    def digest(self) -> str:
        """The same for the same inputs, the classes that the stores have left out.

        A run of the same digest over the same classes comes out the same.
        """
        rule = self.rule
        head = (rule.line_a_hundredths, rule.line_b_hundredths, rule.measure, rule.sure_percent)
        digest = blake2b(repr((RULE_VERSION, VERSION, self.month, self.window, head)).encode(), digest_size=20)
        for rep_id, area in self.areas:
            for store, override in area:
                facts = (store.pk, store.code, store.opened_on, store.closed_on, override)
                sold = [month and tuple(month) for month in self.sold(store)]
                digest.update(repr((rep_id, facts, sold, self.weeks.get(store.pk))).encode())
        return digest.hexdigest()

    def sold(self, store: StoreFacts) -> MonthsOfStore:
        return self.months.get(store.pk) or (None,) * len(self.window)


@dataclass(frozen=True, slots=True)
class Classification:
    """All stores of a center, area by area, with what they were ranked by."""

    inputs: Inputs
    rule_version: str
    places: tuple[Placed, ...]

    @property
    def center(self) -> Center:
        return self.inputs.center

    @property
    def month(self) -> Month:
        return self.inputs.month

    @property
    def window(self) -> tuple[Month, ...]:
        return self.inputs.window

    @property
    def rule(self) -> ClassificationRule:
        return self.inputs.rule

    @property
    def movers(self) -> list[Placed]:
        return [placed for placed in self.places if placed.has_moved]


def classification_of(center: Center, month: Month, *, on: date) -> Classification:
    """Classify a center's stores for a month as things stand on a day. Seven queries."""
    return classified(inputs_of(center, month, on=on))


def inputs_of(center: Center, month: Month, *, on: date) -> Inputs:
    """What there is to classify by. Seven queries.

    A run of a month ranks by the last complete months before it. Who is responsible, and which
    stores are open, counts on the last day of the month or today, whichever comes first.
    """
    day = min(on, month.last_day)
    rule = class_rule_of(center)
    stores = open_stores_of(center, day)
    window = require_window(center, month, count=rule.window_months, on=on)
    return Inputs(
        center=center,
        month=month,
        window=window,
        rule=rule,
        day=day,
        areas=_areas(stores, day),
        months=months_of_stores(stores, window, rule.measure),
        weeks=weeks_of_stores(stores, window, rule.measure),
    )


def classified(inputs: Inputs) -> Classification:
    """The classes that follow from the inputs. No query."""
    places = [placed for rep_id, area in inputs.areas for placed in _placed(rep_id, area, inputs)]
    return Classification(inputs, RULE_VERSION, tuple(places))


def months_of_stores(stores: StoreQuerySet, window: tuple[Month, ...], measure: str) -> MonthsOfStores:
    """Net sell-out of each store and month of the window that was reported."""
    field = "sell_out_yuan" if measure == Measure.VALUE else "sell_out"
    rows = SalesMonth.objects.unscoped(because="a class is found among all stores of an area")
    rows = rows.filter(store__in=stores, month__in=[month.first_day for month in window], records__gt=0)
    places = {month.first_day: place for place, month in enumerate(window)}
    months: dict[int, list[Sold | None]] = defaultdict(lambda: [None] * len(window))
    summed = rows.values("store_id", "month").annotate(amount=Sum(field), units=Sum("sell_out")).order_by()
    for store_id, first_day, amount, units in summed.values_list("store_id", "month", "amount", "units"):
        months[store_id][places[first_day]] = Sold(amount, units)
    return months


def _areas(stores: StoreQuerySet, day: date) -> list[tuple[int, list[tuple[StoreFacts, str | None]]]]:
    """The stores of each rep, with the class that a manager has set. Three queries."""
    reps, overrides = _reps_on(stores, day), overrides_on(stores, day)
    areas: dict[int, list[tuple[StoreFacts, str | None]]] = defaultdict(list)
    for row in stores.values_list(*StoreFacts._fields):
        store = StoreFacts(*row)
        areas[reps.get(store.pk, store.rep_id)].append((store, overrides.get(store.pk)))
    return sorted(areas.items())


def _placed(rep_id: int, area: list[tuple[StoreFacts, str | None]], inputs: Inputs) -> Iterator[Placed]:
    """One area by the bare rule, how sure each class is, and who keeps its class if the center asks for it."""
    rule = inputs.rule
    lines = Lines(rule.line_a_hundredths, rule.line_b_hundredths)
    by_code = {store.code: (store, inputs.sold(store)) for store, _override in area}
    histories = [_history(store, by_code[store.code][1], override) for store, override in area]
    placings = classify(histories, window=inputs.window, on=inputs.day, lines=lines)
    evidence = {
        placing.code: evidence_of(placing, by_code[placing.code][1], inputs.weeks.get(by_code[placing.code][0].pk))
        for placing in placings
        if placing.rank is not None
    }
    counts = class_counts(evidence.values(), lines, seed=(inputs.seed, rep_id))
    kept = kept_codes(placings, counts, lines, percent=rule.sure_percent) if rule.sure_percent else frozenset()
    for placing in placings:
        (store, sold), code = by_code[placing.code], placing.code
        shown = keep_class(placing) if code in kept else placing
        yield Placed(store, rep_id, shown, sold, code in kept, counts.get(code), evidence.get(code))


def _history(store: StoreFacts, sold: MonthsOfStore, override: str | None) -> StoreHistory:
    known = StoreClass(store.store_class)
    return StoreHistory(
        code=store.code,
        months=tuple([reported and reported.amount for reported in sold]),
        opened_on=store.opened_on,
        closed_on=store.closed_on,
        previous=None if store.class_is_provisional else known,
        provisional=known if store.class_is_provisional else None,
        override=StoreClass(override) if override else None,
    )


def _reps_on(stores: StoreQuerySet, day: date) -> dict[int, int]:
    """Who was responsible on that day where it was not the rep of now."""
    spans = StoreResponsibility.objects.unscoped(because="areas are those of the day")
    spans = spans.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), store__in=stores, starts_on__lte=day)
    return dict(spans.exclude(rep=F("store__rep")).order_by("starts_on").values_list("store_id", "rep_id"))


def overrides_on(stores: StoreQuerySet | Iterable[int], day: date) -> dict[int, str]:
    """The class that a manager has set for a store and that holds on a day. One query."""
    rows = ClassOverride.objects.unscoped(because="overrides of the stores that are classified")
    rows = rows.filter(store__in=stores, starts_on__lte=day, ends_on__gt=day)
    return dict(rows.order_by("starts_on", "pk").values_list("store_id", "store_class"))


def as_amount(number: int | Fraction | None) -> Decimal | None:
    """A volume as it is kept and shown: two places."""
    if number is None:
        return None
    if isinstance(number, int):
        return Decimal(number)
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
