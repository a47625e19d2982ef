"""Route plans in words, in English as written (H4.3)."""

import pytest
from django.utils import translation

from visits.calc.routing.edited import BreakKind, RuleBreak
from visits.calc.routing.problem import Reason, Repair, RepairKind
from visits.route_words import REASONS, break_in_words, clock_time, day_of_cycle, moved_in_words, repair_in_words


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("repair", "words"),
    [
        (Repair(RepairKind.MEND_POSITION), "Mend the position in the archive"),
        (Repair(RepairKind.FEWER_VISITS, visits=1), "Only 1 visit in two weeks"),
        (Repair(RepairKind.FEWER_VISITS, visits=3), "Only 3 visits in two weeks"),
        (Repair(RepairKind.MORE_MINUTES, minutes=12.5), "12.5 more minutes a day"),
        (Repair(RepairKind.MORE_MINUTES, minutes=41, days=(1, 9)), "41 more minutes on Tue, week 1; Wed, week 2"),
        (Repair(RepairKind.ANOTHER_DAY, days=(6,)), "Work on Sun, week 1 too"),
        (
            Repair(RepairKind.ANOTHER_REP, minutes=60),
            "Another promotion manager takes it over: 60 minutes in two weeks",
        ),
    ],
)
def test_what_would_make_it_fit(repair, words):
    assert repair_in_words(repair) == words


@pytest.mark.parametrize("kind", BreakKind)
def test_each_broken_rule_has_a_sentence(kind):
    assert break_in_words(RuleBreak(kind, 0, amount=5)).endswith(".")


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_has_a_sentence(reason):
    assert str(REASONS[reason]).endswith(".")


@pytest.mark.parametrize(("minute", "time"), [(0, "00:00"), (553.6, "09:14"), (1439, "23:59")])
def test_minutes_after_midnight_are_a_time_of_day(minute, time):
    assert clock_time(minute) == time


def test_a_move_says_what_it_costs_and_how_full_the_day_is():
    before = {"travel": 100.0, "metres": 10_000}
    after = {"travel": 118.2, "metres": 16_200, "days": [{"day": 8, "total": 401.0, "limit": 390}]}

    assert moved_in_words(before, after, 8) == ("On the way: +18 min, +6.2 km. Tue, week 2: 401 of 390 minutes.")


def test_days_are_named_by_weekday_and_week():
    assert [day_of_cycle(day) for day in (0, 13)] == ["Mon, week 1", "Sun, week 2"]
