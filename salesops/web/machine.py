"""What this machine offers beside Python: PostgreSQL and its tools, Redis, a browser, a Chinese font."""

import shutil
import socket
import subprocess
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Service:
    """One thing the production form or the tests use, whether it is here, and how to get it."""

    name: str
    is_there: bool
    where: str
    how: str


def answers(url: str, port: int) -> bool:
    """Say whether anything listens at the address within a second."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or port), timeout=1):
            return True
    except OSError:
        return False


def browser() -> str:
    """Find Debian's Chromium or its like."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), "")


def chinese_font() -> str:
    """Name the font that shows Chinese; without one there are only boxes."""
    if not shutil.which("fc-list"):
        return ""
    listing = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False, timeout=30)
    return listing.stdout.partition("\n")[0]


def dumps() -> str:
    """Find PostgreSQL's pg_dump, by which it is backed up."""
    return shutil.which("pg_dump") or ""


def services() -> list[Service]:
    """Look at each service the tests and the production form use."""
    postgres, redis = settings.TEST_POSTGRES_URL, settings.TEST_REDIS_URL
    return [
        Service(
            "PostgreSQL",
            answers(postgres, 5432),
            urlsplit(postgres).netloc.rpartition("@")[2],
            "apt-get install postgresql; pg_ctlcluster 15 main start; or name one in TEST_POSTGRES_URL",
        ),
        Service(
            "Redis",
            answers(redis, 6379),
            urlsplit(redis).netloc.rpartition("@")[2],
            "apt-get install redis-server; redis-server --bind 127.0.0.1 --save '' --daemonize yes; "
            "or name one in TEST_REDIS_URL",
        ),
        Service("pg_dump", bool(dumps()), dumps(), "apt-get install postgresql-client"),
        Service("Chromium", bool(browser()), browser(), "apt-get install chromium"),
        Service("Chinese font", bool(chinese_font()), chinese_font(), "apt-get install fonts-wqy-microhei"),
    ]
