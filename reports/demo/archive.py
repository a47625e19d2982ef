"""Customers and stores of a center: who they are, where they stand, how much they sell."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reports.demo import words
from reports.demo.places import Site, Territory, sites
from reports.demo.season import month_back
from reports.demo.size import Options
from reports.demo.stream import Stream

DEALERS_PER_CENTER = 6
_OPENING_A_MONTH = 0.008
_CLOSING_A_MONTH = 0.0066
# Median of the monthly units and spread of their logarithm.
_LEVELS = {"multi": (28.0, 0.80), "chain": (55.0, 0.35), "operator": (45.0, 0.55)}
_HOURS = {
    "multi": (("09:00", "21:00"), ("08:30", "20:30"), ("09:30", "22:00")),
    "chain": (("10:00", "22:00"), ("09:30", "21:30")),
    "operator": (("09:00", "18:00"), ("08:30", "17:30")),
}
_PLACES_WITH_SOME_STORES = {2, 10, 12, 17}
_LARGE_KINDS = ("chain", "operator", "chain", "operator", "chain")


@dataclass(frozen=True, slots=True)
class Customer:
    code: str
    name: str
    legal_name: str
    kind: str
    center: str
    dealer: str
    tax_id: str
    contact: str
    phone: str
    payment_days: int
    credit_yuan: int
    rebate_tenths: int
    since: date


@dataclass(frozen=True, slots=True)
class Store:
    """An outlet; `level` is its true monthly volume, which the program has to find out."""

    code: str
    name: str
    customer: str
    center: str
    store_format: str
    site: Site
    address: str
    contact: str
    phone: str
    opens: str
    closes: str
    hours: str
    area_m2: int
    counters: int
    competitor_counters: int
    staff: int
    level: float
    opened_on: date
    closed_on: date | None
    doubt: str

    @property
    def size_class(self) -> str:
        """The class that fits the level, as an experienced rep would guess it."""
        if self.level >= 62.0:
            return "A"
        return "B" if self.level >= 30.0 else "C"

    @property
    def capacity(self) -> int:
        """Handsets of all brands in a month."""
        return int(self.level * 3.2 / 10 + 1) * 10

    def is_open_on(self, day: date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)


@dataclass(frozen=True, slots=True)
class CenterPlan:
    """A center to be filled: its cities, how much it sells against the others, and how slowly it takes what is new."""

    code: str
    name: str
    cities: tuple[str, ...]
    decay_km: float
    factor: float
    works_saturday: bool = True
    pace: float = 1.0


CENTER_PLANS = (
    CenterPlan("HZ", "杭州中心", ("330100",), 6.0, 1.0),
    CenterPlan("SZ", "深圳中心", ("440300",), 12.0, 1.15, works_saturday=False),
    CenterPlan("JH", "嘉湖中心", ("330400", "330500"), 20.0, 0.85, pace=2.2),
    CenterPlan("CD", "成都中心", ("510100",), 8.0, 1.1),
    CenterPlan("WH", "武汉中心", ("420100",), 8.0, 1.0),
    CenterPlan("SH", "上海中心", ("310100",), 9.0, 1.2),
    CenterPlan("XA", "西安中心", ("610100",), 8.0, 0.9),
    CenterPlan("ZZ", "郑州中心", ("410100",), 8.0, 0.8),
)


def dealers(options: Options, plan: CenterPlan) -> tuple[Customer, ...]:
    return tuple(_dealer(options, plan, f"{plan.code}-D{number:02d}") for number in range(1, DEALERS_PER_CENTER + 1))


def fill(options: Options, plan: CenterPlan, active: int) -> tuple[list[Customer], list[Store]]:
    """Add customers with their stores until so many stores are open today.

    Chances of closing come per store, so the closed ones are there besides; asking for more stores
    adds to the end and leaves the first ones as they were.
    """
    places = sites(options.seed, plan.code, Territory.of(plan.cities, plan.decay_km))
    customers: list[Customer] = []
    stores: list[Store] = []
    open_count = 0
    while open_count < active:
        kind, wanted = _next_customer(options.seed, plan.code, len(customers))
        own: list[Store] = []
        customer_code = f"{plan.code}-C{len(customers) + 1:04d}"
        brand = None
        while wanted > 0 and open_count < active:
            site = next(places)
            brand = brand or _brand(options.seed, customer_code, kind, site)
            code = f"{plan.code}{len(stores) + len(own) + 1:05d}"
            store = _store(options, plan, code, customer_code, brand, kind, site)
            own.append(store)
            open_count += store.closed_on is None
            wanted -= store.closed_on is None
        customers.append(_customer(options, plan, customer_code, brand or "", kind, own))
        stores += own
    return customers, stores


def twins(options: Options, stores: list[Store]) -> Iterator[tuple[str, str, Store]]:
    """Near doubles of one archive in a hundred: code, name, and the store they repeat."""
    for store in stores:
        stream = Stream(options.seed, "twin", store.code)
        if store.closed_on is None and stream.chance(0.01):
            name = store.name.removesuffix("店")
            yield f"{store.code}T", name if stream.chance(0.5) else f"{name}（店）", store


def _next_customer(seed: int, center: str, number: int) -> tuple[str, int]:
    """Of twenty customers fifteen have one store, four two to five, one six to forty."""
    stream = Stream(seed, "customer-size", f"{center}|{number}")
    place = number % 20
    if place == 7:
        size = 6 + min(34, int(-5.0 * math.log(1.0 - stream.uniform())))
        return _LARGE_KINDS[number // 20 % len(_LARGE_KINDS)], size
    return "independent", stream.between(2, 5) if place in _PLACES_WITH_SOME_STORES else 1


def _brand(seed: int, code: str, kind: str, site: Site) -> str:
    stream = Stream(seed, "brand", code)
    if kind == "operator":
        return words.operator(stream, site.city.name.removesuffix("市"))
    return words.retailer(stream)


def _customer(options: Options, plan: CenterPlan, code: str, brand: str, kind: str, stores: list[Store]) -> Customer:
    stream = Stream(options.seed, "customer", code)
    site = stores[0].site
    supplied = kind == "independent" and stream.chance(0.6)
    dealer_number = stream.between(1, DEALERS_PER_CENTER)
    level = math.fsum(store.level for store in stores)
    return Customer(
        code=code,
        name=brand,
        legal_name=f"{site.city.name}{brand}有限公司",
        kind=kind,
        center=plan.code,
        dealer=f"{plan.code}-D{dealer_number:02d}" if supplied else "",
        tax_id=words.tax_id(stream, site.district.code),
        contact=words.person(stream),
        phone=words.phone(stream),
        payment_days=stream.pick((0, 7, 15, 30, 30, 45)),
        credit_yuan=int(level * 2000 / 10_000 + 1) * 10_000,
        rebate_tenths=stream.between(5, 30),
        since=min(store.opened_on for store in stores),
    )


def _dealer(options: Options, plan: CenterPlan, code: str) -> Customer:
    stream = Stream(options.seed, "dealer", code)
    town = Territory.of(plan.cities, plan.decay_km).cities[0]
    name = words.dealer(stream, town.name.removesuffix("市"))
    return Customer(
        code=code,
        name=name,
        legal_name=f"{name}有限公司",
        kind="dealer",
        center=plan.code,
        dealer="",
        tax_id=words.tax_id(stream, town.code),
        contact=words.person(stream),
        phone=words.phone(stream),
        payment_days=stream.pick((30, 45, 60)),
        credit_yuan=stream.between(10, 60) * 100_000,
        rebate_tenths=stream.between(10, 30),
        since=month_back(options.today.replace(day=1), stream.between(24, 120)),
    )


def _store(options: Options, plan: CenterPlan, code: str, customer: str, brand: str, kind: str, site: Site) -> Store:
    stream = Stream(options.seed, "store", code)
    store_format = {"independent": "multi"}.get(kind, kind)
    median, deviation = _LEVELS[store_format]
    level = stream.lognormal(median, deviation) * plan.factor
    street = words.street(stream)
    opens, closes = stream.pick(_HOURS[store_format])
    opened_on, closed_on = _life(options, stream)
    return Store(
        code=code,
        name=f"{brand}{words.site(stream, street)}店",
        customer=customer,
        center=plan.code,
        store_format=store_format,
        site=site,
        address=f"{site.city.name}{site.district.name}{street}{stream.between(1, 399)}号",
        contact=words.person(stream),
        phone=words.phone(stream),
        opens=opens,
        closes=closes,
        hours=words.hours(stream, opens, closes),
        area_m2=20 + int(level * (0.6 + 0.8 * stream.uniform())),
        counters=1 + int(level / 40.0),
        competitor_counters=stream.between(1, 4 + int(level / 30.0)),
        staff=2 + int(level / 25.0),
        level=level,
        opened_on=opened_on,
        closed_on=closed_on,
        doubt=stream.pick(("swapped", "gcj", "zero")) if stream.chance(0.005) else "",
    )


def _life(options: Options, stream: Stream) -> tuple[date, date | None]:
    """Opening and closing days; most stores are older than the history and still open."""
    months = options.size.months
    span = (options.today - month_back(options.today.replace(day=1), months)).days
    start = options.today - timedelta(days=span)
    opened_on = start - timedelta(days=stream.between(200, 3000))
    if stream.chance(_OPENING_A_MONTH * months):
        opened_on = start + timedelta(days=int(stream.uniform() * (span - 7)))
    closing = _CLOSING_A_MONTH * months
    if not stream.chance(closing / (1.0 + closing)):
        return opened_on, None
    first = max(start, opened_on) + timedelta(days=6)
    return opened_on, first + timedelta(days=int(stream.uniform() * (options.today - first).days))
