"""What a plan keeps can be read back, through JSON (H4.3)."""

import json
from dataclasses import replace

import pytest

from tests.visits.calc.routing.cities import HOME, city, store
from visits.calc.routing.problem import Problem, Rep
from visits.calc.routing.record import (
    problem_of_record,
    record_of_problem,
    record_of_totals,
    record_of_unplaced,
    unplaced_of_record,
)
from visits.calc.routing.solver import solve


@pytest.mark.parametrize("start", [None, HOME])
def test_a_problem_is_read_back_as_it_was(start):
    stores = (*city(5, closed_days=frozenset({2, 9})), store("X", lon=None, lat=None))
    problem = Problem(stores, Rep(start=start, end=start, max_stops=7))

    assert problem_of_record(json.loads(json.dumps(record_of_problem(problem)))) == problem


def test_what_was_left_out_is_read_back_with_its_repairs():
    problem = Problem((*city(30), store("X", lon=None, lat=None)), Rep(daily_minutes=200, rest_minutes=0))
    unplaced = tuple(
        replace(item, minutes_over=round(item.minutes_over, 1)) for item in solve(problem, rounds=20).unplaced
    )

    assert len(unplaced) > 1
    assert unplaced_of_record(json.loads(json.dumps(record_of_unplaced(unplaced)))) == unplaced


def test_totals_keep_the_sums_of_the_cycle_and_of_each_day():
    plan = solve(Problem(city(6), Rep(start=HOME, end=HOME)), rounds=20)

    totals = json.loads(json.dumps(record_of_totals(plan)))

    assert totals["visits"] == sum(day["stops"] for day in totals["days"]) == plan.totals.visits
    assert [day["total"] for day in totals["days"]] == [day.total for day in plan.days]
