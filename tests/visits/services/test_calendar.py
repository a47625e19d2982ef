"""Visits by date: laid once, kept fresh, holidays and closings minded, the past left alone (H4.4, H4.5)."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories.accounts import DelegationFactory
from tests.factories.periods import WorkdayOverrideFactory
from tests.factories.visits import VisitFactory
from tests.visits.routes.areas import JOB, MONDAY, SHANGHAI, calendar_of, plan_in_force_of, stores_of, submitted_plan
from visits.choices import DropReason, PlannedVisitStatus
from visits.models import PlannedVisit
from visits.services.calendar import close_past_days, lay_calendar
from visits.services.routes import approve_route_plan, move_stop

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 11, 26, 1, 0, tzinfo=SHANGHAI)


def rows_of(rep):
    names = ("pk", "store", "planned_on", "position", "arrive_minute", "status", "dropped_reason", "moved_from", "plan")
    rows = PlannedVisit.objects.unscoped(because="tests").filter(rep=rep).order_by("pk")
    return list(rows.values(*names))


def days_of(rep, **facts):
    rows = PlannedVisit.objects.unscoped(because="tests").filter(rep=rep, **facts)
    return sorted(set(rows.values_list("planned_on", flat=True)))


def set_planned(rep, on, **facts):
    PlannedVisit.objects.unscoped(because="tests").filter(rep=rep, planned_on=on).update(**facts)


def test_a_plan_in_force_has_its_visits_on_the_days_of_its_cycle(cast):
    stores = stores_of(cast.rep, 2)

    plan_in_force_of(cast.rep, stores=stores)

    assert days_of(cast.rep)[:4] == [date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 7)]
    first = [visit for visit in calendar_of(cast.rep) if visit.planned_on == date(2026, 11, 26)]
    assert [(visit.position, visit.store) for visit in first] == [(1, stores[0]), (2, stores[1])]
    assert first[0].arrive_minute + first[0].minutes <= first[1].arrive_minute


def test_the_calendar_reaches_six_weeks_ahead_and_to_that_months_end(cast):
    plan_in_force_of(cast.rep)

    last = days_of(cast.rep)[-1]

    assert MONDAY.date() + timedelta(weeks=6) <= last <= date(2027, 1, 31)


def test_a_day_that_has_begun_gets_only_what_lies_ahead_and_only_if_nothing_was_planned(cast):
    noon = datetime(2026, 11, 23, 9, 20, tzinfo=SHANGHAI)

    plan_in_force_of(cast.rep, at=noon)

    today = [visit for visit in calendar_of(cast.rep) if visit.planned_on == noon.date()]
    assert [visit.position for visit in today] == [2]


def test_before_the_day_begins_it_is_laid_whole(cast):
    plan_in_force_of(cast.rep, at=datetime(2026, 11, 23, 8, 59, tzinfo=SHANGHAI))

    assert len([visit for visit in calendar_of(cast.rep) if visit.planned_on == date(2026, 11, 23)]) == 2


def test_laid_twice_the_rows_are_the_same(cast):
    plan = plan_in_force_of(cast.rep)
    before = rows_of(cast.rep)

    lay_calendar(plan, at=MONDAY)
    lay_calendar(plan, at=MONDAY + timedelta(hours=5))

    assert rows_of(cast.rep) == before


def test_a_run_that_was_killed_half_way_is_made_good(cast):
    plan = plan_in_force_of(cast.rep)
    before = [{**row, "pk": 0} for row in rows_of(cast.rep)]
    half = [row["pk"] for row in rows_of(cast.rep)][::2]
    PlannedVisit.objects.unscoped(because="tests").filter(pk__in=half).delete()

    lay_calendar(plan, at=MONDAY)

    after = [{**row, "pk": 0} for row in rows_of(cast.rep)]
    assert sorted(after, key=str) == sorted(before, key=str)


def test_past_days_and_what_was_done_stay_as_they_are(cast):
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)
    set_planned(cast.rep, date(2026, 11, 26), status=PlannedVisitStatus.DONE)
    newer = submitted_plan(cast.rep, stores=stores, at=EARLY)
    for stop in newer.stops.unscoped(because="tests").filter(cycle_day=3).order_by("position"):
        move_stop(stop, day=4, position=1, actor=JOB, at=EARLY)

    approve_route_plan(newer, actor=JOB, at=EARLY)

    assert days_of(cast.rep)[:3] == [date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)]
    assert days_of(cast.rep, status=PlannedVisitStatus.DONE) == [date(2026, 11, 26)]
    assert days_of(cast.rep, plan=newer)[0] == date(2026, 11, 27)


def test_a_visit_that_was_begun_keeps_its_plan(cast):
    stores = stores_of(cast.rep, 2)
    plan = plan_in_force_of(cast.rep, stores=stores)
    begun = calendar_of(cast.rep)[0]
    VisitFactory(store=begun.store, rep=cast.rep, planned=begun, visited_on=begun.planned_on)
    begun.store.status = "suspended"
    begun.store.save(update_fields=["status"])

    lay_calendar(plan, at=EARLY)

    begun.refresh_from_db()
    assert begun.status == PlannedVisitStatus.PLANNED


def test_visits_of_a_closed_store_are_dropped_and_come_back_with_it(cast):
    stores = stores_of(cast.rep, 2)
    plan = plan_in_force_of(cast.rep, stores=stores)
    stores[0].status = "suspended"
    stores[0].save(update_fields=["status"])
    lay_calendar(plan, at=MONDAY)
    dropped = {(row["status"], row["dropped_reason"]) for row in rows_of(cast.rep) if row["store"] == stores[0].pk}

    stores[0].status = "active"
    stores[0].save(update_fields=["status"])
    lay_calendar(plan, at=MONDAY)

    assert dropped == {(PlannedVisitStatus.DROPPED, DropReason.CLOSED_STORE)}
    assert days_of(cast.rep, status=PlannedVisitStatus.DROPPED) == []


def test_visits_of_a_store_that_went_to_another_rep_are_dropped(cast):
    stores = stores_of(cast.rep, 2)
    plan = plan_in_force_of(cast.rep, stores=stores)
    stores[0].rep = cast.colleague
    stores[0].save(update_fields=["rep"])

    lay_calendar(plan, at=MONDAY)

    reasons = {row["dropped_reason"] for row in rows_of(cast.rep) if row["store"] == stores[0].pk}
    assert reasons == {DropReason.HANDED_OVER}


def test_a_visit_on_a_holiday_moves_to_the_nearest_working_day_of_its_cycle(cast):
    stores = stores_of(cast.rep, 1)
    WorkdayOverrideFactory(day=date(2026, 11, 26), is_workday=False)

    plan_in_force_of(cast.rep, stores=stores)

    moved = [visit for visit in calendar_of(cast.rep) if visit.moved_from]
    assert [(visit.planned_on, visit.moved_from) for visit in moved] == [(date(2026, 11, 25), date(2026, 11, 26))]


def test_a_visit_whose_fortnight_is_off_is_dropped(cast):
    stores = stores_of(cast.rep, 1)
    for day in range(7, 21):
        WorkdayOverrideFactory(day=date(2026, 12, day), is_workday=False)

    plan_in_force_of(cast.rep, stores=stores)

    dropped = days_of(cast.rep, status=PlannedVisitStatus.DROPPED, dropped_reason=DropReason.HOLIDAY)
    assert dropped == [date(2026, 12, 7), date(2026, 12, 10), date(2026, 12, 14), date(2026, 12, 17)]


def test_leave_keeps_the_visits_for_the_colleague(cast):
    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=date(2026, 11, 24), ends_on=date(2026, 12, 1))

    plan_in_force_of(cast.rep)

    assert date(2026, 11, 26) in days_of(cast.rep, status=PlannedVisitStatus.PLANNED)


def test_closing_a_day_calls_missed_what_was_not_done(cast):
    plan_in_force_of(cast.rep)
    first = calendar_of(cast.rep)[0]
    set_planned(cast.rep, date(2026, 11, 30), status=PlannedVisitStatus.DONE)

    counts = [close_past_days(date(2026, 12, 3)), close_past_days(date(2026, 12, 3))]

    assert counts == [2, 0]
    assert days_of(cast.rep, status=PlannedVisitStatus.MISSED) == [first.planned_on]
    assert days_of(cast.rep, status=PlannedVisitStatus.DONE) == [date(2026, 11, 30)]


def test_a_day_that_has_begun_with_visits_is_not_touched(cast):
    stores = stores_of(cast.rep, 2)
    plan = plan_in_force_of(cast.rep, stores=stores)
    stores[0].status = "suspended"
    stores[0].save(update_fields=["status"])

    lay_calendar(plan, at=datetime(2026, 11, 26, 12, 0, tzinfo=SHANGHAI))

    assert days_of(cast.rep, status=PlannedVisitStatus.DROPPED)[0] == date(2026, 11, 30)


def test_a_moved_visit_comes_after_the_days_last_one(cast):
    stores = stores_of(cast.rep, 1)
    WorkdayOverrideFactory(day=date(2026, 11, 26), is_workday=False)
    plan = submitted_plan(cast.rep, stores=[stores[0], *stores_of(cast.rep, 1, seed=2)])
    stop = plan.stops.unscoped(because="tests").get(store=stores[0], cycle_day=0)
    move_stop(stop, day=2, position=1, actor=JOB, at=MONDAY)

    approve_route_plan(plan, actor=JOB, at=MONDAY)

    wednesday = [visit for visit in calendar_of(cast.rep) if visit.planned_on == date(2026, 11, 25)]
    assert [visit.moved_from for visit in wednesday] == [None, date(2026, 11, 26)]
    assert wednesday[1].arrive_minute >= wednesday[0].arrive_minute + wednesday[0].minutes
