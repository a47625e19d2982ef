"""A plan in the order that a person chose: times anew, rules named (H4.3)."""

from dataclasses import replace

import pytest

from tests.visits.calc.routing.checking import check_plan
from tests.visits.calc.routing.cities import HOME, city, store
from visits.calc.routing.edited import BreakKind, RuleBreak, plan_in_order, rule_breaks, still_missing
from visits.calc.routing.problem import Cycle, Problem, Reason, Rep, Unplaced
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
    assert rule_breaks(problem, plan) == (
        RuleBreak(BreakKind.DAYS_RUNNING, 1, "S1"),
        RuleBreak(BreakKind.DAYS_RUNNING, 8, "S1"),
        RuleBreak(BreakKind.UNEVEN, code="S1"),
    )


@pytest.mark.parametrize(
    ("days", "broken"),
    [
        ((0, 7), (RuleBreak(BreakKind.VISITS_TOO_MANY, code="S1", amount=1),)),
        ((), (RuleBreak(BreakKind.VISITS_TOO_FEW, code="S1", amount=1),)),
    ],
)
def test_a_wrong_number_of_visits_is_counted(days, broken):
    problem = Problem((store("S1", cls="C", visits_per_cycle=1),), REP)

    plan = plan_in_order(problem, {day: ["S1"] if day in days else [] for day in problem.cycle.days})

    assert rule_breaks(problem, plan) == broken


def test_what_the_plan_leaves_out_is_missing_until_it_is_set_and_no_break():
    problem = Problem((store("S1", cls="B", visits_per_cycle=4),), REP)
    unplaced = (Unplaced("S1", 4, Reason.NO_TIME),)
    orders = dict.fromkeys(problem.cycle.days, ()) | {0: ("S1",), 7: ("S1",)}

    missing = still_missing(problem, orders, unplaced)

    assert missing == (Unplaced("S1", 2, Reason.NO_TIME),)
    assert rule_breaks(problem, plan_in_order(problem, orders, missing)) == ()
    assert still_missing(problem, orders | {3: ("S1",), 10: ("S1",)}, unplaced) == ()
