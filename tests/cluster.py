"""A PostgreSQL server of a test's own, which may be killed as by a power cut."""

import os
import pwd
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.web import free_port
from tests.worker import eventually

USER = "postgres"


def binaries():
    """Where the server's own programs are; nowhere on a machine that only has the client's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Cluster:
    """An empty server; as root it runs as the user that Debian gives it, for it refuses root."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None
        self.log = folder.with_suffix(".log")
        self.as_user = {"user": USER, "group": USER, "extra_groups": []} if os.getuid() == 0 else {}
        self.name = USER if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name

    @property
    def url(self):
        return f"postgres://{self.name}@127.0.0.1:{self.port}/postgres"

    def __enter__(self):
        self.folder.mkdir(mode=0o700)
        if self.as_user:
            account = pwd.getpwnam(USER)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        command = ["initdb", "-D", self.folder, "-U", self.name, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self._run(*command)
        self.start()
        return self

    def __exit__(self, *_exception):
        self.kill()
        shutil.rmtree(self.folder)

    def start(self):
        command = [binaries() / "postgres", "-D", self.folder, "-p", str(self.port), "-k", self.folder]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **self.as_user
            )
        assert eventually(self._answers, 60), self.log.read_text()[-2000:]

    def kill(self):
        """End all of it at once: nothing is written out any more."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        # Each backend is a session of its own.
        eventually(lambda: not self._left(), 10)
        for pid in self._left():
            os.kill(pid, signal.SIGKILL)

    def _left(self):
        """Processes of the server that work in its folder."""
        found = []
        for process in Path("/proc").iterdir():
            with suppress(OSError):
                if process.name.isdecimal() and (process / "cwd").resolve() == self.folder:
                    found.append(int(process.name))
        return found

    def _answers(self):
        return self._run("pg_isready", "-h", "127.0.0.1", "-p", str(self.port), is_sure=False).returncode == 0

    def _run(self, name, *arguments, is_sure=True):
        command = [binaries() / name, *arguments]
        return subprocess.run(command, check=is_sure, capture_output=True, timeout=120, **self.as_user)
