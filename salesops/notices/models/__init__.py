from salesops.notices.models.notices import Notice

__all__ = ["Notice"]
