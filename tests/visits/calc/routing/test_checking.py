"""The checker finds each way to break a plan (H4.3)."""

from dataclasses import replace

import pytest

from tests.visits.calc.routing.checking import check_plan
from tests.visits.calc.routing.cities import HOME, city, store
from visits.calc.routing.problem import Cycle, Problem, Reason, Rep, Unplaced
from visits.calc.routing.solver import solve

PROBLEM = Problem(city(8), Rep(start=HOME, end=HOME))
PLAN = solve(PROBLEM, rounds=20)


def with_day(plan, place, **changes):
    days = list(plan.days)
    days[place] = replace(days[place], **changes)
    return replace(plan, days=tuple(days))


def with_stop(plan, **changes):
    first = plan.days[0].stops[0]
    return with_day(plan, 0, stops=(replace(first, **changes), *plan.days[0].stops[1:]))


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (replace(PLAN, days=PLAN.days[1:]), "working days"),
        (with_stop(PLAN, code="nobody"), "not a store"),
        (with_stop(PLAN, arrive_minute=1.0), "is reached at"),
        (with_stop(PLAN, leave_minute=1.0), "is left at"),
        (with_day(PLAN, 0, travel=1.0), "do not add up"),
        (with_day(PLAN, 0, total=1.0), "total is not"),
        (with_day(PLAN, 0, metres=1), "metres"),
        (with_day(PLAN, 0, limit=1.0), "exceed"),
        (with_day(PLAN, 0, waiting=9.0), "waiting is"),
        (with_day(PLAN, 0, name="T99"), "names"),
        (with_day(PLAN, 0, stops=PLAN.days[0].stops * 2), "twice"),
        (with_day(PLAN, 0, stops=()), "not accounted for"),
        (replace(PLAN, unplaced=(Unplaced("S000", 1, Reason.NO_TIME),)), "not accounted for"),
        (replace(PLAN, totals=replace(PLAN.totals, visits=0)), "totals"),
        (replace(PLAN, totals=replace(PLAN.totals, travel=0.0)), "totals"),
    ],
)
def test_check_plan_names_what_is_broken(broken, fault):
    assert check_plan(PROBLEM, PLAN) == []
    assert any(fault in line for line in check_plan(PROBLEM, broken))


def test_check_plan_finds_a_visit_on_a_closed_day():
    closed = tuple(replace(one, closed_days=frozenset(range(14))) for one in PROBLEM.stores)

    assert any("closed" in line for line in check_plan(replace(PROBLEM, stores=closed), PLAN))


def test_check_plan_finds_a_visit_after_closing():
    early = tuple(replace(one, closes_minute=541) for one in PROBLEM.stores)

    assert any("is left at" in line for line in check_plan(replace(PROBLEM, stores=early), PLAN))


def test_check_plan_finds_too_many_stops():
    strict = replace(PROBLEM, rep=replace(PROBLEM.rep, max_stops=1))

    assert any("stops exceed 1" in line for line in check_plan(strict, PLAN))


def test_check_plan_finds_uneven_days():
    placed = Problem((store("S1", cls="B"),), Rep(), Cycle((0, 1, 7, 8), 2))
    plan = solve(placed, rounds=5)

    wider = replace(placed, cycle=Cycle())
    assert check_plan(placed, plan) == []
    assert any("unevenly" in line for line in check_plan(wider, plan))


def test_check_plan_sees_that_a_store_without_position_cannot_be_walked_to():
    lost = tuple(replace(one, lon=None) for one in PROBLEM.stores)

    assert any("do not add up" in line for line in check_plan(replace(PROBLEM, stores=lost), PLAN))
