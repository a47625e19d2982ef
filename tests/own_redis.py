"""A Redis server of a test's own, which may be killed and comes back empty, as one without a disk does."""

import shutil
import subprocess

import redis

from tests.web import free_port
from tests.worker import eventually


def binary():
    """Where the server's program is; None where there is only the client."""
    return shutil.which("redis-server")


class OwnRedis:
    """Keeps nothing on disk: what was queued dies with it."""

    def __init__(self):
        self.port, self.process = free_port(), None

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_exception):
        self.kill()

    def start(self):
        command = [binary(), "--port", str(self.port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        assert eventually(self._answers, 20)

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def _answers(self):
        try:
            with redis.Redis.from_url(self.url) as server:
                return server.ping()
        except redis.ConnectionError:
            return False
