"""Why a store is not in the plan, and what would bring it in (H4.3)."""

from dataclasses import replace

import pytest

from tests.visits.calc.routing.cities import HOME, days_of, store
from visits.calc.routing.problem import Cycle, Problem, Reason, Rep, Repair, RepairKind, Unplaced
from visits.calc.routing.solver import solve

AT_HOME = {"lon": HOME[0], "lat": HOME[1]}
REP = Rep(start=HOME, end=HOME)
MONDAYS = Cycle((0, 7), 2)


def unplaced(stores, rep=REP, cycle=None):
    return solve(Problem(tuple(stores), rep, cycle or Cycle()), rounds=1_000).unplaced


@pytest.mark.parametrize(
    ("lon", "lat", "reason"),
    [
        (None, 31.3, Reason.NO_POSITION),
        (120.6, None, Reason.NO_POSITION),
        (0, 0, Reason.ZERO_POSITION),
        (31.3, 120.6, Reason.SWAPPED_POSITION),
        (200, 31.3, Reason.POSITION_OUT_OF_RANGE),
        (float("nan"), 31.3, Reason.POSITION_OUT_OF_RANGE),
    ],
)
def test_unusable_position_is_named(lon, lat, reason):
    mend = (Repair(RepairKind.MEND_POSITION),)

    assert unplaced([store("S1", lon=lon, lat=lat), store("S2")]) == (Unplaced("S1", 1, reason, mend),)


def test_more_visits_than_open_days_are_named():
    often = store("S1", visits_per_cycle=12, closed_days=frozenset({0, 6}))

    fewer = (Repair(RepairKind.FEWER_VISITS, visits=11),)
    assert unplaced([often]) == (Unplaced("S1", 12, Reason.FREQUENCY_EXCEEDS_DAYS, fewer),)


def test_store_closed_on_all_days_is_named():
    closed = store("S1", closed_days=frozenset(range(14)))

    assert unplaced([closed]) == (Unplaced("S1", 1, Reason.FREQUENCY_EXCEEDS_DAYS),)


@pytest.mark.parametrize(
    "days",
    [
        {"pinned_days": frozenset({0, 2})},
        {"pinned_days": frozenset({6})},
        {"pinned_days": frozenset({0}), "closed_days": frozenset({0})},
    ],
)
def test_fixed_days_that_cannot_be_kept_are_named(days):
    (left_out,) = unplaced([store("S1", visits_per_cycle=1, **days)])

    assert left_out.reason == Reason.PINNED_OTHERWISE


def test_store_that_closes_before_a_visit_ends_is_named():
    assert unplaced([store("S1", closes_minute=550, **AT_HOME)]) == (Unplaced("S1", 1, Reason.NOT_OPEN_LONG_ENOUGH),)


def test_store_that_opens_after_work_is_named():
    (evening,) = unplaced([store("S1", opens_minute=1080, **AT_HOME)])

    assert evening.reason == Reason.NOT_OPEN_LONG_ENOUGH


def test_far_store_is_named_with_the_minutes_over():
    (far,) = unplaced([store("S1", lon=123.9, lat=31.3)])

    assert far.reason == Reason.TOO_FAR
    assert far.repairs[0] == Repair(RepairKind.MORE_MINUTES, minutes=far.minutes_over)


def test_visit_longer_than_a_day_has_no_time():
    (long,) = unplaced([store("S1", minutes=400, **AT_HOME)])

    assert (long.reason, long.minutes_over) == (Reason.NO_TIME, 10.0)


def test_no_time_offers_more_minutes_another_day_and_another_rep():
    rare = store("S1", minutes=300, closed_days=frozenset({7}), **AT_HOME)
    frequent = store("S2", minutes=180, visits_per_cycle=2, **AT_HOME)

    (left_out,) = unplaced([rare, frequent], cycle=MONDAYS)

    assert (left_out.reason, left_out.code) == (Reason.NO_TIME, "S1")
    assert [repair.kind for repair in left_out.repairs] == [
        RepairKind.MORE_MINUTES,
        RepairKind.ANOTHER_DAY,
        RepairKind.ANOTHER_REP,
    ]
    assert left_out.repairs[0] == Repair(RepairKind.MORE_MINUTES, minutes=90.0, days=(0,))
    assert left_out.repairs[1] == Repair(RepairKind.ANOTHER_DAY, days=(1,))
    assert left_out.repairs[2] == Repair(RepairKind.ANOTHER_REP, minutes=300.0)


def test_each_repair_taken_alone_places_the_store():
    first = store("S1", minutes=380, closed_days=frozenset({7}), **AT_HOME)
    second = store("S2", minutes=40, visits_per_cycle=2, **AT_HOME)
    problem = Problem((first, second), REP, MONDAYS)
    (left_out,) = solve(problem, rounds=1_000).unplaced
    by_kind = {repair.kind: repair for repair in left_out.repairs}

    fewer = replace(second, visits_per_cycle=by_kind[RepairKind.FEWER_VISITS].visits)
    longer = replace(REP, daily_minutes=480 + 30)
    wider = Cycle(tuple(sorted({*MONDAYS.days, *by_kind[RepairKind.ANOTHER_DAY].days})), 2)

    assert left_out.code == "S2"
    assert by_kind[RepairKind.MORE_MINUTES].minutes == 30.0
    assert solve(replace(problem, stores=(first, fewer)), rounds=1_000).unplaced == ()
    assert solve(replace(problem, rep=longer), rounds=1_000).unplaced == ()
    assert solve(replace(problem, cycle=wider), rounds=1_000).unplaced == ()


def test_days_full_of_stops_offer_another_day_or_rep():
    pair = [store("S1", cls="A", visits_per_cycle=2, **AT_HOME), store("S2", visits_per_cycle=1, **AT_HOME)]

    (left_out,) = unplaced(pair, rep=replace(REP, max_stops=1), cycle=MONDAYS)

    assert left_out.reason == Reason.DAYS_FULL
    assert [repair.kind for repair in left_out.repairs] == [RepairKind.ANOTHER_DAY, RepairKind.ANOTHER_REP]
    assert left_out.repairs[1].minutes == 15.0


def test_store_whose_hours_are_taken_is_named():
    mornings = [store(f"S{place}", closes_minute=600, minutes=40, **AT_HOME) for place in range(2)]

    (left_out,) = unplaced(mornings, cycle=Cycle((0,), 1))

    assert (left_out.reason, left_out.minutes_over) == (Reason.HOURS_TAKEN, 0.0)


def test_store_in_the_plan_gets_all_its_days():
    plan = solve(Problem((store("S1", cls="B", **AT_HOME),), REP), rounds=1_000)

    assert days_of(plan, "S1") == (0, 3, 7, 10)


def test_store_that_asks_for_no_visit_is_not_missed():
    assert unplaced([store("S1", visits_per_cycle=0, lon=None)]) == ()
