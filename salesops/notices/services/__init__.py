from salesops.notices.services.notices import mark_read, tell

__all__ = ["mark_read", "tell"]
