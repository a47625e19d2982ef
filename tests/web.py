"""A real web server beside a test, which may be killed."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

from django.conf import settings

from tests.worker import eventually, url_of_test_database

START_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class LiveWeb:
    """gunicorn on a database, that of this test unless told another; its photos lie in a folder of its own."""

    def __init__(self, folder, url=None, port=None):
        self.folder, self.url, self.port = folder, url or url_of_test_database(), port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.media = folder / "media"
        self.log = folder / "web.log"
        self.process = None

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.start()
        return self

    def __exit__(self, *_exception):
        self.kill()

    def start(self):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "salesops.settings",
            "DATABASE_URL": self.url,
            "SALESOPS_VAR": str(self.folder),
        }
        command = [sys.executable, "-m", "gunicorn", "salesops.wsgi", f"--bind=127.0.0.1:{self.port}", "--threads=4"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--no-control-socket"],
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert eventually(self._answers, START_SECONDS), self.log.read_text()[-2000:]

    def kill(self):
        """End it and its workers at once, in the middle of whatever they answer."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def _answers(self):
        try:
            return urllib.request.urlopen(f"{self.address}/healthz", timeout=5).status == 200
        except (urllib.error.URLError, OSError):
            return False
