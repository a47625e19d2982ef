"""The plan that people read (H4.3)."""

import pytest

from tests.visits.calc.routing.cities import HOME, store
from visits.calc.routing.answer import plan_of
from visits.calc.routing.ground import ground_of
from visits.calc.routing.problem import Cycle, Problem, Rep, Stop
from visits.calc.routing.schedule import Schedule
from visits.calc.routing.solver import solve

HERE = store("S1", lon=HOME[0], lat=HOME[1] + 0.01, visits_per_cycle=2)
PROBLEM = Problem((HERE,), Rep(start=HOME, end=HOME), Cycle((0, 1, 7, 8), 2))


def test_plan_shows_a_day_with_its_times_and_sums():
    monday = solve(PROBLEM, rounds=5).days[0]

    assert monday.stops == (Stop("S1", 543.7, 558.7, 3.7, 1557),)
    assert (monday.name, monday.travel, monday.in_store, monday.total) == ("T1", 7.4, 15.0, 22.4)
    assert (monday.metres, monday.limit, monday.waiting) == (3114, 390.0, 0.0)


def test_days_with_the_same_stops_share_a_name_and_empty_days_have_none():
    assert [day.name for day in solve(PROBLEM, rounds=5).days] == ["T1", "", "T1", ""]


def test_totals_add_up_the_cycle():
    totals = solve(PROBLEM, rounds=5).totals

    assert (totals.visits, totals.travel, totals.in_store, totals.total) == (2, 14.8, 30.0, 44.8)
    assert (totals.available, totals.metres, totals.missing_visits) == (1560.0, 6228, 0)


def test_plan_refuses_a_schedule_that_breaks_opening_hours():
    closing = store("S1", closes_minute=500)
    ground = ground_of(Problem((closing,), Rep()), (closing,))
    schedule = Schedule(ground)
    schedule.set_route(0, (0,))

    with pytest.raises(ValueError, match="opening hours"):
        plan_of(Problem((closing,), Rep()), schedule, ())
