"""The list of tasks, and finishing one (handbook H5.7)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.visits import TaskFactory
from visits.choices import TaskStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_rep(client, cast):
    client.force_login(cast.rep)
    return client


def titles(response) -> list[str]:
    return [row.record.title for row in response.context["table"].rows]


def test_the_list_begins_with_what_is_open_and_most_urgent(as_rep, shop):
    today = timezone.localdate()
    TaskFactory(store=shop.store, title="以后", due_on=today + timedelta(days=3))
    TaskFactory(store=shop.store, title="逾期", due_on=today - timedelta(days=1))
    TaskFactory(store=shop.store, title="已完成", status=TaskStatus.DONE, done_at=timezone.now())
    address = reverse("visits:task_list")

    shown = [titles(as_rep.get(address, asked)) for asked in ({}, {"due": "overdue"}, {"due": "", "status": "done"})]

    assert shown == [["逾期", "以后"], ["逾期"], ["已完成"]]


def test_a_task_is_finished_in_place(as_rep, shop):
    task = TaskFactory(store=shop.store)

    response = as_rep.post(
        reverse("visits:task_finish", args=[task.pk]), {"outcome": "已补"}, headers={"HX-Request": "true"}
    )

    task.refresh_from_db()
    assert (task.status, task.outcome, response["HX-Trigger"]) == (TaskStatus.DONE, "已补", "task-changed")
    assert f"task-status-{task.pk}" in response.content.decode()


def test_who_is_second_is_told(as_rep, shop):
    task = TaskFactory(store=shop.store, status=TaskStatus.DONE, done_at=timezone.now())

    assert as_rep.post(reverse("visits:task_finish", args=[task.pk])).status_code == 409
