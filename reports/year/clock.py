"""The clock of a simulated year: everybody in the process reads it, jobs and `created_at` too."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock:
    """Stands still until it is set."""

    def __init__(self, day: date) -> None:
        self.set(day, 0)

    def set(self, day: date, minute: int) -> datetime:
        """Move to a time of that day in Shanghai, in minutes after midnight."""
        self.at = datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute)
        return self.at

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    @property
    def day(self) -> date:
        return self.at.date()

    @contextmanager
    def told_to_all(self) -> Iterator[None]:
        """Let `timezone.now()` tell this clock's time: jobs and `auto_now_add` read it from there alone."""
        real = timezone.now  # noqa: TID251
        timezone.now = self.now  # noqa: TID251
        try:
            yield
        finally:
            timezone.now = real  # noqa: TID251
