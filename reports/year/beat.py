"""A day of the schedule: what beat would send is done at its time, by the same tasks with the same settings."""

from datetime import date
from typing import Any

from celery.schedules import crontab
from django.conf import settings

from reports.year.clock import Clock
from salesops.celery import app

# What a month's cycle hangs on; files, pictures and positions have no part in it.
_PLAYED = ("dealers.", "reports.", "notices.", "stores.propose_", "stores.end_", "stores.carry_out_", "visits.close_")
_ALSO = ("visits.extend_calendar",)
# What comes every few minutes is played before people come and after they have gone.
_EVERY_FEW_MINUTES = (7 * 60, 19 * 60)


def sent_on(day: date) -> list[tuple[int, str]]:
    """Minute and name of each task that the schedule sends on that day; what comes every hour is sent once."""
    sent = []
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        if entry["task"].startswith((*_PLAYED, *_ALSO)):
            sent += [(minute, entry["task"]) for minute in _minutes(entry["schedule"], day)]
    return sorted(sent)


def play(day: date, clock: Clock, *, until: int, since: int = 0) -> int:
    """Do what is sent from one minute of the day to another; return how many tasks that were."""
    due = [(minute, name) for minute, name in sent_on(day) if since <= minute < until]
    for minute, name in due:
        clock.set(day, minute)
        app.tasks[name].apply(throw=True)
    return len(due)


def _minutes(schedule: Any, day: date) -> list[int]:
    if not isinstance(schedule, crontab):
        return list(_EVERY_FEW_MINUTES)
    is_its_day = (
        day.day in schedule.day_of_month
        and day.month in schedule.month_of_year
        and day.isoweekday() % 7 in schedule.day_of_week
    )
    return [min(schedule.hour) * 60 + min(schedule.minute)] if is_its_day else []
