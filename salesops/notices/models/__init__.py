from salesops.notices.models.notices import WORD, Notice

__all__ = ["WORD", "Notice"]
