"""Deadlines are reminded of 5, 2 and 0 days before, and told to the manager when overdue (handbook H1)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from salesops.notices.models import Notice
from salesops.notices.selectors.inbox import inbox_of, unread_count
from salesops.notices.services import remind
from tests.factories.periods import DeadlineFactory

MORNING = datetime(2026, 11, 15, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
DUE = date(2026, 11, 20)


def remind_on(day: date) -> None:
    remind(on=day, at=MORNING)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-6, []), (-5, ["rep"]), (-4, []), (-2, ["rep"]), (-1, []), (0, ["rep"]), (1, ["manager"]), (2, [])],
)
def test_who_is_reminded_on_which_day(cast, days, told):
    DeadlineFactory(rep=cast.rep, due_on=DUE)
    remind_on(DUE + timedelta(days=days - 1))
    Notice.objects.update(created_at=MORNING - timedelta(days=1))

    remind_on(DUE + timedelta(days=days))

    today = Notice.objects.filter(created_at=MORNING).values_list("user__username", flat=True)
    assert list(today) == [getattr(cast, who).username for who in told]


@pytest.mark.parametrize(("days", "told"), [(-4, ["rep"]), (-1, ["rep"]), (2, ["manager"]), (7, ["manager"]), (8, [])])
def test_a_reminder_whose_day_was_missed_is_told_late_and_once(cast, days, told):
    DeadlineFactory(rep=cast.rep, due_on=DUE)

    remind_on(DUE + timedelta(days=days))
    remind_on(DUE + timedelta(days=days))

    assert list(Notice.objects.values_list("user__username", flat=True)) == [
        getattr(cast, who).username for who in told
    ]


def test_several_plans_of_one_rep_are_one_reminder_however_often_the_job_runs(cast):
    DeadlineFactory.create_batch(3, rep=cast.rep, due_on=DUE)

    remind_on(DUE)
    remind_on(DUE)

    notice = inbox_of(cast.actor("rep")).get()
    assert notice.values["count"] == 3


def test_what_was_submitted_is_not_reminded_of(cast):
    DeadlineFactory(rep=cast.rep, due_on=DUE, met_at=MORNING)

    remind_on(DUE)

    assert not Notice.objects.exists()


def test_opening_a_notice_marks_it_read_and_goes_where_it_points(client, cast):
    DeadlineFactory(rep=cast.rep, due_on=DUE)
    remind_on(DUE)
    client.force_login(cast.rep)
    notice = inbox_of(cast.actor("rep")).get()

    response = client.post(reverse("notices:notice_open", args=[notice.pk]))

    assert response.url == notice.url
    assert unread_count(cast.actor("rep")) == 0
