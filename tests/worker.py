"""A real Celery worker beside a test."""

import os
import shutil
import signal
import subprocess
import sys
import time
from urllib.parse import quote

import redis
from django.conf import settings
from django.db import connection
from kombu import pools

from salesops.celery import app
from salesops.web.machine import answers

START_SECONDS = 40
FILES = "filesystem://localhost"


def queue_in_redis():
    """Give each process of a parallel run its own numbered database."""
    base, _, number = settings.TEST_REDIS_URL.rpartition("/")
    process = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return f"{base}/{int(number) + int(process)}"


def broker_of_run(vendor):
    if vendor == "postgresql" and answers(settings.TEST_REDIS_URL, 6379):
        return "redis"
    return "filesystem"


def url_of_test_database():
    """Say where this test's rows are, for another process."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{here['NAME']}"
    password = f":{quote(here['PASSWORD'])}" if here["PASSWORD"] else ""
    return f"postgres://{quote(here['USER'])}{password}@{here['HOST']}:{here['PORT'] or 5432}/{here['NAME']}"


def eventually(is_so, seconds=30, pause=0.1):
    """Wait until the condition holds, looking every pause seconds; false when it never did."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(pause)
    return bool(is_so())


class LiveWorker:
    """A worker that a test may stop, kill and start again."""

    def __init__(self, broker, folder):
        self.url = queue_in_redis() if broker == "redis" else FILES
        self.folder = folder
        self.log = folder / "log"
        self.process = None

    def __enter__(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.empty_queue()
        self.before = {key: app.conf[key] for key in ("task_always_eager", "broker_url", "broker_transport_options")}
        self.send_by(task_always_eager=False, broker_url=self.url, broker_transport_options=self.transport())
        self.start()
        return self

    def __exit__(self, *_exception):
        self.kill()
        self.send_by(**self.before)
        self.empty_queue()

    def send_by(self, **conf):
        """Let this process send through another queue from now on."""
        app.conf.update(conf)
        pools.reset()
        app._after_fork()  # the one way to make it forget its own pool

    def transport(self):
        return settings.CELERY_BROKER_TRANSPORT_OPTIONS if self.url == FILES else {}

    def empty_queue(self):
        if self.url == FILES:
            for letter in (settings.BROKER_FOLDER / "queue").iterdir():
                letter.unlink(missing_ok=True)
        else:
            with redis.Redis.from_url(self.url) as queue:
                queue.flushdb()

    def start(self):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "salesops.settings",
            "DATABASE_URL": url_of_test_database(),
            "CELERY_BROKER_URL": self.url,
        }
        command = [sys.executable, "-m", "celery", "-A", "salesops", "worker", "--loglevel=INFO", "--concurrency=2"]
        quiet = ["--without-mingle", "--without-gossip", "--without-heartbeat"]
        with self.log.open("ab") as log:
            here = self.log.stat().st_size
            self.process = subprocess.Popen(
                [*command, *quiet],
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        is_ready = eventually(lambda: b" ready." in self.log.read_bytes()[here:], START_SECONDS)
        assert is_ready, self.log.read_text()

    def stop(self):
        """Let it finish what it does."""
        self.process.terminate()
        self.process.wait(30)

    def kill(self):
        """End it and its pool at once, as a power cut would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
