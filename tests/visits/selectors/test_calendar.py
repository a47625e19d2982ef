"""Weeks of planned visits (H4.4)."""

from datetime import date

import pytest

from tests.factories.accounts import DelegationFactory
from tests.visits.routes.areas import calendar_of, plan_in_force_of, stores_of
from visits.selectors.calendar import calendar_weeks, plans_to_lay, reps_seen_by, route_of_store

pytestmark = pytest.mark.django_db
FIRST, LAST, TODAY = date(2026, 11, 1), date(2026, 11, 30), date(2026, 11, 26)


def weeks_for(cast, who="manager"):
    return calendar_weeks(cast.actor(who), cast.rep, FIRST, LAST, on=TODAY)


def test_whole_weeks_stand_around_the_month(cast):
    weeks = weeks_for(cast)

    assert (weeks[0][0].on, weeks[-1][-1].on) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [day.on for week in weeks for day in week if day.is_today] == [TODAY]
    assert [day.is_workday for day in weeks[1]] == [True] * 5 + [False] * 2


def test_a_day_counts_what_stands_and_what_became_of_it(cast):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 3))
    first, second, third = calendar_of(cast.rep)[:3]
    type(first).objects.unscoped(because="tests").filter(pk=first.pk).update(status="done")
    type(first).objects.unscoped(because="tests").filter(pk=second.pk).update(status="missed")
    type(first).objects.unscoped(because="tests").filter(pk=third.pk).update(status="dropped")

    day = next(day for week in weeks_for(cast) for day in week if day.on == first.planned_on)

    assert (len(day.asked), day.done, day.missed, day.dropped, day.moved) == (2, 1, 1, 1, 0)
    assert day.routes == ["T1"]


def test_leave_names_who_stands_in(cast):
    DelegationFactory(rep=cast.rep, colleague=cast.colleague, starts_on=TODAY, ends_on=date(2026, 11, 28))

    covered = {day.on: day.covered_by for week in weeks_for(cast) for day in week if day.covered_by}

    assert covered == {TODAY: "同事", date(2026, 11, 27): "同事"}


@pytest.mark.parametrize("count", [1, 3])
def test_a_month_costs_three_queries(cast, django_assert_num_queries, count):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, count))
    actor = cast.actor("rep")

    with django_assert_num_queries(3):
        calendar_weeks(actor, cast.rep, FIRST, LAST, on=TODAY)


def test_reps_one_may_look_at(cast):
    seen = {who: {rep.name for rep in reps_seen_by(cast.actor(who))} for who in ("rep", "manager", "stranger", "hq")}

    assert seen == {
        "rep": {"本代表"},
        "manager": {"本代表", "同事"},
        "stranger": {"外代表"},
        "hq": {"本代表", "同事", "外代表"},
    }


def test_plans_of_people_who_left_are_not_laid(cast):
    plan = plan_in_force_of(cast.rep)
    before = list(plans_to_lay())
    cast.rep.is_active = False
    cast.rep.save(update_fields=["is_active"])

    assert (before, list(plans_to_lay())) == ([plan], [])


def test_a_store_knows_its_days_and_next_visits(cast):
    store = stores_of(cast.rep, 1)[0]
    plan_in_force_of(cast.rep, stores=[store])

    shown = route_of_store(cast.actor("rep"), store, date(2026, 11, 27))

    assert [stop.cycle_day for stop in shown["stops"]] == [0, 3, 7, 10]
    assert shown["coming"][0].planned_on == date(2026, 11, 30)
