"""The scheduler starts on any file, also on one that a power cut left half written."""

from pathlib import Path

import pytest

from salesops.beat import MendingScheduler
from salesops.celery import app


def started(filename: Path) -> MendingScheduler:
    return MendingScheduler(app=app, schedule_filename=str(filename))


@pytest.fixture
def filename(tmp_path) -> Path:
    """The file of a scheduler that has run."""
    scheduler = started(tmp_path / "schedule")
    scheduler.close()
    return tmp_path / "schedule"


def files_of(filename: Path) -> list[Path]:
    return list(filename.parent.glob(f"{filename.name}*"))


def test_what_ran_is_remembered(filename):
    scheduler = started(filename)
    scheduler.schedule["heartbeat"].total_run_count = 7
    scheduler.close()

    assert started(filename).schedule["heartbeat"].total_run_count == 7


def test_an_index_without_its_data_is_thrown_away(filename):
    for part in files_of(filename):
        if part.suffix != ".dir":
            part.write_bytes(b"")

    scheduler = started(filename)

    assert set(app.conf.beat_schedule) <= set(scheduler.schedule)


def test_a_file_of_garbage_is_thrown_away(filename):
    for part in files_of(filename):
        part.write_bytes(b"\x00garbage" * 40)

    assert "heartbeat" in started(filename).schedule
