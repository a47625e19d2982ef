"""The nightly jobs of the calendar, and planning by a real worker (H4.3–H4.5)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings

from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from tests.factories.accounts import UserFactory
from tests.visits.routes.areas import MONDAY, calendar_of, plan_in_force_of, stores_of
from tests.worker import eventually
from visits import tasks
from visits.choices import PlannedVisitStatus
from visits.models import RoutePlan

NIGHT = MONDAY + timedelta(days=30, hours=7)


def test_nightly_jobs_are_in_the_schedule_the_day_closed_first():
    entries = settings.CELERY_BEAT_SCHEDULE
    close, extend = entries["close-day"], entries["extend-calendar"]

    assert (close["task"], extend["task"]) == (tasks.close_day.name, tasks.extend_calendar.name)
    assert (min(close["schedule"].hour), min(extend["schedule"].hour)) == (0, 1)


@pytest.mark.django_db
def test_each_night_six_weeks_stand_ahead_and_the_past_is_closed():
    rep = UserFactory()
    plan_in_force_of(rep)
    before = calendar_of(rep)[-1].planned_on

    with time_machine.travel(NIGHT, tick=False):
        tasks.close_day()
        tasks.extend_calendar()

    visits = calendar_of(rep)
    missed = {visit.planned_on for visit in visits if visit.status == PlannedVisitStatus.MISSED}
    assert (min(missed), max(missed)) == (date(2026, 11, 26), date(2026, 12, 21))
    assert before < NIGHT.date() + timedelta(weeks=6) <= visits[-1].planned_on


@pytest.mark.django_db
def test_a_plan_that_is_no_longer_in_force_is_not_laid():
    rep = UserFactory()
    plan = plan_in_force_of(rep)
    RoutePlan.objects.unscoped(because="tests").filter(pk=plan.pk).update(status="superseded")
    count = len(calendar_of(rep))

    with time_machine.travel(NIGHT, tick=False):
        tasks.lay_plan(plan_id=plan.pk)

    assert len(calendar_of(rep)) == count


@pytest.mark.worker
def test_a_plan_is_made_by_a_worker_and_its_run_says_so(live_worker):
    rep = UserFactory()
    stores_of(rep, 4)

    tasks.plan_route.delay(rep_id=rep.pk, version=1, user_id=rep.pk)

    run = JobRun.objects.filter(job="visits.plan_route", subject=str(rep.pk))
    assert eventually(run.filter(state=JobState.DONE).exists), live_worker.log.read_text()
    assert RoutePlan.objects.unscoped(because="tests").get(rep=rep).version == 1
