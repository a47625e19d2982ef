"""The databases and web servers of a benchmark, made anew and put away again (make bench)."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[2]


def database_url(server_url: str, name: str) -> str:
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


def make_database(server_url: str, name: str) -> str:
    """An empty database of that name; one that is left over from before goes."""
    drop_database(server_url, name)
    with _administration(server_url) as cursor:
        cursor.execute(
            f'CREATE DATABASE "{name}" ENCODING UTF8 TEMPLATE template0 LC_CTYPE "C.UTF-8" LC_COLLATE "C.UTF-8"'
        )
    return database_url(server_url, name)


def copy_database(server_url: str, name: str, copy: str) -> None:
    """Another database with the same files, which nobody may be connected to meanwhile."""
    drop_database(server_url, copy)
    with _administration(server_url) as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}" STRATEGY FILE_COPY')


def drop_database(server_url: str, name: str) -> None:
    with _administration(server_url) as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _administration(server_url: str) -> Iterator:
    connection = psycopg2.connect(database_url(server_url, "postgres"))
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


def environment(url: str, var: Path) -> dict[str, str]:
    """What our program needs to work on a database of the benchmark, with no limit on long statements."""
    return os.environ | {
        "DATABASE_URL": url,
        "SALESOPS_VAR": str(var),
        "SALESOPS_STATEMENT_TIMEOUT_MS": "0",
        "SALESOPS_LOG_LEVEL": "WARNING",
        "SALESOPS_DEMO": "1",  # Everybody may keep the password that the benchmark logs in with.
        "DJANGO_SETTINGS_MODULE": "salesops.settings",
    }


def run(arguments: list[str], env: dict[str, str]) -> str:
    """Run Python with these arguments and give back what it printed; its failure is ours."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout


@contextmanager
def served(application: str, port: int, env: dict[str, str]) -> Iterator[int]:
    """A web server with one worker, as the process id that all of its processes descend from."""
    command = [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}", "--workers=1"]
    command += ["--worker-class=gthread", "--threads=2", "--timeout=600", "--no-control-socket"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        with suppress(OSError):
            connection.request("GET", "/")
            connection.getresponse()
            return
        time.sleep(0.2)
    raise SystemExit(f"Nothing answers on port {port}.")
