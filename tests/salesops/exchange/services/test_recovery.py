"""Runs that lost their worker are found, and given up after five tries (reliability J1, J3)."""

from datetime import UTC, datetime, timedelta

import pytest

from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.services import request_undo, stalled_imports
from salesops.exchange.tasks import resume
from tests.salesops.exchange.services.test_imports import ADMIN as ACTOR
from tests.salesops.exchange.services.test_imports import BOTH, checked, imported, names, request_import, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def run_in(state, *, silent_minutes, attempts=1, imported_at=None):
    return ImportRun.objects.create(
        kind="test_centers",
        file="imports/x.xlsx",
        file_name="x.xlsx",
        sha256="0",
        size_bytes=1,
        job="test",
        state=state,
        attempts=attempts,
        imported_at=imported_at,
        created_at=NOW,
        heartbeat_at=NOW - timedelta(minutes=silent_minutes),
    )


def test_silent_runs_are_found_and_living_ones_left_alone():
    lost = run_in(RunState.UPLOADED, silent_minutes=5, attempts=0)
    died = run_in(RunState.CHECKING, silent_minutes=5)
    unwritten = run_in(RunState.IMPORTING, silent_minutes=5)
    half_undone = run_in(RunState.UNDOING, silent_minutes=5, imported_at=NOW)
    run_in(RunState.CHECKING, silent_minutes=1)
    run_in(RunState.CHECKED, silent_minutes=500)

    stalled = stalled_imports(at=NOW)

    assert (stalled.to_check, stalled.to_import) == ([lost.pk, died.pk], [unwritten.pk])
    assert stalled.to_undo == [half_undone.pk]


def test_a_run_that_was_tried_five_times_is_closed_as_failed():
    run = run_in(RunState.CHECKING, silent_minutes=5, attempts=5)

    assert stalled_imports(at=NOW).to_check == []
    run.refresh_from_db()
    assert (run.state, run.message_code) == (RunState.FAILED, "stopped")


def test_an_undo_that_was_tried_five_times_leaves_the_import_as_it_is():
    run = run_in(RunState.UNDOING, silent_minutes=5, attempts=5, imported_at=NOW)

    assert stalled_imports(at=NOW).to_undo == []
    run.refresh_from_db()
    assert (run.state, run.message_code) == (RunState.IMPORTED, "undo_stopped")


def test_the_job_takes_a_lost_undo_up_again(sheet):
    run = imported(sheet(*BOTH))
    request_undo(run, possible_only=False, actor=ACTOR, at=NOW, reason="wrong file")

    resume()

    run.refresh_from_db()
    assert (run.state, names()) == (RunState.UNDONE, {})


def test_the_job_takes_lost_runs_up_again(sheet):
    lost = upload(sheet(*BOTH))
    waiting = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ACTOR, at=NOW)
    ImportRun.objects.unscoped(because="test").update(heartbeat_at=NOW - timedelta(days=9))

    resume()

    states = dict(ImportRun.objects.unscoped(because="test").values_list("pk", "state"))
    assert states == {lost.pk: RunState.CHECKED, waiting.pk: RunState.IMPORTED}
    assert set(names()) == {"CQ", "CD"}
