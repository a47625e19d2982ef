"""What is counted as it happens, in every process; one answer to Prometheus holds them all.

Processes meet in files under VAR/metrics, a folder that web and worker share. Each process writes files of its own, by
machine and number, as two containers may have the same numbers.
"""

import os
import socket
import time
from pathlib import Path

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, multiprocess, values

FORGOTTEN_AFTER_SECONDS = 86_400


def process_name() -> str:
    """This process among those of all machines; the collector splits names at underscores."""
    return f"{socket.gethostname().replace('_', '-')}-{os.getpid()}"


if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
    values.ValueClass = values.MultiProcessValue(process_name)

COUNTED = CollectorRegistry()
REQUESTS = Counter("salesops_requests", "Requests answered, by page.", ["page", "method", "status"], registry=COUNTED)
REQUEST_SECONDS = Histogram(
    "salesops_request_seconds",
    "Seconds from a request to its answer, by page.",
    ["page"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=COUNTED,
)
QUERY_SECONDS = Histogram(
    "salesops_query_seconds",
    "Seconds of a statement in the database.",
    buckets=(0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10),
    registry=COUNTED,
)
SLOW_QUERIES = Counter("salesops_slow_queries", "Statements over SALESOPS_SLOW_QUERY_MS.", registry=COUNTED)
TASKS = Counter("salesops_tasks", "Runs of tasks, by what became of them.", ["task", "outcome"], registry=COUNTED)
TASK_SECONDS = Histogram(
    "salesops_task_seconds",
    "Seconds of a task's run.",
    ["task"],
    buckets=(0.1, 1, 10, 60, 300, 900, 1800),
    registry=COUNTED,
)


def counted_everywhere() -> CollectorRegistry:
    """A registry with what all processes counted, or with this one's own where they do not meet."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)
    else:
        registry.register(COUNTED)
    return registry


def forget_ended(*, at: float | None = None) -> int:
    """Delete the files of processes that counted nothing for a day: each living one is asked how it is all the time."""
    folder, before = Path(settings.METRICS_FOLDER), (at or time.time()) - FORGOTTEN_AFTER_SECONDS
    old = [path for path in folder.glob("*.db") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
