"""The planner keeps every rule, and makes the handbook's example (H4.3)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.visits.calc.routing.checker import faults, improvable_days, unevenness
from tests.visits.calc.routing.checking import check_plan
from tests.visits.calc.routing.cities import HOME, city, codes_by_name, days_of, handbook_example, store
from visits.calc.routing.patterns import cyclic_gaps
from visits.calc.routing.problem import Cycle, Problem, Reason, Rep
from visits.calc.routing.solver import solve

SIX_DAYS = Cycle()
FIVE_DAYS = Cycle((0, 1, 2, 3, 4, 7, 8, 9, 10, 11))

inside = st.tuples(st.floats(120.5, 120.7), st.floats(31.2, 31.4))
doubtful = st.sampled_from([(None, None), (0.0, 0.0), (31.3, 120.6), (500.0, 31.3), (123.9, 31.3)])
stops = st.builds(
    lambda place, **facts: store(lon=place[0], lat=place[1], **facts),
    place=st.one_of(inside, inside, inside, doubtful),
    cls=st.sampled_from("ABC"),
    minutes=st.integers(5, 90),
    visits_per_cycle=st.sampled_from([0, 1, 2, 3, 4, 6, 7, 13]),
    opens_minute=st.sampled_from([0, 540, 570, 600, 840]),
    closes_minute=st.sampled_from([600, 960, 1080, 1440]),
    closed_days=st.frozensets(st.integers(0, 13), max_size=3),
    pinned_days=st.sampled_from([frozenset(), frozenset(), frozenset({0}), frozenset({3, 8})]),
)
reps = st.builds(
    Rep,
    start=st.sampled_from([None, HOME]),
    end=st.sampled_from([None, HOME]),
    daily_minutes=st.sampled_from([0, 240, 330, 480, 540]),
    max_stops=st.sampled_from([None, 1, 4]),
)


@st.composite
def problems(draw):
    found = draw(st.lists(stops, max_size=9))
    named = tuple(store(f"S{place}", **_fields(stop)) for place, stop in enumerate(found))
    return Problem(named, draw(reps), draw(st.sampled_from([SIX_DAYS, FIVE_DAYS, Cycle((), 1), Cycle((0, 3), 1)])))


def _fields(stop):
    return {name: getattr(stop, name) for name in stop.__slots__ if name != "code"}


def test_handbook_example_five_a_five_b_ten_c():
    plan = solve(handbook_example(), rounds=20_000)

    assert [day.name for day in plan.days] == ["T1", "T2", "T1", "T2", "T1", "T3", "T1", "T2", "T1", "T2", "T1", "T4"]
    routes = codes_by_name(plan)
    assert routes["T1"] == {"01", "02", "03", "04", "05"}
    assert routes["T2"] == {"06", "07", "08", "09", "10"}
    assert {frozenset(routes["T3"]), frozenset(routes["T4"])} == {
        frozenset({"11", "12", "13", "14", "15"}),
        frozenset({"16", "17", "18", "19", "20"}),
    }
    assert plan.unplaced == ()


@settings(max_examples=60, deadline=None)
@given(problems())
def test_solve_keeps_every_rule_whatever_is_asked(problem):
    plan = solve(problem, rounds=300)

    assert check_plan(problem, plan) == []
    assert faults(problem, plan) == []
    assert improvable_days(problem, plan) == []


@settings(max_examples=15, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_solve_does_not_depend_on_the_order_of_input(problem, shuffler):
    stores = list(problem.stores)
    shuffler.shuffle(stores)

    again = Problem(tuple(stores), problem.rep, problem.cycle)

    assert solve(again, rounds=300) == solve(problem, rounds=300)


@pytest.mark.parametrize("opens", [0, 600])
def test_solve_places_a_usual_area_in_full(opens):
    problem = Problem(city(20, opens_minute=opens, closes_minute=1260), Rep(start=HOME, end=HOME))

    plan = solve(problem, rounds=5_000)

    assert check_plan(problem, plan) == []
    assert (plan.unplaced, plan.uneven) == ((), ())


@pytest.mark.parametrize("seed", [1, 2])
def test_days_are_about_as_long_as_each_other(seed):
    problem = Problem(city(44, seed=seed, spread=0.025), Rep(start=HOME, end=HOME))

    plan = solve(problem, rounds=24_000)

    assert faults(problem, plan) == []
    assert plan.unplaced == ()
    assert unevenness(plan) <= 1.06


def test_work_that_nearly_fills_the_days_is_placed_in_full():
    stores = city(40, seed=5, spread=0.03)
    free = solve(Problem(stores, Rep(start=HOME, end=HOME)), rounds=24_000)
    tight = int(max(day.total for day in free.days)) + 1
    problem = Problem(stores, Rep(start=HOME, end=HOME, daily_minutes=tight + 90))

    assert solve(problem, rounds=24_000, seed=2).unplaced == ()


def test_solve_gives_the_same_plan_for_the_same_seed():
    problem = Problem(city(12), Rep(start=HOME, end=HOME))

    assert solve(problem, seed=5, rounds=100) == solve(problem, seed=5, rounds=100)


def test_search_shortens_the_way_of_the_first_plan():
    problem = Problem(city(40, spread=0.02), Rep(start=HOME, end=HOME))

    assert solve(problem, rounds=5_000).totals.travel < solve(problem, rounds=0).totals.travel


def test_solve_never_lets_three_visits_a_week_run_on_two_days():
    plan = solve(Problem(city(16), Rep(start=HOME, end=HOME)), rounds=2_000)

    assert min(cyclic_gaps(days_of(plan, "S000"), 14)) == 2


def test_solve_uses_uneven_days_before_it_leaves_a_store_out():
    crowd = tuple(store(f"S{place:02}", cls="A", lon=120.6, lat=31.3) for place in range(12))
    problem = Problem(crowd, Rep(daily_minutes=450), FIVE_DAYS)

    plan = solve(problem, rounds=6_000)

    assert plan.unplaced == ()
    assert 0 < len(plan.uneven) < 12
    assert check_plan(problem, plan) == []


@pytest.mark.parametrize("seed", range(8))
def test_solve_evens_out_a_full_day_beside_nearly_empty_ones_though_ways_grow_for_it(seed):
    near = store("NEAR", cls="A", lon=HOME[0], lat=HOME[1])
    quarter = tuple(store(f"Q{place}", cls="C", minutes=35, lon=HOME[0] + 0.09, lat=HOME[1]) for place in range(9))

    plan = solve(Problem((near, *quarter), Rep(start=HOME, end=HOME)), seed=seed)

    assert plan.unplaced == ()
    assert max(day.total for day in plan.days) < 0.6 * 390


def test_solve_leaves_out_rare_visits_before_frequent_ones():
    stores = city(60)
    plan = solve(Problem(stores, Rep(start=HOME, end=HOME)), rounds=20_000)

    classes = {one.code: one.cls for one in stores}
    assert {classes[item.code] for item in plan.unplaced} <= {"B", "C"}
    assert {item.reason for item in plan.unplaced} == {Reason.NO_TIME}
    assert plan.totals.missing_visits == sum(item.missing_visits for item in plan.unplaced)


def test_solve_answers_an_empty_area_with_empty_days():
    plan = solve(Problem((), Rep()))

    assert [day.stops for day in plan.days] == [()] * 12
    assert plan.totals.available == 12 * 390


def test_solve_leaves_no_store_out_that_still_fits():
    crowded = Problem(city(40, seed=10), Rep(start=HOME, end=HOME, daily_minutes=300))

    plan = solve(crowded, rounds=0)

    assert plan.unplaced
    assert all(item.minutes_over > 0 for item in plan.unplaced)
