"""kill -9 in the middle of the writing leaves nothing, and the next try writes all (reliability J1, J9)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import timezone

from salesops.exchange.choices import RunState
from salesops.exchange.services import commit_import, request_import, request_undo, undo_import
from tests.salesops.exchange.services.test_imports import ADMIN, BOTH, checked, imported, names
from tests.worker import eventually, url_of_test_database


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("center_kind")
def test_a_killed_import_leaves_nothing_and_is_done_whole_by_the_next(sheet, tmp_path):
    run = request_import(checked(sheet(*BOTH)), good_rows_only=False, actor=ADMIN, at=timezone.now())

    assert kill_while_writing(tmp_path, run.pk)
    assert names() == {}

    run = commit_import(run.pk, clock=timezone.now)

    assert (run.state, names()) == (RunState.IMPORTED, {"CQ": "重庆", "CD": "成都"})


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("center_kind")
def test_a_killed_undo_leaves_the_import_and_is_done_whole_by_the_next(sheet, tmp_path):
    run = imported(sheet(*BOTH))
    request_undo(run, possible_only=False, actor=ADMIN, at=timezone.now(), reason="wrong file")

    assert kill_while_writing(tmp_path, run.pk, "undo")
    assert names() == {"CQ": "重庆", "CD": "成都"}

    assert (undo_import(run.pk, clock=timezone.now).state, names()) == (RunState.UNDONE, {})


def kill_while_writing(tmp_path, *arguments):
    """Whether the process had written when it was killed."""
    sign = tmp_path / "written"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "salesops.settings",
        "DATABASE_URL": url_of_test_database(),
        "SALESOPS_VAR": str(settings.MEDIA_ROOT.parent),
        "SIGN": str(sign),
    }
    command = [sys.executable, "-m", "tests.salesops.exchange.killed", *map(str, arguments)]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment) as process:
        was_writing = eventually(sign.exists, 60)
        process.kill()
    return was_writing
