"""Deadlines are objects: who owes what, when, how late (handbook H1)."""

import json
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.periods.services import meet_deadline, reopen_deadline, set_deadlines
from salesops.periods.tables import standing_of
from tests.factories.periods import DeadlineFactory, WorkdayOverrideFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
DECEMBER = Month(2026, 12)


def stored() -> Deadline:
    return Deadline.objects.unscoped(because="test").get()


def asked(**options) -> dict:
    out = StringIO()
    call_command("deadlines", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    ("month", "plan_due", "review_due"),
    [
        ("2025-09", "2025-09-20", "2025-10-11"),
        ("2026-01", "2026-01-20", "2026-02-04"),
        ("2026-04", "2026-04-20", "2026-05-08"),
        ("2026-09", "2026-09-20", "2026-10-10"),
        ("2026-12", "2026-12-20", "2027-01-05"),
    ],
)
def test_the_command_prints_the_deadlines_of_a_months_cycle(db, month, plan_due, review_due):
    answer = asked(month=month)

    assert (answer["plan_due"], answer["review_due"]) == (plan_due, review_due)
    assert answer["is_provisional"] == (review_due > "2027")


def test_a_day_decided_by_hand_moves_the_review(db):
    WorkdayOverrideFactory(day=date(2026, 11, 2), is_workday=False)

    assert asked(month="2026-10")["review_due"] == "2026-11-05"


@pytest.mark.parametrize(("month", "center"), [("2026-13", None), ("x", None), ("2026-10", "NOWHERE")])
def test_bad_input_is_one_clear_line(db, month, center):
    with pytest.raises(CommandError, match=r"month|center"):
        asked(month=month, center=center)


def test_setting_a_deadline_again_keeps_when_it_was_met(cast):
    at = datetime(2026, 11, 18, 9, tzinfo=SHANGHAI)
    deadline = DeadlineFactory.build(
        rep=cast.rep, center=cast.center, month=DECEMBER.first_day, subject_id=7, due_on=date(2026, 11, 20)
    )
    set_deadlines([deadline])
    meet_deadline(DeadlineKind.PLAN, DECEMBER, 7, at=at)

    deadline.pk = None
    set_deadlines([deadline])

    assert stored().met_at == at


def test_the_first_submission_counts_and_a_return_opens_it_again(cast):
    DeadlineFactory(rep=cast.rep, subject_id=7)
    first, second = (datetime(2026, 11, day, 9, tzinfo=SHANGHAI) for day in (18, 19))

    meet_deadline(DeadlineKind.PLAN, DECEMBER, 7, at=first)
    meet_deadline(DeadlineKind.PLAN, DECEMBER, 7, at=second)
    assert stored().met_at == first

    reopen_deadline(DeadlineKind.PLAN, DECEMBER, 7)
    assert stored().met_at is None


@pytest.mark.parametrize(
    ("today", "met_on", "state"),
    [(19, None, "open"), (20, None, "due"), (21, None, "overdue"), (25, 20, "done"), (25, 22, "late")],
)
def test_how_late_a_duty_is(today, met_on, state):
    met_at = met_on and datetime(2026, 11, met_on, 23, 30, tzinfo=SHANGHAI)
    deadline = DeadlineFactory.build(rep=None, center=None, due_on=date(2026, 11, 20), met_at=met_at)

    assert standing_of(deadline, date(2026, 11, today))[0] == state


def test_everybody_sees_what_is_owed_in_its_own_reach(client, cast):
    DeadlineFactory(rep=cast.rep, subject="本店客户")
    DeadlineFactory(rep=cast.foreign_rep, subject="外店客户")
    client.force_login(cast.manager)

    page = client.get(reverse("periods:deadline_list")).content.decode()

    assert "本店客户" in page
    assert "外店客户" not in page
