"""Signals of a visit's evidence and their grades (H5.3)."""

from datetime import UTC, datetime, timedelta

import pytest

from visits.calc.evidence import (
    Entry,
    EvidenceRules,
    Fix,
    Grade,
    Sighting,
    Signal,
    SignalCode,
    gravest,
    judge_clock,
    judge_entries,
    judge_length,
    judge_position,
    judge_travel,
)

RULES = EvidenceRules()
STORE = (120.6, 31.3)
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
METRES_OF_DEGREE = 111_195.08


def north_of_store(metres, accuracy=10):
    return Fix((STORE[0], STORE[1] + metres / METRES_OF_DEGREE), accuracy)


@pytest.mark.parametrize(
    ("metres", "accuracy", "code", "grade"),
    [
        (0, 10, SignalCode.OK, Grade.GOOD),
        (300, 10, SignalCode.OK, Grade.GOOD),
        (100, 201, SignalCode.POOR_ACCURACY, Grade.NOTE),
        (320, 50, SignalCode.POOR_ACCURACY, Grade.NOTE),
        (320, 10, SignalCode.OUTSIDE, Grade.WARNING),
        (900, 500, SignalCode.OUTSIDE, Grade.WARNING),
        (900, 900, SignalCode.POOR_ACCURACY, Grade.NOTE),
        (5000, 10, SignalCode.OUTSIDE, Grade.ALARM),
    ],
)
def test_position_weighs_distance_radius_and_accuracy(metres, accuracy, code, grade):
    signal = judge_position(north_of_store(metres, accuracy), STORE, RULES)

    assert (signal.code, signal.grade) == (code, grade)
    assert signal.params == {"distance_metres": metres, "accuracy_metres": accuracy, "radius_metres": 300}


def test_position_may_be_missing_on_either_side():
    assert judge_position(None, STORE, RULES) == Signal(SignalCode.NO_POSITION, Grade.WARNING)
    assert judge_position(north_of_store(0), None, RULES) == Signal(SignalCode.STORE_WITHOUT_POSITION, Grade.NOTE)


def test_clock_is_marked_beyond_the_line_in_both_directions():
    assert judge_clock(NOON + timedelta(minutes=5), NOON, RULES) is None
    assert judge_clock(NOON - timedelta(minutes=9), NOON, RULES) == Signal(
        SignalCode.CLOCK_SKEW, Grade.WARNING, {"skew_minutes": -9}
    )


@pytest.mark.parametrize(("minutes", "standard", "line"), [(2, 0, 3), (2, 15, 3), (7, 40, 8), (3, 16, 4)])
def test_short_visit_is_marked(minutes, standard, line):
    assert judge_length(minutes, standard, RULES) == Signal(
        SignalCode.TOO_SHORT, Grade.WARNING, {"minutes": minutes, "shortest_minutes": line}
    )


@pytest.mark.parametrize(("minutes", "standard"), [(3, 15), (8, 40), (None, 40)])
def test_long_enough_or_unknown_visit_is_not_marked(minutes, standard):
    assert judge_length(minutes, standard, RULES) is None


def test_travel_that_nobody_drives_is_marked():
    before = Sighting(north_of_store(0), NOON)
    now = Sighting(north_of_store(30_020), NOON + timedelta(minutes=10))

    assert judge_travel(before, now, RULES) == Signal(
        SignalCode.IMPOSSIBLE_TRAVEL, Grade.ALARM, {"metres": 30_000, "seconds": 600}
    )


def test_travel_is_possible_in_time_within_accuracy_and_unknown_without_positions():
    before = Sighting(north_of_store(0), NOON)
    slow = Sighting(north_of_store(30_000), NOON + timedelta(minutes=15))
    blurred = Sighting(north_of_store(900, accuracy=1000), NOON)

    assert judge_travel(before, slow, RULES) is None
    assert judge_travel(before, blurred, RULES) is None
    assert judge_travel(None, slow, RULES) is None
    assert judge_travel(before, None, RULES) is None


def entry(key, begun, entered):
    return Entry(key, NOON + timedelta(minutes=begun), NOON + timedelta(minutes=entered))


def test_visits_typed_in_at_once_afterwards_are_marked():
    evening = [entry("V1", 0, 300), entry("V2", 60, 301), entry("V3", 120, 302), entry("V4", 180, 303)]

    assert judge_entries(evening, RULES) == {
        key: Signal(SignalCode.BATCH_ENTERED, Grade.ALARM, {"visits": 3}) for key in ("V1", "V2", "V3", "V4")
    }


def test_greater_batch_is_the_one_that_counts():
    batch = [entry("V1", 0, 300), entry("V2", 0, 302), entry("V3", 0, 302), entry("V4", 0, 303), entry("V5", 0, 304)]

    assert judge_entries(batch, RULES)["V2"].params == {"visits": 4}
    assert judge_entries(batch, RULES)["V1"].params == {"visits": 3}


def test_visits_entered_as_they_happened_or_apart_are_not_marked():
    live = [entry("V1", 0, 0), entry("V2", 1, 1), entry("V3", 2, 2)]
    apart = [entry("V1", 0, 100), entry("V2", 0, 200), entry("V3", 0, 300)]

    assert judge_entries(live, RULES) == judge_entries(apart, RULES) == {}


def test_gravest_of_nothing_is_good():
    assert gravest([]) == Grade.GOOD
    assert gravest([Signal(SignalCode.OK, Grade.GOOD), Signal(SignalCode.TOO_SHORT, Grade.WARNING)]) == Grade.WARNING
