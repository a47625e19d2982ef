"""A route plan as its page shows it (handbook H4.3; days of the cycle, map, what is left out)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR

from salesops.accounts.actor import Actor
from stores.models import Store
from visits.calc.routing.edited import RuleBreak, plan_in_order, rule_breaks
from visits.calc.routing.problem import DAYS_OF_WEEK, Problem
from visits.calc.routing.record import problem_of_record, unplaced_of_record
from visits.calc.routing.ways import HOME, known_legs
from visits.models import RoutePlan, RouteStop
from visits.route_words import REASONS, break_in_words, clock_time, repair_in_words

COLOURS = 8


@dataclass(frozen=True, slots=True)
class StopLine:
    """One stop of a day, with what is wrong with it."""

    stop: RouteStop
    arrives: str
    leaves: str
    breaks: list[str]


@dataclass(frozen=True, slots=True)
class DayCard:
    """One day of the cycle against its time."""

    day: int
    weekday: str
    week: int
    route: str
    colour: int
    stops: list[StopLine]
    total: float
    travel: float
    waiting: float
    limit: float
    metres: int
    breaks: list[str]

    @property
    def kilometres(self) -> float:
        return self.metres / 1000

    @property
    def is_over(self) -> bool:
        return self.total > self.limit


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A store that the plan leaves out, why, and what would make it fit."""

    store: Store | None
    code: str
    missing_visits: int
    minutes_over: float
    reason: str
    repairs: list[str]


@dataclass(frozen=True, slots=True)
class RoutePage:
    """All that the page of one plan shows."""

    weeks: list[list[DayCard]]
    left_out: list[LeftOut]
    of_stores: list[tuple[Store, list[str]]]
    routes: list[tuple[str, int]]
    map_data: dict[str, Any]
    is_over: bool
    measured_ways: int
    ways: int

    @property
    def estimated_ways(self) -> int:
        """Ways that speed and detour had to answer for."""
        return self.ways - self.measured_ways


def route_page(actor: Actor, plan: RoutePlan) -> RoutePage:
    """Lay out a plan by its own record, so that it reads the same whatever changed since. Two queries."""
    problem = problem_of_record(plan.parameters)
    rows = RouteStop.objects.visible_to(actor).filter(plan=plan).select_related("store")
    stops = list(rows.order_by("cycle_day", "position"))
    code_of = codes_by_store(plan)
    unplaced = unplaced_of_record(plan.unplaced)
    orders = orders_of(problem, stops, code_of)
    answer = plan_in_order(problem, orders, unplaced)
    measured, ways = known_legs(problem.ways, _routes(problem, orders))
    breaks = rule_breaks(problem, answer)
    cards = _cards(plan, stops, breaks, code_of)
    of_codes = words_by_code(breaks, None)
    store_of = _stores_by_code(actor, plan, [item.code for item in unplaced] + list(of_codes))
    return RoutePage(
        weeks=[[card for card in cards if card.week == week] for week in sorted({card.week for card in cards})],
        left_out=[
            LeftOut(
                store=store_of.get(item.code),
                code=item.code,
                missing_visits=item.missing_visits,
                minutes_over=item.minutes_over,
                reason=str(REASONS[item.reason]),
                repairs=[repair_in_words(repair) for repair in item.repairs],
            )
            for item in unplaced
        ],
        of_stores=[(store_of[code], words) for code, words in of_codes.items() if code in store_of],
        routes=list({card.route: card.colour for card in cards if card.route}.items()),
        map_data=_map_data(problem, cards, store_of.values()),
        is_over=any(card.is_over for card in cards),
        measured_ways=measured,
        ways=ways,
    )


def codes_by_store(plan: RoutePlan) -> dict[int, str]:
    """The codes by which the plan's record names its stores; a store may have got another code since."""
    return {store_id: code for code, store_id in plan.parameters["store_ids"].items()}


