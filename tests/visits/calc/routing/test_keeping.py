"""A plan after a small change: most of it stays, and what moved is said (handbook H4.3)."""

from dataclasses import replace

import pytest

from tests.visits.calc.routing.checking import check_plan
from tests.visits.calc.routing.cities import HOME, city, store
from visits.calc.routing.comparison import compare, longest_common, record_of_comparison
from visits.calc.routing.problem import Problem, Rep
from visits.calc.routing.solver import solve

REP = Rep(start=HOME, end=HOME)
STORES = city(36, seed=3)
NEW = store("NEW", cls="B", lon=HOME[0] + 0.02, lat=HOME[1] - 0.01)
RARER = replace(STORES[0], visits_per_cycle=4, minutes=25)


def orders(plan):
    return {day.day: [stop.code for stop in day.stops] for day in plan.days}


@pytest.fixture(scope="module")
def former():
    return solve(Problem(STORES, REP), rounds=8_000)


@pytest.mark.parametrize(
    "stores", [STORES, (*STORES, NEW), STORES[1:], (RARER, *STORES[1:])], ids=["same", "added", "dropped", "reclassed"]
)
def test_one_changed_store_leaves_nearly_all_visits_on_their_days_and_in_their_order(former, stores):
    problem = Problem(stores, REP)

    plan = solve(problem, former=orders(former), rounds=8_000)

    found = compare(former, plan)
    assert check_plan(problem, plan) == []
    assert plan.unplaced == ()
    assert found.moved_visits <= 0.03 * found.common_visits
    assert len(found.moved) <= 3
    assert found.order_share >= 0.9


def test_planned_anew_much_more_would_move(former):
    anew = solve(Problem((*STORES, NEW), REP), rounds=8_000, seed=5)

    assert compare(former, anew).kept_share < 0.9


def test_a_comparison_tells_minutes_metres_balance_and_what_moved(former):
    plan = solve(Problem((*STORES[1:], NEW), REP), former=orders(former), rounds=8_000)

    found = compare(former, plan)

    assert (found.added, found.dropped) == (("NEW",), ("S000",))
    assert found.after.travel == plan.totals.travel
    assert found.after.balance == max(day.total for day in plan.days) / found.after.mean
    assert found.moved_visits == sum(len(set(row.before) - set(row.after)) for row in found.moved)
    assert record_of_comparison(found)["kept_share"] == round(found.kept_share, 4)


def test_a_plan_compared_with_itself_keeps_everything(former):
    found = compare(former, former)

    assert (found.kept_share, found.order_share, found.moved) == (1.0, 1.0, ())


def test_order_is_kept_as_far_as_stops_follow_each_other_as_before():
    assert longest_common("abcdef", "acbdfe") == 4


def test_a_pinned_day_is_kept_and_other_days_follow_evenly():
    pinned = store("S1", cls="B", pinned_days=frozenset({1}))

    plan = solve(Problem((pinned,), REP), rounds=500)

    assert 1 in {day.day for day in plan.days for stop in day.stops}
    assert plan.uneven == ()
