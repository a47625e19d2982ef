"""A day walked through in whole numbers (H4.2)."""

from tests.visits.calc.routing.cities import HOME, store
from visits.calc.routing.ground import Walk, ground_of, walk
from visits.calc.routing.problem import Problem, Rep

AT_HOME = {"lon": HOME[0], "lat": HOME[1]}


def ground(*stores, **rep):
    return ground_of(Problem(stores, Rep(**({"start": HOME, "end": HOME} | rep))), stores)


def test_walk_of_no_stops_takes_no_time():
    assert walk(ground(store()), ()) == Walk((), 0, 0, 0)


def test_walk_adds_way_and_visits():
    near = ground(store("S1", minutes=20, **AT_HOME), store("S2", minutes=30, lon=HOME[0], lat=HOME[1] + 0.01))

    walked = walk(near, (0, 1))

    way = near.legs[0][1]
    assert way == 37
    assert walked == Walk((5400, 5400 + 200 + way), 2 * way, 0, 500 + 2 * way)


def test_walk_needs_no_way_where_the_day_has_no_start_and_end():
    assert walk(ground(store(), start=None, end=None), (0,)).travel == 0


def test_walk_does_office_work_before_the_first_store_opens_and_waits_for_the_rest():
    late = store("S1", opens_minute=600, minutes=20, **AT_HOME)

    assert walk(ground(late, office_minutes=40), (0,)) == Walk((6000,), 0, 200, 400)
    assert walk(ground(late, office_minutes=90), (0,)) == Walk((6000,), 0, 0, 200)


def test_walk_rests_between_two_stops_once_it_is_time():
    both = ground(store("S1", minutes=200, **AT_HOME), store("S2", minutes=10, **AT_HOME), store("S3", **AT_HOME))

    assert walk(both, (0, 1, 2)).arrivals == (5400, 5400 + 2000 + 600, 5400 + 2000 + 600 + 100)


def test_walk_takes_no_rest_before_the_first_stop():
    assert walk(ground(store(**AT_HOME), starts_minute=780), (0,)).arrivals == (7800,)


def test_walk_refuses_a_visit_that_ends_after_closing():
    assert walk(ground(store(closes_minute=555, minutes=15, **AT_HOME)), (0,)) == Walk((5400,), 0, 0, 150)
    assert walk(ground(store(closes_minute=554, minutes=15, **AT_HOME)), (0,)) is None
