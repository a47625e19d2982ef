"""What can be drawn anew to tell how sure a class is: the weeks of the window, or its months (handbook H3)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Case, DecimalField, IntegerField, Max, Min, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from salesops.periods.month import Month
from stores.calc.certainty import WEEKS_OF_MONTH, Evidence
from stores.calc.classification import Placing
from stores.choices import Measure
from stores.models import SalesRecord
from stores.querysets import StoreQuerySet

HUNDREDTHS = 100


class Sold(NamedTuple):
    """A store's net month in the measure of the run, and in units."""

    amount: int | Decimal
    units: int


# In the order of the window; nothing where a month was not reported.
MonthsOfStore = Sequence[Sold | None]
MonthsOfStores = Mapping[int, MonthsOfStore]
# By store id, the hundredths of each week of the window.
WeeksOfStores = Mapping[int, tuple[int, ...]]


def weeks_of_stores(stores: StoreQuerySet, window: tuple[Month, ...], measure: str) -> WeeksOfStores:
    """The weeks of those stores that were reported by the day; a week is a quarter of its month. One query.

    A store is left out when all of a month stands on one day: a panel of months says nothing about weeks.
    """
    weeks: dict[int, list[int]] = defaultdict(lambda: [0] * (WEEKS_OF_MONTH * len(window)))
    spans: dict[tuple[int, int], tuple[date, date]] = {}
    for store_id, week, amount, first, last in _sold_by_week(stores, window, measure):
        weeks[store_id][week] = int(amount * HUNDREDTHS)
        key = store_id, week // WEEKS_OF_MONTH
        known = spans.get(key, (first, last))
        spans[key] = min(first, known[0]), max(last, known[1])
    in_one_piece = {store_id for (store_id, _month), (first, last) in spans.items() if first == last}
    return {store_id: tuple(row) for store_id, row in weeks.items() if store_id not in in_one_piece}


def evidence_of(placing: Placing, months: MonthsOfStore, weeks: tuple[int, ...] | None) -> Evidence:
    """What is drawn for a ranked store; weeks count only where they add up to its months.

    The weeks of a month that was not reported are the mean of the others, as its volume is.
    """
    reported = [sold for sold in months if sold is not None]
    tallies = weeks is not None and sum(weeks) == int(sum(sold.amount for sold in reported) * HUNDREDTHS)
    return Evidence(
        code=placing.code,
        volume=int(placing.volume * HUNDREDTHS),
        months=tuple(sold.units for sold in reported),
        weeks=_filled(weeks, [sold is not None for sold in months]) if tallies else (),
    )


def _filled(weeks: tuple[int, ...], is_reported: list[bool]) -> tuple[int, ...]:
    mean = sum(weeks) // (WEEKS_OF_MONTH * sum(is_reported))
    return tuple(amount if is_reported[place // WEEKS_OF_MONTH] else mean for place, amount in enumerate(weeks))


def _sold_by_week(stores: StoreQuerySet, window: tuple[Month, ...], measure: str) -> Iterator[tuple]:
    rows = SalesRecord.objects.unscoped(because="a class is found among all stores of an area").sell_out()
    rows = rows.filter(store__in=stores, sold_on__gte=window[0].first_day, sold_on__lt=window[-1].next_first_day)
    rows = rows.annotate(week=_week(window)).filter(week__isnull=False).values("store_id", "week").order_by()
    summed = rows.annotate(amount=_summed(measure), first=Min("sold_on"), last=Max("sold_on"))
    return summed.values_list("store_id", "week", "amount", "first", "last").iterator()


def _summed(measure: str):
    if measure == Measure.VALUE:
        return Coalesce(Sum("amount_yuan"), Value(Decimal(0)), output_field=DecimalField())
    return Sum("quantity")


def _week(window: tuple[Month, ...]) -> Case:
    """The place of the day's week in the window; nothing for a month between that is not in it."""
    ends = [end for month in window for end in _week_ends(month)]
    starts = [day for month in window for day in (month.first_day, *_week_ends(month)[:-1])]
    return Case(
        *[
            When(Q(sold_on__gte=start) & Q(sold_on__lt=end), then=Value(place))
            for place, (start, end) in enumerate(zip(starts, ends, strict=True))
        ],
        default=None,
        output_field=IntegerField(),
    )


def _week_ends(month: Month) -> list[date]:
    days = (month.next_first_day - month.first_day).days
    first = month.first_day.toordinal()
    return [date.fromordinal(first + days * part // WEEKS_OF_MONTH) for part in range(1, WEEKS_OF_MONTH + 1)]
