"""P6: where the processor time of a month's plans goes, with the forecast apart.

    DATABASE_URL=… python -m tests.bench.plan_parts

Builds in this process, without workers, on the database that `tests.bench.plan_world` filled, whose drafts it deletes
first. A part's seconds are its own, without those of the parts that it calls; the database's are those of this
connection's backend, and foreign keys are checked at the end of the transaction that writes plans and lines.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from dealers.calc import drafting  # noqa: E402
from dealers.models import PlanLine  # noqa: E402
from dealers.services import draft_plans, drafts, machine_rows  # noqa: E402
from dealers.tasks import DRAFTER  # noqa: E402
from salesops.periods.month import Month  # noqa: E402
from salesops.workflow.services import bulk_rows  # noqa: E402
from tests.bench import load  # noqa: E402
from tests.bench import plans as bench  # noqa: E402

# What each function's own time is counted as.
PARTS = (
    (drafting, "forecast_stores", "forecast"),
    (drafting, "split_by_model", "forecast"),
    (drafting, "_store_units", "group sales"),
    (drafting, "_shown", "group sales"),
    (drafts, "with_sales", "read sales"),
    (drafts, "material_without_sales", "read the rest"),
    (drafts, "fingerprints", "fingerprints"),
    (drafts, "lines_by_customer", "compose lines"),
    (draft_plans, "write_draft_lines", "sort lines to write"),
    (machine_rows, "insert_rows", "COPY of lines"),
    (bulk_rows, "_as_lines", "lines as text"),
    (drafts, "write_drafts", "plans, trail and deadlines"),
    (drafts, "draft_plans", "all else"),
)


class Clock:
    """Processor seconds by part, of Python and of one backend, each without those of the parts inside it."""

    def __init__(self, backend: int) -> None:
        self.python: Counter[str] = Counter()
        self.database: Counter[str] = Counter()
        self._backend = backend
        self._inside: list[tuple[float, float]] = []

    def timed(self, function: Callable, part: str) -> Callable:
        def call(*args: Any, **kwargs: Any) -> Any:
            began = self._now()
            self._inside.append((0.0, 0.0))
            try:
                return function(*args, **kwargs)
            finally:
                python, database = (now - then for now, then in zip(self._now(), began, strict=True))
                inside = self._inside.pop()
                self.python[part] += python - inside[0]
                self.database[part] += database - inside[1]
                if self._inside:
                    outer = self._inside[-1]
                    self._inside[-1] = (outer[0] + python, outer[1] + database)

        return call

    def _now(self) -> tuple[float, float]:
        return time.process_time(), load.cpu_of(self._backend)


def parts() -> dict[str, Any]:
    """Build next month's plans once; seconds by part, and the whole without the forecast beside the bare statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        clock = Clock(cursor.fetchone()[0])
    for module, name, part in PARTS:
        mock.patch.object(module, name, clock.timed(getattr(module, name), part)).start()
    drafts.draft_plans(Month.of(timezone.localdate()) + 1, actor=DRAFTER, at=timezone.now())
    mock.patch.stopall()
    bare = bench.floor("plans")
    python, database = sum(clock.python.values()), sum(clock.database.values())
    ours = python + database - clock.python["forecast"]
    return {
        "lines": PlanLine.objects.unscoped(because=bench.BECAUSE).count(),
        "python_cpu_s": {part: round(seconds, 2) for part, seconds in clock.python.most_common()},
        "database_cpu_s": {part: round(seconds, 2) for part, seconds in clock.database.most_common()},
        "python_cpu_s_in_all": round(python, 1),
        "database_cpu_s_in_all": round(database, 1),
        "without_forecast_cpu_s": round(ours, 1),
        **bare,
        "ratio_without_forecast": round(ours / bare["floor_cpu_s"], 1) if bare["floor_cpu_s"] else None,
    }


if __name__ == "__main__":
    bench.clear("plans")
    print(json.dumps(parts(), indent=1))
