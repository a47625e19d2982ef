"""The order within a day (H4.3)."""

from itertools import permutations

from tests.visits.calc.routing.cities import HOME, city, store
from visits.calc.routing.ground import ground_of, walk
from visits.calc.routing.order import better_order
from visits.calc.routing.problem import Problem, Rep


def test_better_order_finds_the_shortest_day_of_six():
    stores = city(6, seed=3)
    ground = ground_of(Problem(stores, Rep(start=HOME, end=HOME)), stores)
    shortest = min(walk(ground, order).total for order in permutations(range(6)))

    route, total = better_order(ground, tuple(range(6)), walk(ground, tuple(range(6))).total)

    assert sorted(route) == list(range(6))
    assert total == walk(ground, route).total <= shortest * 1.01


def test_better_order_keeps_opening_hours():
    stores = (
        store("S1", lon=HOME[0] + 0.01, lat=HOME[1], opens_minute=900),
        store("S2", lon=HOME[0] + 0.02, lat=HOME[1], closes_minute=600),
        store("S3", lon=HOME[0] + 0.03, lat=HOME[1], closes_minute=600),
    )
    ground = ground_of(Problem(stores, Rep(start=HOME, end=HOME)), stores)

    route, _ = better_order(ground, (2, 1, 0), walk(ground, (2, 1, 0)).total)

    assert route[-1] == 0


def test_better_order_leaves_a_single_stop():
    stores = (store(),)
    ground = ground_of(Problem(stores, Rep()), stores)

    assert better_order(ground, (0,), 150) == ((0,), 150)