def orders_of(problem: Problem, stops: Iterable[RouteStop], code_of: Mapping[int, str]) -> dict[int, list[str]]:
    """The codes of each working day in visiting order."""
    orders: dict[int, list[str]] = {day: [] for day in problem.cycle.days}
    for stop in stops:
        orders[stop.cycle_day].append(code_of[stop.store_id])
    return orders


def _routes(problem: Problem, orders: Mapping[int, Sequence[str]]) -> list[list[str]]:
    """The places of each day in order, with the start and end place where there is one."""
    home = [HOME] if problem.rep.start else []
    return [[*home, *codes, *home] for codes in orders.values() if codes]


def words_by_code(breaks: Iterable[RuleBreak], day: int | None) -> dict[str, list[str]]:
    """The rules broken on a day (None: over the cycle) in words, by store; those of the day itself without a code."""
    found: dict[str, list[str]] = {}
    for broken in breaks:
        if broken.day == day:
            found.setdefault(broken.code, []).append(break_in_words(broken))
    return found


def colours_of(names: Iterable[str]) -> dict[str, int]:
    """A colour for each route, in the order of their first day."""
    in_order = dict.fromkeys(name for name in names if name)
    return {name: place % COLOURS + 1 for place, name in enumerate(in_order)}


def _cards(
    plan: RoutePlan, stops: list[RouteStop], breaks: Sequence[RuleBreak], code_of: Mapping[int, str]
) -> list[DayCard]:
    days = plan.totals["days"]
    colours = colours_of(day["name"] for day in days)
    return [
        DayCard(
            day=day["day"],
            weekday=str(WEEKDAYS_ABBR[day["day"] % DAYS_OF_WEEK]),
            week=day["day"] // DAYS_OF_WEEK + 1,
            route=day["name"],
            colour=colours.get(day["name"], 0),
            stops=[_line(stop, breaks, code_of) for stop in stops if stop.cycle_day == day["day"]],
            total=day["total"],
            travel=day["travel"],
            waiting=day["waiting"],
            limit=day["limit"],
            metres=day["metres"],
            breaks=[break_in_words(broken) for broken in breaks if broken.day == day["day"] and not broken.code],
        )
        for day in days
    ]


def _line(stop: RouteStop, breaks: Sequence[RuleBreak], code_of: Mapping[int, str]) -> StopLine:
    place = (stop.cycle_day, code_of[stop.store_id])
    return StopLine(
        stop=stop,
        arrives=clock_time(stop.arrive_minute),
        leaves=clock_time(stop.arrive_minute + stop.minutes),
        breaks=[break_in_words(broken) for broken in breaks if (broken.day, broken.code) == place],
    )


def _stores_by_code(actor: Actor, plan: RoutePlan, codes: list[str]) -> dict[str, Store]:
    ids = [plan.parameters["store_ids"][code] for code in codes]
    code_of = codes_by_store(plan)
    return {code_of[store.pk]: store for store in Store.objects.visible_to(actor).filter(pk__in=ids)}


def _map_data(problem: Problem, cards: list[DayCard], others: Iterable[Store]) -> dict[str, Any]:
    """Points and lines for the schematic map; each route is drawn once, whatever the days it is run on."""
    by_route: dict[str, DayCard] = {}
    for card in cards:
        by_route.setdefault(card.route, card)
    seen = {line.stop.store_id: line.stop.store for card in cards for line in card.stops}
    start = problem.rep.start
    return {
        "start": [start[1], start[0]] if start else None,
        "stores": [_marker(store, is_placed=True) for store in seen.values() if store.lon is not None]
        + [_marker(store, is_placed=False) for store in others if store.lon is not None and store.pk not in seen],
        "routes": [
            {
                "name": card.route,
                "colour": card.colour,
                "stores": [line.stop.store_id for line in card.stops],
            }
            for card in by_route.values()
            if card.route
        ],
    }


def _marker(store: Store, *, is_placed: bool) -> dict[str, Any]:
    return {
        "id": store.pk,
        "name": store.name,
        "lat": float(store.lat),
        "lon": float(store.lon),
        "class": store.store_class,
        "url": store.get_absolute_url(),
        "isPlaced": is_placed,
    }
