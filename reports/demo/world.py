"""The whole demonstration company, without its sales: those are made store by store."""

from dataclasses import dataclass
from datetime import date

from reports.demo import archive, words
from reports.demo.archive import CENTER_PLANS, CenterPlan, Customer, Store
from reports.demo.campaigns import Campaign, make_campaigns, make_current, touching
from reports.demo.divisions import Point, city
from reports.demo.handsets import Handset, make_handsets
from reports.demo.season import month_back, next_month
from reports.demo.size import STORES_PER_REP, Options
from reports.demo.stream import Stream


@dataclass(frozen=True, slots=True)
class Rep:
    username: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One rep's time with a store; the last one is open."""

    rep: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Center:
    """A branch with its people, its customers and its stores, and whose each store is."""

    plan: CenterPlan
    middle: Point
    manager: Rep
    reps: tuple[Rep, ...]
    dealers: tuple[Customer, ...]
    customers: tuple[Customer, ...]
    stores: tuple[Store, ...]
    turns: dict[str, tuple[Turn, ...]]
    campaigns: tuple[Campaign, ...]
    campaigns_by_month: dict[date, tuple[Campaign, ...]]

    def rep_of(self, store: Store) -> str:
        return self.turns[store.code][-1].rep


@dataclass(frozen=True, slots=True)
class World:
    options: Options
    first_month: date
    months: tuple[date, ...]
    handsets: tuple[Handset, ...]
    centers: tuple[Center, ...]


def make_world(options: Options) -> World:
    """Months run from the first of the history to the running one, which is not over."""
    running = options.today.replace(day=1)
    months = tuple(month_back(running, back) for back in range(options.size.months, -1, -1))
    handsets = make_handsets(options)
    plans = CENTER_PLANS[: options.size.centers]
    centers = tuple(_center(options, plan, number, months, handsets) for number, plan in enumerate(plans))
    return World(options, months[0], months, handsets, centers)


def _center(
    options: Options,
    plan: CenterPlan,
    number: int,
    months: tuple[date, ...],
    handsets: tuple[Handset, ...],
) -> Center:
    reps_before = number * options.size.reps_per_center
    areas = _area_sizes(options, plan)
    customers, stores = archive.fill(options, plan, sum(areas))
    announced = [*months, next_month(months[-1])]
    campaigns = (
        *make_campaigns(options.seed, plan.code, announced, handsets),
        *make_current(options.seed, plan.code, options.today, handsets),
    )
    reps = tuple(_person(options.seed, f"rep{reps_before + place}") for place in range(1, len(areas) + 1))
    return Center(
        plan=plan,
        middle=city(plan.cities[0]).middle,
        manager=_person(options.seed, f"manager{number + 1}"),
        reps=reps,
        dealers=archive.dealers(options, plan),
        customers=tuple(customers),
        stores=tuple(stores),
        turns=_turns(options, stores, areas, reps, plan),
        campaigns=campaigns,
        campaigns_by_month={month: touching(campaigns, month) for month in months},
    )


def _person(seed: int, username: str) -> Rep:
    stream = Stream(seed, "person", username)
    return Rep(username, words.person(stream), words.phone(stream))


def _area_sizes(options: Options, plan: CenterPlan) -> list[int]:
    """Stores of each rep: 20 give or take 4, a few overloaded; a fixed sum if one is asked for."""
    sizes = []
    for number in range(options.size.reps_per_center):
        stream = Stream(options.seed, "area", f"{plan.code}|{number}")
        size = round(min(32.0, max(12.0, stream.normal(STORES_PER_REP, 4.0))))
        overloaded = stream.chance(options.size.overloaded_share)
        sizes.append(size + 2 * STORES_PER_REP if overloaded else size)
    if options.size.stores_per_center is None:
        return sizes
    return _scaled(sizes, options.size.stores_per_center)


def _scaled(sizes: list[int], total: int) -> list[int]:
    """The same proportions with another sum; what rounding leaves goes to the first ones."""
    scaled = [size * total // sum(sizes) for size in sizes]
    rest = total - sum(scaled)
    return [size + (place < rest) for place, size in enumerate(scaled)]


def _turns(
    options: Options, stores: list[Store], areas: list[int], reps: tuple[Rep, ...], plan: CenterPlan
) -> dict[str, tuple[Turn, ...]]:
    """Cut the sweep round the city into areas; a closed store belongs to its neighbours' rep."""
    swept = sorted(stores, key=lambda store: _sweep(store, plan))
    turns, area, filled = {}, 0, 0
    for store in swept:
        if filled == areas[area] and area < len(areas) - 1:
            area, filled = area + 1, 0
        turns[store.code] = _turns_of(options, store, area, reps)
        filled += store.closed_on is None
    return turns


def _sweep(store: Store, plan: CenterPlan) -> tuple[int, float, str, float, str]:
    site = store.site
    return (
        plan.cities.index(site.city.code),
        site.city.middle.bearing_to(site.district.centroid),
        site.district.code,
        site.district.centroid.bearing_to(site.point),
        store.code,
    )


def _turns_of(options: Options, store: Store, area: int, reps: tuple[Rep, ...]) -> tuple[Turn, ...]:
    """One store in ten was a neighbour's until some month of the last one and a half years."""
    stream = Stream(options.seed, "turn", store.code)
    changed_on = month_back(options.today.replace(day=1), stream.between(1, 18))
    before = reps[area - 1 if area else min(1, len(reps) - 1)].username
    now = reps[area].username
    has_moved = before != now and stream.chance(0.1)
    if has_moved and store.is_open_on(changed_on) and store.opened_on < changed_on:
        return Turn(before, store.opened_on, changed_on), Turn(now, changed_on, None)
    return (Turn(now, store.opened_on, None),)
