"""Next steps at a store (handbook H5.7)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING, TaskFactory
from visits.choices import TaskStatus
from visits.services.checkin import ClientIdTaken
from visits.services.tasks import NoSuchOwner, add_task, drop_task, finish_task, hand_over_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(shop):
    return TaskFactory(store=shop.store)


def agree(store, actor, client_id):
    return add_task(
        client_id=client_id,
        store=store,
        rep_id=store.rep_id,
        title="补齐海报",
        due_on=date(2026, 11, 30),
        source="visit",
        source_url="",
        actor=actor,
        at=MORNING,
    )


def test_the_same_client_id_makes_one_task(cast, shop):
    client_id = uuid4()

    first = agree(shop.store, cast.actor("rep"), client_id)

    assert agree(shop.store, cast.actor("rep"), client_id) == first
    assert AuditEvent.objects.filter(object_type="visits.task").count() == 1


def test_the_id_of_another_stores_task_is_refused(cast, shop):
    client_id = uuid4()
    agree(shop.store, cast.actor("rep"), client_id)

    with pytest.raises(ClientIdTaken):
        agree(StoreFactory(), cast.actor("rep"), client_id)


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_a_task_is_done_once_with_its_outcome(cast, task, who):
    done = finish_task(task, outcome="已补", actor=cast.actor(who), at=MORNING)

    assert (done.status, done.done_at, done.outcome) == (TaskStatus.DONE, MORNING, "已补")
    with pytest.raises(NotPossibleNow):
        finish_task(task, outcome="", actor=cast.actor(who), at=MORNING)


def test_a_task_is_dropped_with_a_reason(cast, task):
    with pytest.raises(ReasonMissing):
        drop_task(task, reason="", actor=cast.actor("rep"), at=MORNING)

    assert drop_task(task, reason="门店关了", actor=cast.actor("rep"), at=MORNING).status == TaskStatus.DROPPED


@pytest.mark.parametrize("who", ["colleague", "stranger", "foreign_rep", "marketing", "hq", "admin"])
def test_nobody_else_works_on_a_task(cast, task, who):
    with pytest.raises(PermissionDenied):
        finish_task(task, outcome="", actor=cast.actor(who), at=MORNING)


def hand_over(task, rep, actor):
    return hand_over_task(task, rep=rep, revision=1, reason="休假", actor=actor, at=MORNING)


def test_the_manager_hands_a_task_to_another_rep_of_the_center(cast, task):
    assert hand_over(task, cast.colleague, cast.actor("manager")).rep == cast.colleague


@pytest.mark.parametrize("to", ["foreign_rep", "manager"])
def test_a_task_goes_to_a_rep_of_its_center_only(cast, task, to):
    with pytest.raises(NoSuchOwner):
        hand_over(task, getattr(cast, to), cast.actor("manager"))


@pytest.mark.parametrize("who", ["rep", "stranger", "marketing"])
def test_only_the_manager_hands_a_task_over(cast, task, who):
    with pytest.raises(PermissionDenied):
        hand_over(task, cast.colleague, cast.actor(who))
