"""Periodic tours: sound, short, and the same for the same seed (handbook H4.3)."""

from math import inf, isclose
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.visits.calc.routing.periodic.checker import faults, shortest_with_one_vehicle, way_of
from visits.calc.routing.periodic.cordeau import read_instance
from visits.calc.routing.periodic.problem import Customer, PeriodicProblem
from visits.calc.routing.periodic.search import rounds_of, solve_periodic

INSTANCES = Path(__file__).parents[4] / "data" / "routing"
DAYS = 3
coordinates = st.integers(-50, 50).map(float)
patterns = st.sets(st.frozensets(st.integers(0, DAYS - 1), min_size=1), min_size=1, max_size=3)


@st.composite
def problems(draw, most=9, vehicles=None):
    customers = draw(st.lists(st.tuples(coordinates, coordinates, st.integers(0, 9), patterns), max_size=most))
    return PeriodicProblem(
        depot=(0.0, 0.0),
        customers=tuple(
            Customer(number, x, y, float(amount), float(amount), tuple(sorted(days, key=sorted)))
            for number, (x, y, amount, days) in enumerate(customers, start=1)
        ),
        vehicles=vehicles or draw(st.integers(1, 3)),
        longest=tuple(draw(st.sampled_from([120.0, 300.0, inf])) for _ in range(DAYS)),
        capacity=tuple(draw(st.sampled_from([12.0, 40.0, inf])) for _ in range(DAYS)),
    )


def solved(problem, rounds=1_500, seed=1):
    return solve_periodic(problem, seed=seed, progress=rounds_of(rounds))


@settings(max_examples=40, deadline=None)
@given(problem=problems())
def test_tours_keep_every_pattern_load_and_duration(problem):
    solution = solved(problem)

    by_number = {customer.number: customer for customer in problem.customers}
    way = sum(way_of(problem, [by_number[number] for number in tour.visits]) for tour in solution.tours)
    assert solution.is_feasible is False or faults(problem, solution.tours) == []
    assert solution.is_feasible is False or isclose(solution.length, way, abs_tol=1e-6)


@settings(max_examples=25, deadline=None)
@given(problem=problems(most=4, vehicles=1))
def test_a_handful_of_customers_is_solved_as_short_as_trying_everything_finds(problem):
    assert isclose(solved(problem, rounds=10_000).length, shortest_with_one_vehicle(problem), abs_tol=1e-6)


@pytest.mark.parametrize(("name", "published"), [("p14", 954.81), ("pr01", 2209.02)])
def test_published_instances_come_out_as_short_as_the_best_known(name, published):
    problem = read_instance((INSTANCES / f"{name}.txt").read_text())

    solution = solved(problem, rounds=60_000)

    assert faults(problem, solution.tours) == []
    assert solution.length <= published * 1.005


def test_the_same_seed_gives_the_same_tours_and_another_seed_may_not():
    problem = read_instance((INSTANCES / "pr01.txt").read_text())

    first, second, other = (solved(problem, rounds=2_000, seed=seed) for seed in (7, 7, 8))

    assert first == second
    assert first.tours != other.tours


def test_what_cannot_be_done_has_no_tours():
    far = Customer(1, 500.0, 0.0, 0.0, 0.0, (frozenset({0}),))

    solution = solved(PeriodicProblem((0.0, 0.0), (far,), 1, (100.0,), (inf,)))

    assert (solution.is_feasible, solution.tours) == (False, ())


def test_nobody_to_visit_needs_no_tour():
    never = Customer(1, 5.0, 0.0, 0.0, 0.0, ())

    assert solved(PeriodicProblem((0.0, 0.0), (never,), 1, (100.0,), (inf,))).length == 0
