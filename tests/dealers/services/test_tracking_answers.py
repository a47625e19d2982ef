"""Why a line is far behind, and what is done about it (handbook H8.3)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dealers.models import TrackedLine
from dealers.selectors.tracking_terms import tracking_terms_of
from dealers.services.tracking_answers import NothingToAnswer, answer_line, set_tracking_terms
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import EditedMeanwhile
from tests.factories.dealers import ProfitPlanFactory
from tests.factories.stores import CustomerFactory
from tests.factories.tracking import TrackedLineFactory, last_week
from visits.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast):
    return TrackedLineFactory(week__plan=ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep)))


def answer(line, actor, *, revision=1, **options):
    at = timezone.now()
    said = {"cause": "stock_out", "remark": "黑色缺货", "action": "周五前补货 10 台"}
    due = {"action_due_on": timezone.localdate(at) + timedelta(days=4)}
    return answer_line(line, **(said | due | options), revision=revision, actor=actor, at=at)


def fresh(line):
    return TrackedLine.objects.unscoped(because="test").get(pk=line.pk)


def test_an_answer_makes_a_task_at_the_store_once(cast, line):
    answer(line, cast.actor("rep"))
    answer(line, cast.actor("rep"), revision=2, remark="白色也缺")

    task = Task.objects.unscoped(because="test").get()
    assert (task.title, task.store, task.source) == ("周五前补货 10 台", line.store, "tracking")
    assert (fresh(line).remark, fresh(line).answered_by) == ("白色也缺", cast.rep)
    assert AuditEvent.objects.filter(step="answer a line", object_id=line.week_id).count() == 2


@pytest.mark.parametrize("who", ["colleague", "manager", "stranger", "foreign_rep", "marketing", "hq", "admin"])
def test_nobody_but_the_plans_rep_answers(cast, line, who):
    with pytest.raises(PermissionDenied):
        answer(line, cast.actor(who))


def test_the_same_answer_again_leaves_no_trace(cast, line):
    answer(line, cast.actor("rep"))
    answer(line, cast.actor("rep"))

    assert AuditEvent.objects.filter(step="answer a line").count() == 1


def test_the_second_of_two_tabs_is_told(cast, line):
    answer(line, cast.actor("rep"))

    with pytest.raises(EditedMeanwhile):
        answer(line, cast.actor("rep"), cause="price")


def test_a_line_that_keeps_up_needs_no_answer(cast, line):
    TrackedLine.objects.unscoped(because="test").update(light="green")

    with pytest.raises(NothingToAnswer):
        answer(line, cast.actor("rep"))


def test_an_earlier_week_is_not_answered_any_more(cast, line):
    week = line.week
    week.week_on = last_week() - timedelta(days=7)
    week.save()

    with pytest.raises(NothingToAnswer):
        answer(line, cast.actor("rep"))


def test_an_action_is_not_due_in_the_past(cast, line):
    with pytest.raises(NothingToAnswer):
        answer(line, cast.actor("rep"), action_due_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize(("who", "is_allowed"), [("manager", True), ("admin", True), ("rep", False), ("hq", False)])
def test_a_center_draws_its_lines(cast, who, is_allowed):
    values = {"green_from": 95, "red_below": 70, "least_missing": 3, "answer_workdays": 1}
    draw = {"revision": 1, "actor": cast.actor(who), "at": timezone.now()}
    if not is_allowed:
        with pytest.raises(PermissionDenied):
            set_tracking_terms(tracking_terms_of(cast.center), values, **draw)
        return

    set_tracking_terms(tracking_terms_of(cast.center), values, **draw)

    assert tracking_terms_of(cast.center).lines.red_below == 70
