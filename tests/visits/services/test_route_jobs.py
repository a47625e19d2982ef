"""Planning in the background: ordered once, made once, refused in words (H4.3)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from salesops.accounts.choices import Role
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from tests.factories.accounts import UserFactory
from tests.visits.routes.areas import MONDAY, stores_of
from visits import tasks
from visits.models import RoutePlan
from visits.selectors.routes import NothingToPlan
from visits.services.route_jobs import order_route_plan, run_route_job

pytestmark = pytest.mark.django_db


def clock():
    return MONDAY


def versions(rep):
    return list(RoutePlan.objects.unscoped(because="tests").filter(rep=rep).values_list("version", flat=True))


def test_an_order_names_the_next_version_and_shows_progress(cast):
    run, version = order_route_plan(cast.rep, actor=cast.actor("rep"), at=MONDAY)

    assert (version, run.state, run.started_by) == (1, JobState.RUNNING, cast.rep)


def test_while_one_is_at_work_nothing_is_ordered_until_it_fell_silent(cast):
    order_route_plan(cast.rep, actor=cast.actor("rep"), at=MONDAY)

    _run, meanwhile = order_route_plan(cast.rep, actor=cast.actor("manager"), at=MONDAY + timedelta(seconds=5))
    _run, later = order_route_plan(cast.rep, actor=cast.actor("manager"), at=MONDAY + timedelta(minutes=4))

    assert (meanwhile, later) == (None, 1)


def test_only_who_plans_for_the_rep_may_order(cast):
    with pytest.raises(PermissionDenied):
        order_route_plan(cast.rep, actor=cast.actor("colleague"), at=MONDAY)
    with pytest.raises(NothingToPlan):
        order_route_plan(cast.manager, actor=cast.actor("manager"), at=MONDAY)


def test_the_job_makes_the_version_once_however_often_it_runs(cast):
    stores_of(cast.rep, 2)
    for _ in range(2):
        run_route_job(cast.rep.pk, version=1, actor=cast.actor("rep"), clock=clock)

    assert versions(cast.rep) == [1]
    assert JobRun.objects.get(subject=str(cast.rep.pk)).state == JobState.DONE


def test_the_job_says_why_it_cannot(cast):
    run_route_job(cast.rep.pk, version=1, actor=cast.actor("rep"), clock=clock)

    run = JobRun.objects.get(subject=str(cast.rep.pk))
    assert run.state == JobState.FAILED
    assert cast.rep.name in run.message


def test_who_lost_the_right_meanwhile_gets_no_plan(cast):
    stores_of(cast.rep, 2)

    run_route_job(cast.rep.pk, version=1, actor=cast.actor("colleague"), clock=clock)

    assert versions(cast.rep) == []
    assert JobRun.objects.get(subject=str(cast.rep.pk)).state == JobState.FAILED


def test_the_task_works_for_the_person_who_asked():
    manager = UserFactory(role=Role.MANAGER)
    rep = UserFactory(center=manager.center)
    stores_of(rep, 2)

    tasks.plan_route(rep_id=rep.pk, version=1, user_id=manager.pk)

    assert versions(rep) == [1]
