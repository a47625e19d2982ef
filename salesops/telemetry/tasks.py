"""Counts what becomes of tasks, in the worker that runs them."""

import time
from typing import Any

from celery import shared_task
from celery.signals import task_postrun, task_prerun

from salesops.telemetry.metrics import TASK_SECONDS, TASKS, forget_ended


@task_prerun.connect
def _begin(task: Any, **_signal: Any) -> None:
    task.request.began_at = time.perf_counter()


@task_postrun.connect
def _end(task: Any, state: str | None = None, **_signal: Any) -> None:
    """A task that was told to come again is counted each time; "state" is Celery's word in capitals."""
    TASKS.labels(task.name, (state or "unknown").lower()).inc()
    began = getattr(task.request, "began_at", None)
    if began is not None:
        TASK_SECONDS.labels(task.name).observe(time.perf_counter() - began)


@shared_task(name="telemetry.forget_ended")
def forget_ended_processes() -> None:
    forget_ended()
