"""Measured ways take the place of speed and detour where they are known (H4.2)."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.visits.calc.routing.checker import faults, improvable_days
from tests.visits.calc.routing.checking import check_plan
from tests.visits.calc.routing.cities import HOME as PLACE
from tests.visits.calc.routing.cities import city, store
from visits.calc.routing.edited import plan_in_order
from visits.calc.routing.problem import Cycle, Problem, Rep
from visits.calc.routing.record import problem_of_record, record_of_problem
from visits.calc.routing.remedies import diagnose
from visits.calc.routing.solver import solve
from visits.calc.routing.ways import HOME, Way, Ways, known_legs, known_pairs

REP = Rep(start=PLACE, end=PLACE)
STORES = city(12)
CODES = [one.code for one in STORES]
places = st.sampled_from([*CODES, HOME])
matrices = st.dictionaries(
    st.tuples(places, places).filter(lambda pair: pair[0] != pair[1]),
    st.builds(Way, st.integers(0, 900), st.none() | st.integers(0, 40_000)),
    max_size=140,
)


@settings(max_examples=20, deadline=None)
@given(matrices)
def test_every_rule_is_kept_with_any_ways_and_they_are_read_back_from_the_record(known):
    problem = Problem(STORES, REP, ways=Ways(known))

    plan = solve(problem, rounds=200)

    assert check_plan(problem, plan) == []
    assert faults(problem, plan) == []
    assert improvable_days(problem, plan) == []
    assert problem_of_record(json.loads(json.dumps(record_of_problem(problem)))) == problem


def test_the_planner_goes_by_measured_minutes_not_by_the_map():
    """Two stores next door to each other with a river between them are not visited one after the other."""
    west, east, far = (
        store(code, cls="B", lon=PLACE[0] + x, lat=PLACE[1] + 0.001)
        for code, x in (("WEST", -0.001), ("EAST", 0.001), ("FAR", 0.02))
    )
    river = Ways({("WEST", "EAST"): Way(1200, 30_000), ("EAST", "WEST"): Way(1200, 30_000)})
    free = solve(Problem((west, east, far), REP), rounds=500)
    measured = solve(Problem((west, east, far), REP, ways=river), rounds=500)

    def neighbours(plan):
        return {
            frozenset((one.code, other.code))
            for day in plan.days
            for one, other in zip(day.stops, day.stops[1:], strict=False)
        }

    assert frozenset(("WEST", "EAST")) in neighbours(free)
    assert frozenset(("WEST", "EAST")) not in neighbours(measured)


def test_a_day_put_in_order_by_hand_has_the_measured_times_and_falls_back_where_they_are_missing():
    known = {("S000", "S001"): Way(333, 7_000), (HOME, "S000"): Way(111)}
    problem = Problem(STORES, REP, ways=Ways(known))

    day = plan_in_order(problem, {0: ["S000", "S001", "S002"]}).days[0]
    free = plan_in_order(Problem(STORES, REP), {0: ["S000", "S001", "S002"]}).days[0]

    assert [stop.travel_minutes for stop in day.stops] == [11.1, 33.3, free.stops[2].travel_minutes]
    assert [stop.metres for stop in day.stops] == [free.stops[0].metres, 7_000, free.stops[2].metres]


def test_remedies_count_with_measured_ways():
    """Work that fits by the map does not where each way takes long, and the remedies say so."""
    stores = tuple(store(f"S{place}", cls="A", lon=PLACE[0], lat=PLACE[1]) for place in range(6))
    cycle = Cycle((0, 2, 4), 1)
    three = tuple(replace(one, visits_per_cycle=3) for one in stores)
    pairs = [(here.code, there.code) for here in three for there in three if here is not there]
    slow = Problem(three, REP, cycle, Ways({pair: Way(450) for pair in pairs}))
    assert solve(Problem(three, REP, cycle), rounds=500).unplaced == ()

    plan = solve(slow, rounds=2_000)
    found = diagnose(slow, plan, rounds=12_000)

    assert plan.unplaced
    longer = next(remedy for remedy in found.remedies if remedy.minutes_a_day)
    assert longer.minutes_a_day == 6 * 40 + 5 * 45 - REP.limit_minutes


def test_missing_ways_are_counted():
    ways = Ways({("A", "B"): Way(10), (HOME, "A"): Way(20)})

    assert known_pairs(ways, ["A", "B", "C", HOME]) == (4, 12)
    assert known_legs(ways, [[HOME, "A", "B", HOME], ["C"]]) == (2, 3)
