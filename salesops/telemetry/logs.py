"""How a line of the log looks: plain for people, JSON for machines; each names its request or task.

Everything logs by Python's own `logging`; structlog only shapes the lines and carries what belongs to all lines of one
request, over the queue to the worker too. It knows no settings, as the settings ask it.
"""

from typing import Any

import structlog
from structlog.typing import EventDict

FORMS = ("line", "json")
_BREAKS = str.maketrans({"\r": "\\r", "\n": "\\n"})


def on_one_line(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Nobody forges a line of the log by a break in what was typed; a traceback keeps its lines."""
    return {
        name: value.translate(_BREAKS) if isinstance(value, str) and name != "exception" else value
        for name, value in event.items()
    }


_COMMON = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_LAST = {
    "line": [structlog.processors.format_exc_info, on_one_line, structlog.dev.ConsoleRenderer(colors=False)],
    "json": [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False, default=str)],
}


def logging_in(form: str, level: str) -> dict[str, Any]:
    """The configuration of `logging` for one of the forms, and structlog's own to go with it."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_COMMON[:3],
            structlog.stdlib.PositionalArgumentsFormatter(),
            _COMMON[4],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_LAST[form]],
        "foreign_pre_chain": _COMMON,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"house": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "house"}},
        "root": {"handlers": ["stderr"], "level": level},
        # Each request has one line already, with the name of its page: an address itself may hold a secret.
        "loggers": {"django.server": {"level": "WARNING", "propagate": True}, "django.request": {"level": "CRITICAL"}},
    }
