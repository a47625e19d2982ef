from salesops.notices.services.notices import mark_read, tell
from salesops.notices.services.reminders import remind

__all__ = ["mark_read", "remind", "tell"]
