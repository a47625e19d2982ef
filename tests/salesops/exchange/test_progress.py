"""Signs of life of jobs: how far a writing is, a check that is stopped, a silence that is said (handbook H2.4)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesops.exchange.choices import RunState
from salesops.exchange.models import ImportRun
from salesops.exchange.progress import told_progress
from salesops.exchange.services import check_import, commit_import, discard_import, request_import, stalled_imports
from tests.salesops.exchange.kinds import CenterImport
from tests.salesops.exchange.services.test_imports import ADMIN, BOTH, checked, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("center_kind")]


def waiting(sheet):
    return request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())


def fall_silent(run, minutes=5):
    runs = ImportRun.objects.unscoped(because="test").filter(pk=run.pk)
    runs.update(heartbeat_at=timezone.now() - timedelta(minutes=minutes))


def test_a_writing_job_tells_how_far_it_is_and_leaves_nothing_behind(sheet, monkeypatch):
    run = waiting(sheet)
    seen = []
    monkeypatch.setattr(CenterImport, "trouble", lambda: seen.append(told_progress(run)))

    commit_import(run.pk, clock=timezone.now)

    assert seen == [(3, 3)]
    assert told_progress(run) == (0, 0)


def test_a_long_writing_that_still_tells_its_progress_is_left_alone(sheet, monkeypatch):
    run = waiting(sheet)
    fall_silent(run)
    found = []
    monkeypatch.setattr(CenterImport, "trouble", lambda: found.append(stalled_imports(at=timezone.now()).to_import))

    assert stalled_imports(at=timezone.now()).to_import == [run.pk]
    commit_import(run.pk, clock=timezone.now)

    assert found == [[]]


def test_a_check_that_is_discarded_stops_at_its_next_chunk(sheet):
    run = upload(sheet(*BOTH))

    def clock():
        if ImportRun.objects.unscoped(because="test").get(pk=run.pk).state == RunState.CHECKING:
            discard_import(run, actor=ADMIN, at=timezone.now())
        return timezone.now()

    assert check_import(run.pk, clock=clock).state == RunState.DISCARDED


def test_a_silent_run_says_so_and_goes_on_at_a_tap(client, cast, sheet):
    client.force_login(cast.admin)
    run = waiting(sheet)
    address = reverse("exchange:import_resume", args=[run.pk])
    assert address not in client.get(run.get_absolute_url()).content.decode()
    fall_silent(run)

    assert address in client.get(run.get_absolute_url()).content.decode()
    client.post(address)

    assert ImportRun.objects.unscoped(because="test").get(pk=run.pk).state == RunState.IMPORTED


def test_a_run_at_work_is_not_sent_twice(client, cast, sheet):
    client.force_login(cast.admin)
    run = waiting(sheet)

    client.post(reverse("exchange:import_resume", args=[run.pk]))

    assert ImportRun.objects.unscoped(because="test").get(pk=run.pk).state == RunState.IMPORTING
