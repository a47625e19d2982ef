"""Telling people, once (handbook H12.7)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from salesops.notices.models import WORD, Notice
from salesops.notices.texts import NOTICE_TEXTS


def tell(user_ids: Iterable[int], text_key: str, *, values: dict, url: str, dedupe_key: str, at: datetime) -> None:
    """Put one message into some people's inboxes; the same key tells nobody twice. One query.

    A value that is a lazy text is told to each reader in the reader's own language.
    """
    if text_key not in NOTICE_TEXTS:
        raise KeyError(text_key)
    kept = {name: _kept(value) for name, value in values.items()}
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=user_id,
                text_key=text_key,
                values=kept,
                url=url,
                dedupe_key=dedupe_key,
                created_at=at,
            )
            for user_id in sorted(set(user_ids))
        ],
        ignore_conflicts=True,
    )


def mark_read(user_id: int, *, at: datetime, notice_id: int | None = None) -> int:
    """Mark one notice of a person, or all of them, as read; return how many were new."""
    notices = Notice.objects.filter(user_id=user_id, read_at__isnull=True)
    if notice_id is not None:
        notices = notices.filter(pk=notice_id)
    return notices.update(read_at=at)


def _kept(value: Any) -> Any:
    """A lazy text is kept as the catalogue knows it, marked as a word."""
    if not isinstance(value, Promise):
        return value
    with translation.override(None):
        return {WORD: str(value)}
