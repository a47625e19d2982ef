"""P6: a month's plans or reviews built by workers, beside one INSERT … SELECT of as many lines.

    DATABASE_URL=… CELERY_BROKER_URL=redis://127.0.0.1:6379/2 python -m tests.bench.plans --kind plans --workers 2

Works on the database that `tests.bench.plan_world` filled, whose drafts of that month it deletes first unless told to
run --again. Seconds of processor time are those of the workers beyond their start and of their connections' backends.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from dealers.models import PlanLine  # noqa: E402
from dealers.selectors.missing import MONTH_JOB as PLANS_JOB  # noqa: E402
from dealers.tasks import draft_plans_of_month  # noqa: E402
from reports.models import ReviewLine  # noqa: E402
from reports.selectors.missing import MONTH_JOB as REVIEWS_JOB  # noqa: E402
from reports.tasks import draft_reviews_of_month  # noqa: E402
from salesops.celery import app  # noqa: E402
from salesops.periods.month import Month  # noqa: E402
from salesops.workflow.models import JobRun  # noqa: E402
from tests.bench import load  # noqa: E402

BECAUSE = "bench"
# What is built, of which month from the running one, its lines, and its documents with all that hangs on them.
KINDS = {
    "plans": (draft_plans_of_month, PLANS_JOB, 1, PlanLine, "dealers_profitplan"),
    "reviews": (draft_reviews_of_month, REVIEWS_JOB, -1, ReviewLine, "reports_businessreview"),
}


def pids_below(parent: int) -> list[int]:
    """A process and its children."""
    found = [parent]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def peak_mib(pids: list[int]) -> int:
    """The largest peak of any of them."""
    peaks = [0]
    for pid in pids:
        try:
            status = (Path("/proc") / str(pid) / "status").read_text()
        except OSError:
            continue
        peaks += [int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    return max(peaks)


def backends() -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type IN ('client backend', 'parallel worker')"
        )
        return {pid: load.cpu_of(pid) for (pid,) in cursor.fetchall()}


def build(kind: str, workers: int) -> dict:
    """Send the month, watch until its run is over; what it cost."""
    task, job, ahead, lines, _table = KINDS[kind]
    month = Month.of(timezone.localdate()) + ahead
    JobRun.objects.filter(job=job, subject=str(month)).delete()
    command = [sys.executable, "-m", "celery", "-A", "salesops", "worker", "--loglevel=WARNING", f"-c{workers}"]
    worker = subprocess.Popen([*command, "--without-mingle", "--without-gossip"], stdout=subprocess.DEVNULL)
    time.sleep(15)
    before, seen = {pid: load.cpu_of(pid) for pid in pids_below(worker.pid)}, {}
    tasks = queued(task, month)
    began = time.monotonic()
    cpu: dict[int, float] = {}
    while not JobRun.objects.filter(job=job, subject=str(month), state__in=("done", "failed")).exists():
        seen |= backends()
        cpu |= {pid: load.cpu_of(pid) for pid in pids_below(worker.pid)}
        time.sleep(0.5)
    wall = time.monotonic() - began
    # The last of the work may still run out.
    time.sleep(2)
    pids = pids_below(worker.pid)
    cpu |= {pid: load.cpu_of(pid) for pid in pids}
    peak = peak_mib(pids)
    seen |= backends()
    worker.terminate()
    worker.wait(60)
    python = sum(seconds - before.get(pid, 0) for pid, seconds in cpu.items())
    run = JobRun.objects.get(job=job, subject=str(month))
    return {
        "kind": kind,
        "workers": workers,
        "state": run.state,
        "documents": run.done,
        "lines": lines.objects.unscoped(because=BECAUSE).count(),
        "tasks": tasks,
        "wall_s": round(wall, 1),
        "python_cpu_s": round(python, 1),
        "database_cpu_s": round(sum(seen.values()), 1),
        "peak_mib": peak,
    }


def queued(task, month: Month) -> int:
    """Send the month's job from here, so that its shares can be counted as they are sent."""
    with app.connection_for_write() as queue:
        channel = queue.default_channel
        task(month=str(month))
        return channel.client.llen("celery") if hasattr(channel, "client") else 0


def clear(kind: str) -> None:
    """Delete what there is of the kind, so that the next run makes all of it."""
    table = KINDS[kind][4]
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(f"TRUNCATE {table} CASCADE")
        cursor.execute("VACUUM ANALYZE")


def floor(kind: str) -> dict:
    """One INSERT … SELECT of the same lines into a table with the same columns, keys and checks."""
    lines = KINDS[kind][3]
    table = lines._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in lines._meta.concrete_fields if not field.generated)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("DROP TABLE IF EXISTS bench_lines")
        cursor.execute(f"CREATE TABLE bench_lines (LIKE {table} INCLUDING ALL)")
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
        before, began = load.cpu_of(pid), time.monotonic()
        cursor.execute(f"INSERT INTO bench_lines ({columns}) SELECT {columns} FROM {table}")
        spent = {"floor_rows": cursor.rowcount, "floor_wall_s": round(time.monotonic() - began, 1)}
        spent["floor_cpu_s"] = round(load.cpu_of(pid) - before, 1)
        cursor.execute("DROP TABLE bench_lines")
    return spent


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=KINDS, default="plans")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="leave what stands")
    parser.add_argument("--floor", action="store_true", help="only the INSERT … SELECT of what stands")
    options = parser.parse_args()
    if options.floor:
        print(json.dumps(floor(options.kind)))
    else:
        if not options.again:
            clear(options.kind)
        print(json.dumps(build(options.kind, options.workers)))
