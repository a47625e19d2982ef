"""What a line more costs the field (handbook H5.1)."""

import random

from visits.calc.minutes import Pace, RouteDay, Share, StepTime, hours_a_week, no_longer_fit, pace_of


def visits_with(items: int, chance: random.Random, number: int = 60) -> list[StepTime]:
    """Reps who need about 7 seconds for an item; one in fifteen puts the phone down for a while."""
    pauses = (chance.choice([0] * 14 + [45]) for _ in range(number))
    return [StepTime(round(sum(max(2, chance.gauss(7, 2.5)) for _ in range(items)) + pause), items) for pause in pauses]


def test_the_predicted_time_of_a_longer_list_is_within_fifteen_percent_of_the_measured():
    chance = random.Random(5)
    pace = pace_of(visits_with(8, chance))

    after = visits_with(10, chance, 400)

    predicted, measured = pace.seconds * 10, sum(time.seconds for time in after) / len(after)
    assert abs(predicted - measured) <= 0.15 * measured


def test_too_few_visits_are_a_guess_and_say_so():
    few = pace_of([StepTime(60, 8)] * 19)

    assert (few.is_measured, few.seconds) == (False, 8.0)


def test_hours_are_visits_times_items_times_seconds():
    shares = [Share(visits_a_week=1_000, pieces=2), Share(visits_a_week=260, pieces=-1), Share(500, 0)]

    assert hours_a_week(shares, Pace(42.0, 100)) == (2_000 - 260) * 42 / 3600


def test_only_days_that_fit_before_are_named():
    days = [RouteDay("T1", 389, 390, 20), RouteDay("T2", 380, 390, 20), RouteDay("T3", 395, 390, 20)]

    assert [day.name for day in no_longer_fit(days, Pace(6.0, 100))] == ["T1"]
