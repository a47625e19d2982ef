"""Every statement is timed; a slow one is logged with its place in our code, and never with its values."""

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from salesops.telemetry.metrics import QUERY_SECONDS, SLOW_QUERIES

logger = logging.getLogger("salesops.slow_query")
LONGEST = 2_000
_OURS, _NOT_OURS = (
    str(settings.BASE_DIR),
    ("/.venv/", "/site-packages/", str(settings.BASE_DIR / "salesops" / "telemetry")),
)


def time_queries(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Let each new connection time what it runs."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        _note(sql, time.perf_counter() - began, many)


def _note(sql: str, seconds: float, many: bool) -> None:
    """Thousands of rows handed over at once take long without being slow."""
    QUERY_SECONDS.observe(seconds)
    if not many and settings.SLOW_QUERY_MS and seconds * 1_000 >= settings.SLOW_QUERY_MS:
        SLOW_QUERIES.inc()
        logger.warning("slow query", extra={"ms": round(seconds * 1_000), "sql": sql[:LONGEST], "place": _place()})


def _place() -> str:
    """The nearest line of our own code that asked."""
    frame = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(_OURS) and not any(part in path for part in _NOT_OURS):
            return f"{path.removeprefix(_OURS)[1:]}:{frame.f_lineno}"
        frame = frame.f_back
    return ""
