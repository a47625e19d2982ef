"""What a store sold and ordered, unit by unit: counts drawn from the demand, stock kept exactly."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from reports.demo.archive import Store
from reports.demo.demand import Carried, Cell, store_cells
from reports.demo.season import days_of, month_back, next_month
from reports.demo.stream import Stream
from reports.demo.world import Center, World

_SPREAD = 30.0
_RETURNED = 0.008
_RETURN_DAYS = 20
_COVER_MONTHS = {"A": 0.8, "B": 1.0, "C": 1.2}
_ORDER_DAYS = {"A": 7, "B": 14, "C": 14}
_CARTON = 5
_BACK_AT_END = 0.02
_FORGETFUL = 0.15
_GAP_STARTS = 0.0514
_LATE = 0.045
_LATE_UNTIL = 10

Counts = Counter[tuple[date, str]]


@dataclass(slots=True)
class Ledger:
    """One store's movements by day and SKU; all of them happened, not all were reported."""

    sold: Counts = field(default_factory=Counter)
    returned: Counts = field(default_factory=Counter)
    delivered: Counts = field(default_factory=Counter)
    stock: Counter[str] = field(default_factory=Counter)
    cells: list[tuple[str, date, float, int]] = field(default_factory=list)
    unreported: frozenset[date] = frozenset()

    def add(self, other: "Ledger") -> None:
        """Take over another model's movements; no SKU is in both."""
        mine = self.sold, self.returned, self.delivered, self.stock
        others = other.sold, other.returned, other.delivered, other.stock
        for counts, added in zip(mine, others, strict=True):
            dict.update(counts, added)
        self.cells += other.cells

    def net_sold(self) -> Counts:
        net = Counter(self.sold)
        net.subtract(self.returned)
        return net


def make_ledger(world: World, center: Center, store: Store) -> Ledger:
    """Draw a store's history; it depends on the store alone, not on its neighbours."""
    ledger = Ledger(unreported=unreported_months(world, store))
    end = min(store.closed_on or world.options.today, world.options.today)
    cells_by_model: dict[str, list[Cell]] = {}
    for cell in store_cells(world, center, store):
        cells_by_model.setdefault(cell.carried.handset.code, []).append(cell)
    for code, cells in cells_by_model.items():
        stream = Stream(world.options.seed, "cells", f"{store.code}|{code}")
        own = Ledger()
        for cell in cells:
            _sell(own, cell, stream, end)
        _deliver(own, store, cells, world)
        ledger.add(own)
    return ledger


def _sell(own: Ledger, cell: Cell, stream: Stream, end: date) -> None:
    """Draw the month's count, and a day and a variant for each unit of it."""
    units = stream.negative_binomial(cell.expected, _SPREAD)
    handset = cell.carried.handset
    own.cells.append((handset.code, cell.month, cell.expected, units))
    days, weights = days_of(cell.month)[cell.first_day :], cell.days
    variants, shares = handset.variants, handset.cumulated_shares
    sold = own.sold
    for _ in range(units):
        day = days[stream.pick_at(weights)]
        sku = variants[stream.pick_at(shares)].code
        sold[day, sku] = sold.get((day, sku), 0) + 1
        if stream.chance(_RETURNED):
            back_on = day + timedelta(days=stream.between(0, _RETURN_DAYS))
            if back_on < end:
                own.returned[back_on, sku] += 1


