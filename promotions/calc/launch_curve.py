"""How a launch spreads over its target stores, by day, against the plan (handbook H6.1).

A store counts from the first day on which it carried all of the launch's models. Numeric distribution counts
stores, weighted distribution what they sell (glossary). The plan rises evenly from nothing on the day before the
start to all on the last day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median_low
from typing import TypeVar

from stores.calc.distribution import Part

# A curve is behind when it lies further below its plan than this.
TOLERANCE = Fraction(1, 10)
COVER_DAYS = 28
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """One target store; days are None while it has not come to that. Units are of all models of the launch."""

    store_id: int
    center_id: int
    rep_id: int
    weight: int
    quantity: int
    carried_on: date | None = None
    displayed_on: date | None = None
    first_sold_on: date | None = None
    sold_in: int = 0
    orders: int = 0
    sold_out: int = 0
    sold_lately: int = 0
    stock: int | None = None
    prices_seen: int = 0
    prices_right: int = 0


@dataclass(frozen=True, slots=True)
class CurvePoint:
    day: date
    planned: Decimal
    numeric: Decimal | None
    weighted: Decimal | None
    displayed: Decimal | None


@dataclass(frozen=True, slots=True)
class LaunchFigures:
    """The figures of some target stores on a day, each with what it is made of.

    `sell_through` is sell-out of sell-in since the launch, `reorder` stores with two orders or more of those with
    one, `days_to_first_sale` the median over the stores that have sold, `cover_days` stock over the daily sell-out
    of the last four weeks (of the days since the launch while these are fewer).
    """

    numeric: Part
    weighted: Part
    displayed: Part
    planned: Decimal
    quantity: int
    sold_in: int
    sold_out: int
    sell_through: Part
    with_sale: Part
    days_to_first_sale: int | None
    reorder: Part
    stock: int | None
    counted_stores: int
    cover_days: int | None
    price_right: Part

    @property
    def is_behind(self) -> bool:
        return self.numeric.share is not None and self.numeric.share < Fraction(self.planned) - TOLERANCE

    @property
    def planned_stores(self) -> int:
        """How many stores were planned by the day, in whole ones."""
        return int(self.planned * self.numeric.whole)


def planned_share(first: date, last: date, day: date) -> Decimal:
    """What share of the stores is planned to carry it by the end of a day."""
    whole = (last - first).days + 1
    passed = min(max((day - first).days + 1, 0), whole)
    return (Decimal(passed) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def curve_of(stores: Sequence[StoreFacts], first: date, last: date, on: date) -> list[CurvePoint]:
    """One point for each day of the launch; what lies after `on` has only its plan."""
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    return [_point(stores, first, last, day, is_known=day <= on) for day in days]


def figures_of(stores: Sequence[StoreFacts], first: date, last: date, on: date) -> LaunchFigures:
    counted = [store for store in stores if store.stock is not None]
    sold = [store for store in stores if store.first_sold_on is not None]
    ordering = sum(store.orders >= 1 for store in stores)
    sold_in, sold_out = sum(store.sold_in for store in stores), sum(store.sold_out for store in stores)
    carrying = sum(store.carried_on is not None for store in stores)
    return LaunchFigures(
        numeric=Part(carrying, len(stores)),
        weighted=_weighted(stores, on),
        displayed=Part(sum(store.displayed_on is not None for store in stores), len(stores)),
        planned=planned_share(first, last, on),
        quantity=sum(store.quantity for store in stores),
        sold_in=sold_in,
        sold_out=sold_out,
        sell_through=Part(sold_out, sold_in),
        with_sale=Part(len(sold), carrying),
        days_to_first_sale=median_low([(s.first_sold_on - first).days for s in sold]) if sold else None,
        reorder=Part(sum(store.orders >= 2 for store in stores), ordering),
        stock=sum(store.stock for store in counted) if counted else None,
        counted_stores=len(counted),
        cover_days=_cover(counted, min(COVER_DAYS, (on - first).days + 1)),
        price_right=Part(sum(s.prices_right for s in stores), sum(s.prices_seen for s in stores)),
    )


def ranked(
    stores: Iterable[StoreFacts], key: Callable[[StoreFacts], Key], first: date, last: date, on: date
) -> list[tuple[Key, LaunchFigures]]:
    """Figures by center or rep: the furthest first, then the larger, then by key."""
    groups: dict[Key, list[StoreFacts]] = defaultdict(list)
    for store in stores:
        groups[key(store)].append(store)
    found = [(name, figures_of(members, first, last, on)) for name, members in groups.items()]
    return sorted(found, key=lambda one: (-(one[1].numeric.share or 0), -one[1].numeric.whole, one[0]))


def _point(stores: Sequence[StoreFacts], first: date, last: date, day: date, *, is_known: bool) -> CurvePoint:
    planned = planned_share(first, last, day)
    if not is_known:
        return CurvePoint(day, planned, None, None, None)
    carrying = sum(_by(store.carried_on, day) for store in stores)
    displayed = sum(_by(store.displayed_on, day) for store in stores)
    return CurvePoint(
        day,
        planned,
        Part(carrying, len(stores)).ratio,
        _weighted(stores, day).ratio,
        Part(displayed, len(stores)).ratio,
    )


def _weighted(stores: Sequence[StoreFacts], day: date) -> Part:
    carrying = sum(store.weight for store in stores if _by(store.carried_on, day))
    return Part(carrying, sum(store.weight for store in stores))


def _by(happened_on: date | None, day: date) -> bool:
    return happened_on is not None and happened_on <= day


def _cover(counted: Sequence[StoreFacts], days: int) -> int | None:
    """Days that the counted stock lasts, over the same stores; unknown while these have sold none."""
    sold = sum(store.sold_lately for store in counted)
    return sum(store.stock for store in counted) * days // sold if sold > 0 and days > 0 else None
