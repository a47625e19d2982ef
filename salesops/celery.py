"""The Celery application: configured by the settings, tasks found in every room's `tasks.py`."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")

app = Celery("salesops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# What a request bound to its lines of the log comes with the task that it sent.
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def log_as_the_settings_say(**_signal: Any) -> None:
    """Celery would write lines of its own form."""
    dictConfig(settings.LOGGING)
