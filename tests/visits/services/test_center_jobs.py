"""A center's routes in the background: a part for each rep, counted, cancelled, done once (H4.3)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from tests.visits.routes.areas import MONDAY, plan_in_force_of, stores_of
from visits import tasks
from visits.calc.routing.comparison import compare
from visits.models import RoutePlan
from visits.selectors.center_runs import center_progress, center_run_of
from visits.selectors.route_choices import choice_of, solved_plan
from visits.selectors.route_runs import ROUTE_JOB
from visits.services.center_jobs import cancel_center_plan, order_center_plan, resume_center_plans
from visits.services.routes import submit_route_plan, take_route_plan

pytestmark = pytest.mark.django_db


def plans(rep):
    rows = RoutePlan.objects.unscoped(because="tests").filter(rep=rep).order_by("version")
    return list(rows.values_list("version", "basis", "status"))


def send(cast, run, orders):
    tasks.send_center_orders(run, orders, user_id=cast.manager.pk)


def test_each_rep_of_a_center_gets_its_plan_and_the_run_counts_them(cast):
    stores_of(cast.rep, 2)
    stores_of(cast.colleague, 2)

    run, orders = order_center_plan(cast.center, actor=cast.actor("manager"), at=MONDAY)
    send(cast, run, orders[:1])
    half = center_run_of(cast.center)
    send(cast, run, orders)

    whole = center_run_of(cast.center)
    assert (half.done, half.total, half.state) == (1, 2, JobState.RUNNING)
    assert (whole.done, whole.state) == (2, JobState.DONE)
    assert plans(cast.rep) == plans(cast.colleague) == [(1, "anew", "draft")]
    assert [line.run.state for line in center_progress(cast.center, whole)] == [JobState.DONE] * 2


def test_what_is_cancelled_plans_no_further_rep_and_a_second_order_waits_for_the_first(cast):
    stores_of(cast.rep, 1)
    run, orders = order_center_plan(cast.center, actor=cast.actor("manager"), at=MONDAY)

    _same, none = order_center_plan(cast.center, actor=cast.actor("manager"), at=MONDAY + timedelta(seconds=5))
    cancel_center_plan(cast.center, actor=cast.actor("manager"), at=MONDAY)
    send(cast, run, orders)

    assert none == []
    assert plans(cast.rep) == []
    assert center_run_of(cast.center).state == JobState.FAILED


def test_a_part_that_died_after_its_plan_was_stored_is_not_planned_a_second_time(cast):
    stores_of(cast.rep, 2)
    stores_of(cast.colleague, 2)
    run, orders = order_center_plan(cast.center, actor=cast.actor("manager"), at=MONDAY)
    send(cast, run, orders)
    died = {"state": JobState.RUNNING, "heartbeat_at": MONDAY}
    JobRun.objects.filter(pk=run.pk).update(done=1, **died)
    JobRun.objects.filter(subject=str(cast.rep.pk), job=ROUTE_JOB).update(**died)

    assert resume_center_plans(at=MONDAY + timedelta(minutes=2)) == []
    ((resumed, left),) = resume_center_plans(at=MONDAY + timedelta(minutes=3))
    send(cast, resumed, left)

    assert [order.rep_id for order in left] == [cast.rep.pk]
    assert plans(cast.rep) == [(1, "anew", "draft")]
    assert center_run_of(cast.center).state == JobState.DONE


def test_a_center_that_cannot_be_planned_in_an_hour_is_not_tried_for_ever(cast):
    stores_of(cast.rep, 1)
    order_center_plan(cast.center, actor=cast.actor("manager"), at=MONDAY)

    assert resume_center_plans(at=MONDAY + timedelta(minutes=61)) == []

    run = center_run_of(cast.center)
    assert (run.state, "一小时" in run.message) == (JobState.FAILED, True)


@pytest.mark.parametrize("who", ["rep", "stranger", "hq", "marketing"])
def test_only_the_center_manager_plans_a_center(cast, who):
    with pytest.raises(PermissionDenied):
        order_center_plan(cast.center, actor=cast.actor(who), at=MONDAY)
    with pytest.raises(PermissionDenied):
        cancel_center_plan(cast.center, actor=cast.actor(who), at=MONDAY)


def test_a_rep_with_a_plan_in_force_chooses_between_keeping_it_and_a_new_one(cast):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 3))
    tasks.plan_route(rep_id=cast.rep.pk, version=2, user_id=cast.rep.pk)

    kept, anew = choice_of(cast.rep, cast.actor("rep"))
    taken = take_route_plan(kept, actor=cast.actor("rep"), at=MONDAY)

    assert (kept.basis, anew.basis, taken.pk) == ("kept", "anew", kept.pk)
    assert kept.totals["stability"]["kept_share"] == 1.0
    beside = compare(solved_plan(kept), solved_plan(anew))
    assert beside.before.visits == beside.after.visits
    assert plans(cast.rep)[1:] == [(2, "kept", "draft"), (3, "anew", "superseded")]


def test_submitting_one_of_two_drafts_sets_the_other_aside(cast):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 2))
    tasks.plan_route(rep_id=cast.rep.pk, version=2, user_id=cast.rep.pk)
    _kept, anew = choice_of(cast.rep, cast.actor("rep"))

    submit_route_plan(anew, actor=cast.actor("rep"), at=MONDAY)

    assert plans(cast.rep)[1:] == [(2, "kept", "superseded"), (3, "anew", "submitted")]
