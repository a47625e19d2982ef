"""Last days as people type them."""

from datetime import date, timedelta


def day_after(last_on: date | None) -> date | None:
    """The first day that no longer belongs; no last day is no end."""
    return last_on + timedelta(days=1) if last_on else None
