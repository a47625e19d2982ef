"""A drawn city in which one store in ten stands in the archive where it does not stand (handbook H5.3)."""

import random
from math import cos, pi, radians, sin

from stores.calc.coordinates import Point, haversine_metres
from visits.calc.places import METRES_OF_DEGREE, PlaceRules, Standing, agreed_place, geometric_median

RULES = PlaceRules()
MIDDLE = (120.15, 30.28)
STORES = 400


def moved(point: Point, metres: float, turn: float) -> Point:
    east = METRES_OF_DEGREE * cos(radians(point[1]))
    return (point[0] + metres * cos(turn) / east, point[1] + metres * sin(turn) / METRES_OF_DEGREE)


def stand(chance: random.Random, at: Point, person: int) -> Standing:
    accuracy = chance.choice([6, 12, 20, 35, 60, 150])
    return Standing(moved(at, abs(chance.gauss(0, accuracy / 2)), chance.uniform(0, 2 * pi)), accuracy, person)


def check_ins(chance: random.Random, true: Point) -> list[Standing]:
    """Two or three people in turn; one check-in in twelve from somewhere else."""
    people = chance.sample(range(30), chance.choice([2, 3]))
    found = []
    for number in range(chance.randint(8, 20)):
        is_stray = chance.random() < 1 / 12
        at = moved(true, chance.uniform(400, 4_000), chance.uniform(0, 2 * pi)) if is_stray else true
        found.append(stand(chance, at, people[number % len(people)]))
    return found


def test_in_a_city_with_one_wrong_position_in_ten_the_proposals_are_right():
    chance = random.Random(20261123)
    right, proposed, wrong = 0, 0, 0
    for number in range(STORES):
        true = moved(MIDDLE, chance.uniform(0, 15_000), chance.uniform(0, 2 * pi))
        is_wrong = number % 10 == 0
        archive = moved(true, chance.uniform(250, 5_000), chance.uniform(0, 2 * pi)) if is_wrong else true
        wrong += is_wrong
        place = agreed_place(archive, check_ins(chance, true), RULES)
        if place:
            proposed += 1
            right += is_wrong and haversine_metres(place.point, true) <= 50

    assert right >= 0.95 * proposed
    assert right >= 0.9 * wrong


def test_one_person_in_the_cafe_does_not_move_the_store():
    chance, cafe = random.Random(7), moved(MIDDLE, 600, 1)
    lazy = [stand(chance, cafe, 1) for _ in range(20)]

    assert agreed_place(MIDDLE, lazy, RULES) is None
    assert agreed_place(MIDDLE, [*lazy, stand(chance, cafe, 2)], RULES) is None


def test_people_who_disagree_propose_nothing():
    chance = random.Random(7)
    here, there = moved(MIDDLE, 600, 1), moved(MIDDLE, 600, 4)

    assert agreed_place(MIDDLE, [stand(chance, (here, there)[n % 2], n % 2) for n in range(20)], RULES) is None


def test_a_store_without_a_position_gets_the_place_on_which_people_agree():
    chance = random.Random(7)

    place = agreed_place(None, [stand(chance, MIDDLE, n % 2) for n in range(12)], RULES)

    assert place.metres_off is None
    assert haversine_metres(place.point, MIDDLE) < 20


def test_a_few_strays_do_not_move_the_middle():
    points = [MIDDLE] * 7 + [moved(MIDDLE, 5_000, 0)] * 2

    assert haversine_metres(geometric_median(points, [1.0] * 9), MIDDLE) < 5
