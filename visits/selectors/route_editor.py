"""What the editor of a route plan shows: its stores, and days walked as they are arranged (handbook H4.3)."""

from collections.abc import Mapping
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR

from salesops.accounts.actor import Actor
from stores.calc.coordinates import position_fault
from stores.models import Store
from visits.calc.routing.edited import RuleBreak, rule_breaks
from visits.calc.routing.problem import DAYS_OF_WEEK, DayRoute, Plan, Problem, StoreStop
from visits.calc.routing.record import problem_of_record
from visits.models import RoutePlan
from visits.route_words import clock_time, day_of_cycle
from visits.selectors.route_pages import codes_by_store, colours_of, words_by_code


def editor_stores(actor: Actor, plan: RoutePlan) -> list[dict[str, Any]]:
    """All stores that the plan was made for, placed or not. One query."""
    asked = {store.code: store for store in problem_of_record(plan.parameters).stores}
    code_of = codes_by_store(plan)
    rows = Store.objects.visible_to(actor).filter(pk__in=code_of).order_by("store_class", "name", "pk")
    return [_store(store, asked[code_of[store.pk]]) for store in rows]


def editor_days(plan: RoutePlan) -> list[dict[str, Any]]:
    """The working days of the cycle, each with its name. No query."""
    return [
        {"day": day, "name": day_of_cycle(day), "short": str(WEEKDAYS_ABBR[day % DAYS_OF_WEEK])}
        for day in problem_of_record(plan.parameters).cycle.days
    ]


def stored_orders(plan: RoutePlan) -> dict[int, list[int]]:
    """The stores of each day as they are kept. One query."""
    orders: dict[int, list[int]] = {}
    known = codes_by_store(plan)
    rows = plan.stops.unscoped(because="the stops of a plan that was found for its looker")
    for day, store_id in rows.order_by("cycle_day", "position").values_list("cycle_day", "store_id"):
        if store_id in known:
            orders.setdefault(day, []).append(store_id)
    return orders


def answer_in_words(plan: RoutePlan, problem: Problem, answer: Plan) -> dict[str, Any]:
    """Days walked through, as the editor shows them: times, ways and broken rules in words. No query."""
    breaks, ids = rule_breaks(problem, answer), plan.parameters["store_ids"]
    colours = colours_of(day.name for day in answer.days)
    return {
        "revision": plan.revision,
        "days": [_day(day, breaks, ids, colours) for day in answer.days],
        "stores": [
            {"store": ids[code], "breaks": words} for code, words in words_by_code(breaks, None).items() if code
        ],
        "totals": {
            "travel": answer.totals.travel,
            "metres": answer.totals.metres,
            "visits": answer.totals.visits,
            "breaks": len(breaks),
        },
    }


def _store(store: Store, asked: StoreStop) -> dict[str, Any]:
    has_place = not position_fault(asked.lon, asked.lat)
    return {
        "id": store.pk,
        "name": store.name,
        "class": asked.cls,
        "lat": asked.lat if has_place else None,
        "lon": asked.lon if has_place else None,
        "minutes": asked.minutes,
        "visits": asked.visits_per_cycle,
        "hours": f"{clock_time(asked.opens_minute)}–{clock_time(asked.closes_minute)}",
        "url": store.get_absolute_url(),
    }


def _day(
    day: DayRoute, breaks: tuple[RuleBreak, ...], ids: Mapping[str, int], colours: Mapping[str, int]
) -> dict[str, Any]:
    words = words_by_code(breaks, day.day)
    return {
        "day": day.day,
        "route": day.name,
        "colour": colours.get(day.name, 0),
        "total": day.total,
        "limit": day.limit,
        "travel": day.travel,
        "metres": day.metres,
        "breaks": words.get("", []),
        "stops": [
            {
                "store": ids[stop.code],
                "arrives": clock_time(stop.arrive_minute),
                "travel": stop.travel_minutes,
                "metres": stop.metres,
                "breaks": words.get(stop.code, []),
            }
            for stop in day.stops
        ],
    }
