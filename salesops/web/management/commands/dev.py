"""The whole program on one machine: web, worker and beat, each watched and stopped by its own id."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PAUSE = 0.5
SETTLED = 10
WORKER = ["celery", "-A", "salesops", "worker", "--loglevel=INFO", "--concurrency=2"]
# The file queue has no broadcast worth its files; Redis does not need them for one worker.
QUIET = ["--without-mingle", "--without-gossip", "--without-heartbeat"]
BEAT = ["celery", "-A", "salesops", "beat", "--loglevel=INFO", "--pidfile="]


@dataclass
class Child:
    """One process that should be running; a session of its own keeps Ctrl-C from its pool."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started: float = field(default=0.0)

    def start(self):
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.command],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def has_died(self):
        return self.process.poll() is not None

    def may_start_again(self):
        """Give a process that dies at once a pause, so that it does not spin."""
        return time.monotonic() - self.started > SETTLED

    def stop(self, seconds):
        """Ask the process itself, never its group: a worker whose pool dies first does not end."""
        if self.has_died():
            return
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def is_taken(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def forget_control_letters():
    """Drop remote control's leftovers of processes that are gone; the file queue never does."""
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        for letter in (settings.BROKER_FOLDER / "queue").glob("*.pidbox.msg"):
            letter.unlink(missing_ok=True)


class Command(BaseCommand):
    help = "Run web, worker and beat until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, *, host, port, **options):
        if is_taken(host, port):
            raise CommandError(f"Port {port} of {host} is taken; choose another: PORT=8001.")
        forget_control_letters()
        self.is_stopping = False
        signal.signal(signal.SIGTERM, self.ask_to_stop)
        signal.signal(signal.SIGINT, self.ask_to_stop)
        web = [
            "gunicorn",
            "salesops.wsgi:application",
            f"--bind={host}:{port}",
            "--workers=2",
            "--threads=4",
            "--no-control-socket",
        ]
        children = [Child("web", web), Child("worker", [*WORKER, *QUIET]), Child("beat", BEAT)]
        for child in children:
            child.start()
        try:
            self.announce(f"http://{host}:{port}/")
            self.watch(children)
        finally:
            for child in children:
                child.stop(seconds=20)
        self.stdout.write("Stopped.")

    def ask_to_stop(self, *_signal):
        self.is_stopping = True

    def announce(self, address):
        """Print the address once it answers."""
        for _try in range(60):
            if self.is_stopping:
                return
            try:
                urllib.request.urlopen(f"{address}healthz", timeout=2).close()
            except (urllib.error.URLError, OSError):
                time.sleep(PAUSE)
                continue
            break
        self.stdout.write(f"\nsalesops runs at {address} (Ctrl-C stops it)\n")
        self.stdout.flush()

    def watch(self, children):
        while not self.is_stopping:
            for child in children:
                if child.has_died() and child.may_start_again():
                    self.stderr.write(f"{child.name} ended with {child.process.returncode}; starting it again.")
                    child.start()
            time.sleep(PAUSE)
