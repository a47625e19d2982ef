"""A plan in the order that a person chose: times anew, rules named (H4.3)."""

from dataclasses import replace

import pytest

from tests.visits.calc.routing.cities import HOME, city, store
from visits.calc.routing.edited import BreakKind, RuleBreak, plan_in_order, rule_breaks
from visits.calc.routing.problem import Cycle, Problem, Rep
from visits.calc.routing.report import check_plan
from visits.calc.routing.solver import solve

REP = Rep(start=HOME, end=HOME)


def orders_of(plan):
    return {day.day: [stop.code for stop in day.stops] for day in plan.days}


def test_a_solved_plan_walked_in_its_own_order_is_the_same_plan():
    problem = Problem(city(14), REP)
    plan = solve(problem, rounds=50)

    assert plan_in_order(problem, orders_of(plan), plan.unplaced) == plan
    assert rule_breaks(problem, plan) == ()


def test_moved_stops_keep_sums_and_names_true():
    problem = Problem(city(14), REP)
    orders = orders_of(solve(problem, rounds=50))
    orders[0].reverse()

    plan = plan_in_order(problem, orders)

    assert orders_of(plan)[0] == orders[0]
    assert check_plan(problem, plan) == []


@pytest.mark.parametrize(
    ("rep", "facts", "broken"),
    [
        ({"daily_minutes": 120}, {"minutes": 40}, RuleBreak(BreakKind.OVER_TIME, 0, amount=10.0)),
        ({"max_stops": 1}, {"minutes": 10}, RuleBreak(BreakKind.TOO_MANY_STOPS, 0, amount=1)),
        ({}, {"minutes": 10, "closes_minute": 555}, RuleBreak(BreakKind.OUTSIDE_HOURS, 0, "S2", 5.0)),
        ({}, {"minutes": 10, "closed_days": frozenset({0})}, RuleBreak(BreakKind.CLOSED_DAY, 0, "S1")),
    ],
)
def test_rule_breaks_name_day_store_and_amount(rep, facts, broken):
    here = {"lon": HOME[0], "lat": HOME[1], "visits_per_cycle": 1, "cls": "C"}
    stores = (store("S1", **here, **facts), store("S2", **here, **(facts | {"closed_days": frozenset()})))
    problem = Problem(stores, replace(REP, rest_minutes=30, office_minutes=20, **rep), Cycle((0, 1)))

    plan = plan_in_order(problem, {0: ["S1", "S2"], 1: []})

    assert broken in rule_breaks(problem, plan)


def test_visits_that_came_too_close_are_named():
    problem = Problem((store("S1", cls="B"),), REP)

    plan = plan_in_order(problem, {0: ["S1"], 1: ["S1"], 7: ["S1"], 8: ["S1"]} | dict.fromkeys((2, 3, 4, 5), ()))

    assert plan.uneven == ("S1",)
    assert rule_breaks(problem, plan) == (RuleBreak(BreakKind.UNEVEN, code="S1"),)