def _deliver(own: Ledger, store: Store, cells: list[Cell], world: World) -> None:
    """Order at the store's rhythm up to the sales that are expected, never less than what goes."""
    carried = cells[0].carried
    orders = _order_days(store, cells, world)
    sold, returned = _by_period(own.sold, orders), _by_period(own.returned, orders)
    variants = [(variant.code, variant.share) for variant in carried.handset.variants]
    stock = {code: 0 for code, _ in variants}
    cover = _COVER_MONTHS[store.size_class]
    coming = _coming_sales(carried, {cell.month: cell.expected for cell in cells}, orders)
    for place, day in enumerate(orders):
        target = cover * coming[place]
        going, coming_back, order = sold[place], returned[place], {}
        for code, share in variants:
            left, goes, wanted = stock[code], going.get(code, 0), round(target * share)
            needed = max(goes, wanted)
            order[code] = needed - left if needed > left else 0
            stock[code] = left - goes + coming_back.get(code, 0)
        _fill_carton(order, carried)
        for code, units in order.items():
            if units:
                stock[code] += units
                own.delivered[day, code] = units
    own.stock.update(stock)
    _send_back(own, store, carried, world.options.today)


def _order_days(store: Store, cells: list[Cell], world: World) -> list[date]:
    """The first day of the model in the store, then every one or two weeks until yesterday."""
    step = timedelta(days=_ORDER_DAYS[store.size_class])
    first = cells[0].month + timedelta(days=cells[0].first_day)
    rhythm = Stream(world.options.seed, "rhythm", store.code).between(0, step.days - 1)
    day = first + timedelta(days=(rhythm - first.toordinal()) % step.days or step.days)
    end = min(store.closed_on or world.options.today, world.options.today)
    days = [first]
    while day < end:
        days.append(day)
        day += step
    return days


def _by_period(counts: Counts, orders: list[date]) -> list[dict[str, int]]:
    """Units by SKU for each order period; nothing moves before the first one."""
    flows: list[dict[str, int]] = [{} for _ in orders]
    for (day, sku), units in counts.items():
        flow = flows[bisect_right(orders, day) - 1]
        flow[sku] = flow.get(sku, 0) + units
    return flows


def _coming_sales(carried: Carried, by_month: dict[date, float], days: list[date]) -> list[float]:
    """What the model is expected to sell here in the thirty days from each of the days on."""
    coming = []
    for day in days:
        month, following, length = _month_of(day)
        now = by_month.get(month, 0.0)
        is_ending = carried.handset.ended_on <= following
        then = 0.0 if is_ending else by_month.get(following, now)
        passed = (day.day - 1) / length
        coming.append(now * (1.0 - passed) + then * passed)
    return coming


@cache
def _month_of(day: date) -> tuple[date, date, int]:
    """The day's month, the following one, and the days of the first."""
    month = day.replace(day=1)
    following = next_month(month)
    return month, following, (following - month).days


def _fill_carton(order: dict[str, int], carried: Carried) -> None:
    """Entry models come in cartons of five; the favourite variant fills the last one up."""
    if carried.handset.line.tier == "entry":
        order[carried.handset.variants[0].code] += -sum(order.values()) % _CARTON


def _send_back(own: Ledger, store: Store, carried: Carried, today: date) -> None:
    """A closing store sends back all it has; of an ended model two in a hundred of what came go back,
    once no consumer brings one any more."""
    left = round(_BACK_AT_END * sum(own.delivered.values()))
    day = carried.handset.ended_on + timedelta(days=_RETURN_DAYS + 1)
    if store.closed_on is not None:
        left, day = sum(own.stock.values()), store.closed_on
    if day >= today:
        return
    for variant in carried.handset.variants:
        units = min(left, own.stock[variant.code])
        if units:
            own.delivered[day, variant.code] -= units
            own.stock[variant.code] -= units
            left -= units


def unreported_months(world: World, store: Store) -> frozenset[date]:
    """Months of which the store sent no sales: gaps of the forgetful, and the late last month."""
    stream = Stream(world.options.seed, "reporting", store.code)
    missing: set[date] = set()
    if stream.chance(_FORGETFUL):
        for month in world.months[:-1]:
            if stream.chance(_GAP_STARTS):
                length = 1 if stream.chance(0.7) else stream.between(2, 6)
                missing.update(month_back(month, -later) for later in range(length))
    if stream.chance(_LATE) and world.options.today.day <= _LATE_UNTIL:
        missing.add(world.months[-2])
    return frozenset(missing & set(world.months[:-1]))
