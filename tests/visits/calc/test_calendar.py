"""The cycle under the calendar, with its rule for days off (H4.4)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from visits.calc.calendar import (
    CycleDay,
    CyclePlan,
    CycleStop,
    DroppedVisit,
    DropReason,
    PlannedVisit,
    cycle_start_of,
    visits_by_date,
)
from visits.calc.routing.problem import Cycle

MONDAY = date(2026, 11, 2)
SPAN = [MONDAY + timedelta(days=offset) for offset in range(56)]
SIX_DAYS = frozenset(on for on in SPAN if on.weekday() < 6)


def on(day):
    return MONDAY + timedelta(days=day)


def plan_of(*days, limit=100):
    routes = tuple(CycleDay(day, f"T{day}", tuple(CycleStop(code, 40) for code in codes)) for day, codes in days)
    return CyclePlan(routes, Cycle(), MONDAY, limit)


def dated(calendar):
    return [(visit.on, visit.code) for visit in calendar.visits]


def test_plan_repeats_each_cycle():
    plan = plan_of((0, ["S1", "S2"]), (8, ["S3"]))

    calendar = visits_by_date(plan, MONDAY, on(20), SIX_DAYS)

    assert calendar.visits[:2] == (PlannedVisit(MONDAY, "S1", "T0", 1), PlannedVisit(MONDAY, "S2", "T0", 2))
    assert dated(calendar) == [(on(0), "S1"), (on(0), "S2"), (on(8), "S3"), (on(14), "S1"), (on(14), "S2")]


def test_span_cuts_without_moving_anything():
    plan = plan_of((0, ["S1"]), (8, ["S2"]))

    assert dated(visits_by_date(plan, on(8), on(8), SIX_DAYS)) == [(on(8), "S2")]


def test_nothing_is_planned_before_the_plan_starts():
    early = MONDAY - timedelta(days=30)

    assert dated(visits_by_date(plan_of((0, ["S1"])), early, on(1), SIX_DAYS)) == [(MONDAY, "S1")]
    assert visits_by_date(plan_of((0, ["S1"])), early, early, SIX_DAYS).visits == ()


def test_holiday_moves_a_visit_to_the_nearest_working_day_the_earlier_of_two():
    calendar = visits_by_date(plan_of((2, ["S1"]), (1, ["S2"])), MONDAY, on(13), SIX_DAYS - {on(2)})

    assert calendar.visits == (
        PlannedVisit(on(1), "S2", "T1", 1),
        PlannedVisit(on(1), "S1", "T2", 2, moved_from=on(2)),
    )


def test_holiday_moves_a_visit_only_to_a_day_with_time_and_without_that_store():
    plan = plan_of((2, ["S1"]), (1, ["S2", "S3"]), (3, ["S1"]))

    calendar = visits_by_date(plan, MONDAY, on(13), SIX_DAYS - {on(2)})

    assert (on(0), "S1") in dated(calendar)


def test_first_day_moves_forward_and_never_into_the_cycle_before():
    calendar = visits_by_date(plan_of((0, ["S1"])), on(7), on(20), SIX_DAYS - {on(14)})

    assert dated(calendar) == [(on(15), "S1")]


def test_make_up_day_off_the_plan_takes_moved_visits():
    sunday = on(6)

    calendar = visits_by_date(plan_of((5, ["S1"])), MONDAY, on(13), frozenset({sunday, on(12)}))

    assert dated(calendar) == [(sunday, "S1")]


def test_visit_without_a_free_day_drops_with_the_reason():
    calendar = visits_by_date(plan_of((2, ["S1"]), limit=30), MONDAY, on(13), SIX_DAYS - {on(2)})

    assert calendar.visits == ()
    assert calendar.dropped == (DroppedVisit(on(2), "S1", "T2", DropReason.HOLIDAY),)


def test_cycle_start_is_the_monday_of_the_cycle():
    assert cycle_start_of(plan_of(), on(13)) == MONDAY
    assert cycle_start_of(plan_of(), on(14)) == on(14)


@given(st.frozensets(st.sampled_from(SPAN[:28]), max_size=20))
def test_every_visit_is_kept_or_dropped_and_no_store_comes_twice_a_day(days_off):
    plan = plan_of((0, ["S1", "S2"]), (2, ["S1"]), (4, ["S1", "S3"]), (9, ["S2", "S3"]))
    working = SIX_DAYS - days_off

    calendar = visits_by_date(plan, MONDAY, on(27), working)

    assert len(calendar.visits) + len(calendar.dropped) == 14
    assert len(set(dated(calendar))) == len(calendar.visits)
    assert {visit.on for visit in calendar.visits} <= working
    assert all(sum(visit.on == day for visit in calendar.visits) <= 2 for day in working)
