"""Single visits moved by hand, and missed ones explained (H4.4, H4.5)."""

from datetime import date, datetime

import pytest

from salesops.workflow.flow import NotPossibleNow
from tests.factories.visits import VisitFactory
from tests.visits.routes.areas import JOB, MONDAY, SHANGHAI, calendar_of, plan_in_force_of, stores_of, submitted_plan
from visits.choices import MissedReason, PlannedVisitStatus
from visits.services.calendar import lay_calendar
from visits.services.planned_visits import NotOnThatDay, explain_missed, move_planned_visit
from visits.services.routes import approve_route_plan
from visits.services.unvisited import UnvisitedDropped

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)


def moved(visit, on, cast, *, at=MONDAY, who="rep"):
    return move_planned_visit(visit, on=on, actor=cast.actor(who), at=at, reason="店主外出")


def days_of(rep):
    return [visit.planned_on for visit in calendar_of(rep)]


def test_a_visit_that_was_moved_stays_there_whenever_the_calendar_is_laid(cast):
    plan = plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 1))

    moved(calendar_of(cast.rep)[0], FRIDAY, cast)
    before = days_of(cast.rep)
    lay_calendar(plan, at=MONDAY)

    assert before[:2] == [FRIDAY, date(2026, 11, 30)]
    assert days_of(cast.rep) == before
    assert (calendar_of(cast.rep)[0].moved_from, calendar_of(cast.rep)[0].moved_reason) == (THURSDAY, "店主外出")


def test_a_visit_done_before_its_day_is_not_asked_for_again(cast):
    plan = plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 1))
    visit = moved(calendar_of(cast.rep)[0], date(2026, 11, 24), cast)
    VisitFactory(store=visit.store, rep=cast.rep, planned=visit, visited_on=visit.planned_on)

    lay_calendar(plan, at=datetime(2026, 11, 25, 6, tzinfo=SHANGHAI))

    assert days_of(cast.rep)[:2] == [date(2026, 11, 24), date(2026, 11, 30)]


def test_a_new_plan_without_the_store_takes_the_moved_visit_away(cast):
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)
    moved(next(visit for visit in calendar_of(cast.rep) if visit.store == stores[0]), FRIDAY, cast)

    plan_in_force_of(cast.rep, stores=stores[1:])

    assert {visit.store for visit in calendar_of(cast.rep)} == {stores[1]}


def test_a_visit_that_a_new_plan_took_away_meanwhile_is_refused_in_words(cast):
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)
    seen = next(visit for visit in calendar_of(cast.rep) if visit.store == stores[0])
    plan_in_force_of(cast.rep, stores=stores[1:])

    with pytest.raises(NotPossibleNow):
        moved(seen, FRIDAY, cast)


def test_moved_back_it_is_as_planned(cast):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 1))
    visit = moved(calendar_of(cast.rep)[0], FRIDAY, cast)

    back = moved(visit, THURSDAY, cast, who="manager")

    assert (back.planned_on, back.moved_from, back.moved_reason) == (THURSDAY, None, "")


@pytest.mark.parametrize(
    "day", [date(2026, 11, 20), THURSDAY, date(2026, 11, 28), date(2026, 11, 30), date(2026, 12, 11)]
)
def test_past_own_free_taken_and_far_days_are_refused(cast, day):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 1))

    with pytest.raises(NotOnThatDay):
        moved(calendar_of(cast.rep)[0], day, cast)


@pytest.mark.parametrize("status", [PlannedVisitStatus.DONE, PlannedVisitStatus.MISSED])
def test_what_is_over_is_not_moved(cast, status):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 1))
    visit = calendar_of(cast.rep)[0]
    visit.status = status
    visit.save()

    with pytest.raises(NotPossibleNow):
        moved(visit, FRIDAY, cast)


def test_a_missed_visit_gets_its_reason_and_only_a_missed_one(cast):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 2))
    first, second = calendar_of(cast.rep)[:2]
    first.status = PlannedVisitStatus.MISSED
    first.save()
    said = {"missed_reason": MissedReason.STORE_SHUT, "note": "装修", "actor": cast.actor("rep"), "at": MONDAY}

    explained = explain_missed(first, **said)

    assert (explained.missed_reason, explained.missed_note) == (MissedReason.STORE_SHUT, "装修")
    with pytest.raises(NotPossibleNow):
        explain_missed(second, **said)


@pytest.fixture
def keeping(cast):
    cast.center.keeps_unvisited_stores = True
    cast.center.save(update_fields=["keeps_unvisited_stores"])


def test_at_the_end_of_a_month_no_unvisited_store_is_moved_out_of_it(cast, keeping):
    store = stores_of(cast.rep, 1)[0]
    plan_in_force_of(cast.rep, stores=[store])
    visit = calendar_of(cast.rep)[0]

    with pytest.raises(NotOnThatDay):
        moved(visit, date(2026, 12, 1), cast)
    VisitFactory(store=store, visited_on=date(2026, 11, 3), status="closed", checked_out_at=MONDAY, minutes=20)

    assert moved(visit, date(2026, 12, 1), cast).planned_on == date(2026, 12, 1)


def test_at_the_end_of_a_month_no_plan_drops_an_unvisited_store(cast, keeping):
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)

    with pytest.raises(UnvisitedDropped, match=stores[0].name):
        approve_route_plan(submitted_plan(cast.rep, stores=stores[1:]), actor=JOB, at=MONDAY)
