"""Subjects that fail rest longer each time, and a silent run counts as killed (reliability J3, J7)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesops.workflow.selectors.runs import failed_runs, is_at_work, resting_subjects
from salesops.workflow.services import fail_job, note_progress, start_job

AT = datetime(2026, 11, 1, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


def failed(times: int):
    for _ in range(times):
        run = start_job("draft", "review:2026-10:K1", total=1, at=AT)
        fail_job(run, at=AT, message="没有价格")


@pytest.mark.parametrize(("tries", "minutes"), [(1, 5), (2, 15), (3, 60), (4, 240)])
def test_each_failure_rests_longer(tries, minutes):
    failed(tries)

    before, after = AT + timedelta(minutes=minutes - 1), AT + timedelta(minutes=minutes)
    assert resting_subjects("draft", "review:2026-10:", before) == {"review:2026-10:K1"}
    assert resting_subjects("draft", "review:2026-10:", after) == set()


def test_after_the_last_try_it_waits_for_a_person():
    failed(5)

    assert resting_subjects("draft", "review:2026-10:", AT + timedelta(days=9)) == {"review:2026-10:K1"}
    assert [run.message for run in failed_runs("draft", "review:2026-10:")] == ["没有价格"]


def test_run_that_was_not_heard_of_is_not_at_work():
    run = start_job("month", "2026-10", total=9, at=AT)
    note_progress(run, done=1, at=AT + timedelta(minutes=2))

    assert is_at_work("month", "2026-10", AT + timedelta(minutes=4))
    assert not is_at_work("month", "2026-10", AT + timedelta(minutes=5))
