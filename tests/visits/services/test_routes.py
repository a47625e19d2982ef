"""Route plans: proposed, changed by hand, submitted, returned, approved (H4.3)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from salesops.accounts.actor import Actor
from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent, FieldChange
from tests.factories.accounts import UserFactory
from tests.factories.stores import StoreFactory
from tests.visits.routes.areas import (
    JOB,
    MONDAY,
    calendar_of,
    drafted_plan,
    handbook_area,
    plan_in_force_of,
    proposed_plan,
    stores_of,
    submitted_plan,
)
from visits.calc.routing.record import problem_of_record
from visits.choices import RouteStatus
from visits.models import RoutePlan, RouteStop
from visits.selectors.routes import NothingToPlan, route_problem_of
from visits.services.route_jobs import order_route_plan
from visits.services.routes import (
    TwiceOnOneDay,
    approve_route_plan,
    move_stop,
    return_route_plan,
    submit_route_plan,
)

pytestmark = pytest.mark.django_db


def stops_of(plan, day=None):
    rows = RouteStop.objects.unscoped(because="tests").filter(plan=plan).select_related("store")
    return list((rows if day is None else rows.filter(cycle_day=day)).order_by("cycle_day", "position"))


def statuses(rep):
    rows = RoutePlan.objects.unscoped(because="tests").filter(rep=rep).order_by("version")
    return list(rows.values_list("version", "status"))


def test_handbook_example_is_proposed_as_t1_to_t4(cast):
    handbook_area(cast.rep)

    plan = proposed_plan(cast.rep)

    names = [day["name"] for day in plan.totals["days"]]
    assert names == ["T1", "T2", "T1", "T2", "T1", "T3", "T1", "T2", "T1", "T2", "T1", "T4"]
    classes = {stop.route_name: stop.store.store_class for stop in stops_of(plan)}
    assert classes == {"T1": "A", "T2": "B", "T3": "C", "T4": "C"}
    assert len(stops_of(plan)) == 5 * 6 + 5 * 4 + 10
    assert (plan.unplaced, plan.status, plan.cycle_starts_on) == ([], RouteStatus.DRAFT, date(2026, 11, 23))


def test_a_proposal_takes_active_stores_of_the_rep_alone_and_keeps_what_was_asked(cast):
    stores = stores_of(cast.rep, 2)
    StoreFactory(customer=stores[0].customer, status="suspended")
    stores_of(cast.colleague, 1)

    plan = proposed_plan(cast.rep)

    assert {stop.store for stop in stops_of(plan)} == set(stores)
    assert problem_of_record(plan.parameters) == route_problem_of(cast.rep)


def test_a_store_without_position_is_left_out_with_what_helps(cast):
    stores_of(cast.rep, 1)
    lost = StoreFactory(customer__rep=cast.rep, lon=None, lat=None)

    plan = proposed_plan(cast.rep)

    assert [(item["store"], item["reason"]) for item in plan.unplaced] == [(lost.code, "no_position")]
    assert [repair["kind"] for repair in plan.unplaced[0]["repairs"]] == ["mend_position"]


@pytest.mark.parametrize("who", ["colleague", "foreign_rep", "stranger", "marketing", "hq", "admin"])
def test_others_may_not_have_routes_planned(cast, who):
    stores_of(cast.rep, 1)

    with pytest.raises(PermissionDenied):
        order_route_plan(cast.rep, actor=cast.actor(who), at=MONDAY)


def test_no_routes_without_stores_or_for_somebody_else_than_a_rep(cast):
    with pytest.raises(NothingToPlan):
        proposed_plan(cast.rep)
    with pytest.raises(NothingToPlan):
        proposed_plan(cast.manager)


def test_a_new_proposal_replaces_a_draft_and_leaves_a_submitted_plan(cast):
    stores = stores_of(cast.rep, 2)
    submitted_plan(cast.rep, stores=stores)
    drafted_plan(cast.rep, stores=stores)

    drafted_plan(cast.rep, stores=stores)

    assert statuses(cast.rep) == [(1, "submitted"), (2, "superseded"), (3, "draft")]


def test_a_job_that_runs_twice_makes_its_version_once(cast):
    stores_of(cast.rep, 1)

    first = proposed_plan(cast.rep, version=1)
    again = proposed_plan(cast.rep, version=1)

    assert first == again
    assert statuses(cast.rep) == [(1, "draft")]


def test_the_fortnight_of_the_plan_in_force_goes_on(cast):
    stores = stores_of(cast.rep, 1)
    plan_in_force_of(cast.rep, stores=stores)

    second_week = drafted_plan(cast.rep, at=MONDAY + timedelta(days=9), stores=stores)
    next_cycle = drafted_plan(cast.rep, at=MONDAY + timedelta(days=15), stores=stores)

    assert second_week.cycle_starts_on == date(2026, 11, 23)
    assert next_cycle.cycle_starts_on == date(2026, 12, 7)


def test_submitting_tells_the_manager_and_approving_the_rep(cast):
    plan = drafted_plan(cast.rep)

    submit_route_plan(plan, actor=cast.actor("rep"), at=MONDAY)
    approve_route_plan(plan, actor=cast.actor("manager"), at=MONDAY)

    told = set(Notice.objects.values_list("user", "text_key"))
    assert told == {(cast.manager.pk, "route_submitted"), (cast.rep.pk, "route_approved")}


def test_returning_needs_a_reason_and_tells_the_rep(cast):
    plan = submitted_plan(cast.rep)

    with pytest.raises(ReasonMissing):
        return_route_plan(plan, actor=cast.actor("manager"), at=MONDAY, reason=" ")
    returned = return_route_plan(plan, actor=cast.actor("manager"), at=MONDAY, reason="周五太满")

    assert returned.status == RouteStatus.DRAFT
    assert Notice.objects.get(user=cast.rep).text_key == "route_returned"


def test_approving_supersedes_the_plan_in_force_in_the_same_moment(cast):
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)
    newer = submitted_plan(cast.rep, stores=stores)

    approve_route_plan(newer, actor=cast.actor("manager"), at=MONDAY)

    assert statuses(cast.rep) == [(1, "superseded"), (2, "approved")]
    assert {visit.plan_id for visit in calendar_of(cast.rep)} == {newer.pk}


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "marketing", "hq", "admin"])
def test_only_the_center_manager_approves(cast, who):
    stores = stores_of(cast.rep, 1)
    former = plan_in_force_of(cast.rep, stores=stores)
    plan = submitted_plan(cast.rep, stores=stores)

    with pytest.raises(PermissionDenied):
        approve_route_plan(plan, actor=cast.actor(who), at=MONDAY)

    former.refresh_from_db()
    assert former.status == RouteStatus.APPROVED


def test_an_edited_plan_is_not_approved_unseen(cast):
    plan = submitted_plan(cast.rep)
    seen = plan.revision
    move_stop(stops_of(plan)[0], day=1, position=1, actor=cast.actor("manager"), at=MONDAY)

    with pytest.raises(NotPossibleNow):
        approve_route_plan(plan, actor=cast.actor("manager"), at=MONDAY, revision=seen)


def test_a_stop_that_somebody_arranged_anew_meanwhile_is_refused_in_words(cast):
    plan = drafted_plan(cast.rep)
    seen = stops_of(plan)[0]
    RouteStop.objects.unscoped(because="tests").filter(plan=plan).delete()

    with pytest.raises(NotPossibleNow):
        move_stop(seen, day=1, position=1, actor=cast.actor("rep"), at=MONDAY)


def test_a_moved_stop_changes_both_days_and_all_times(cast):
    stores = stores_of(cast.rep, 3)
    plan = drafted_plan(cast.rep, stores=stores)
    moving = stops_of(plan, 0)[1]

    moved = move_stop(moving, day=2, position=1, actor=cast.actor("rep"), at=MONDAY)

    assert [stop.store for stop in stops_of(plan, 0)] == [stores[0], stores[2]]
    assert [(stop.pk, stop.store, stop.position) for stop in stops_of(plan, 2)] == [(moving.pk, stores[1], 1)]
    assert [day["stops"] for day in moved.totals["days"]][:4] == [2, 0, 1, 3]
    assert moved.totals["uneven"] == [stores[1].code]
    assert moved.revision == plan.revision + 1


def test_a_stop_moves_within_its_day_and_beyond_the_end(cast):
    stores = stores_of(cast.rep, 3)
    plan = drafted_plan(cast.rep, stores=stores)

    move_stop(stops_of(plan, 0)[0], day=0, position=99, actor=cast.actor("rep"), at=MONDAY)

    assert [stop.store for stop in stops_of(plan, 0)] == [stores[1], stores[2], stores[0]]
    assert [stop.position for stop in stops_of(plan, 0)] == [1, 2, 3]
    arrivals = [stop.arrive_minute for stop in stops_of(plan, 0)]
    assert arrivals == sorted(arrivals)


def test_a_move_is_written_down_with_its_store(cast):
    plan = drafted_plan(cast.rep)
    stop = stops_of(plan, 0)[0]

    move_stop(stop, day=2, position=1, actor=cast.actor("rep"), at=MONDAY)

    event = AuditEvent.objects.get(object_id=plan.pk, step="move stop")
    change = FieldChange.objects.get(event=event)
    assert (event.actor, event.reason) == (cast.rep, stop.store.name)
    assert change.before != change.after


@pytest.mark.parametrize(("day", "refusal"), [(3, TwiceOnOneDay), (6, Exception)])
def test_a_store_is_visited_once_a_day_and_on_working_days(cast, day, refusal):
    plan = drafted_plan(cast.rep)

    with pytest.raises(refusal):
        move_stop(stops_of(plan, 0)[0], day=day, position=1, actor=cast.actor("rep"), at=MONDAY)


@pytest.mark.parametrize(("make", "who"), [(submitted_plan, "rep"), (plan_in_force_of, "manager")])
def test_a_plan_that_is_out_of_hand_is_not_changed(cast, make, who):
    plan = make(cast.rep)

    with pytest.raises(NotPossibleNow):
        move_stop(stops_of(plan)[0], day=1, position=1, actor=cast.actor(who), at=MONDAY)


def test_who_saw_an_older_plan_does_not_move_its_stops(cast):
    plan = drafted_plan(cast.rep)
    first, second = stops_of(plan, 0)
    move_stop(first, day=1, position=1, actor=cast.actor("rep"), at=MONDAY, revision=1)

    with pytest.raises(NotPossibleNow):
        move_stop(second, day=1, position=1, actor=cast.actor("rep"), at=MONDAY, revision=1)


@pytest.mark.parametrize("who", ["colleague", "stranger", "admin"])
def test_others_do_not_move_stops(cast, who):
    plan = drafted_plan(cast.rep)

    with pytest.raises(PermissionDenied):
        move_stop(stops_of(plan)[0], day=1, position=1, actor=cast.actor(who), at=MONDAY)


def test_a_store_that_got_another_code_can_still_be_moved(cast):
    stores = stores_of(cast.rep, 2)
    plan = drafted_plan(cast.rep, stores=stores)
    stores[0].code = "ANEW"
    stores[0].save(update_fields=["code"])

    move_stop(stops_of(plan, 0)[0], day=1, position=1, actor=cast.actor("rep"), at=MONDAY)

    assert [stop.store.code for stop in stops_of(plan, 1)] == ["ANEW"]


def in_threads(deeds):
    def run(deed):
        try:
            return deed()
        except NotPossibleNow as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_one_wins_and_the_other_is_told():
    manager = UserFactory(role="manager")
    rep = UserFactory(center=manager.center)
    plan = submitted_plan(rep)
    actor = Actor(manager.pk, "manager", manager.center_id)

    answers = in_threads([lambda: approve_route_plan(plan, actor=actor, at=MONDAY)] * 4)

    assert sum(isinstance(answer, NotPossibleNow) for answer in answers) == 3
    assert AuditEvent.objects.filter(object_id=plan.pk, step="approve").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_plans_approved_at_once_one_is_in_force():
    rep = UserFactory()
    stores = stores_of(rep, 2)
    plans = [submitted_plan(rep, stores=stores) for _ in range(3)]

    in_threads([lambda plan=plan: approve_route_plan(plan, actor=JOB, at=MONDAY) for plan in plans])

    in_force = RoutePlan.objects.unscoped(because="tests").approved().get(rep=rep)
    assert {visit.plan_id for visit in calendar_of(rep)} == {in_force.pk}
