"""One command runs the whole program and ends it again."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from tests.worker import eventually

pytestmark = [pytest.mark.worker, pytest.mark.embedded, pytest.mark.timeout(240)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_ready(port):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).status == 200
    except (urllib.error.URLError, OSError):
        return False


def children_of(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def worker_of(process):
    found = [int(pid) for pid in children_of(process) if "worker" in command_of(pid) and "celery" in command_of(pid)]
    return found[0] if found else None


@pytest.fixture
def program(tmp_path):
    """The embedded program in a folder of its own."""
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "CELERY"))}
    environment |= {"SALESOPS_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "salesops.settings", "PORT": str(port)}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=settings.BASE_DIR, env=environment, check=True)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [*manage, "dev"], cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
    process.port = port
    yield process
    process.terminate()
    process.wait(60)


def test_dev_keeps_web_worker_and_beat_running_until_it_is_stopped(program, tmp_path):
    assert eventually(lambda: is_ready(program.port), 90), (tmp_path / "log").read_text()

    lost = worker_of(program)
    os.killpg(lost, signal.SIGKILL)
    assert eventually(lambda: worker_of(program) not in {None, lost}, 40), (tmp_path / "log").read_text()

    children = children_of(program)
    program.send_signal(signal.SIGTERM)
    assert program.wait(60) == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
