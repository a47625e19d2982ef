"""What the planner refuses to be asked."""

import pytest

from tests.visits.calc.routing.cities import store
from visits.calc.routing.problem import Cycle, Problem, Rep


@pytest.mark.parametrize(("days", "weeks"), [((1, 0), 2), ((0, 0), 2), ((0, 14), 2), ((-1, 0), 1), ((0,), 0)])
def test_cycle_needs_sorted_days_inside(days, weeks):
    with pytest.raises(ValueError, match="Cycle days"):
        Cycle(days, weeks)


def test_problem_takes_each_store_once():
    with pytest.raises(ValueError, match="once"):
        Problem((store("S1"), store("S1")), Rep())


@pytest.mark.parametrize("wrong", [{"speed_kmh": 0}, {"detour_factor": 0}, {"max_stops": 0}])
def test_rep_must_be_able_to_move_and_stop(wrong):
    with pytest.raises(ValueError, match="must"):
        Rep(**wrong)


def test_limit_is_what_rest_and_office_leave():
    assert Rep(daily_minutes=480, rest_minutes=60, office_minutes=40).limit_minutes == 380
    assert Rep(daily_minutes=60, rest_minutes=60, office_minutes=40).limit_minutes == 0
