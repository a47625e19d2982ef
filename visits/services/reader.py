"""Reads one JSON object strictly; every mistake is named at its path."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from visits.services.mistakes import Mistake

T = TypeVar("T")

MOST_ROWS = 500
NOTHING = Decimal(0)


class Reader:
    """One object of the payload; collects mistakes instead of stopping at the first."""

    def __init__(self, given: Any, path: str, mistakes: list[Mistake]) -> None:
        self.path, self.mistakes = path, mistakes
        self.given = given if isinstance(given, dict) else {}
        if not isinstance(given, dict):
            self.say("", _("must be an object"))

    def say(self, name: str, words: str) -> None:
        self.mistakes.append(Mistake(self.at(name), words))

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def only(self, *names: str) -> None:
        """A key that nobody knows is a mistake: it may be a misspelt one."""
        for name in sorted(map(str, self.given.keys() - set(names))):
            self.say(name, _("is not known"))

    def value(self, name: str, read: Callable[[Any], T], words: str, *, is_needed: bool = True) -> T | None:
        raw = self.given.get(name)
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if is_needed:
                self.say(name, _("is missing"))
            return None
        try:
            return read(raw)
        except (ValueError, TypeError, InvalidOperation, OverflowError, AttributeError):
            self.say(name, words)
            return None

    def text(self, name: str, longest: int, *, is_needed: bool = True) -> str:
        words = _("must be text of %(longest)s characters at most") % {"longest": longest}
        return self.value(name, lambda raw: _text(raw, longest), words, is_needed=is_needed) or ""

    def uuid(self, name: str, *, is_needed: bool = True) -> UUID | None:
        return self.value(name, lambda raw: UUID(_text(raw, 36)), _("must be a UUID"), is_needed=is_needed)

    def whole(self, name: str, low: int, high: int, *, is_needed: bool = True) -> int | None:
        words = _("must be a whole number from %(low)s to %(high)s") % {"low": low, "high": high}
        return self.value(name, lambda raw: _whole(raw, low, high), words, is_needed=is_needed)

    def degrees(self, name: str, most: int) -> Decimal | None:
        words = _("must be a number from %(low)s to %(high)s") % {"low": -most, "high": most}
        return self.value(name, lambda raw: _degrees(raw, most), words)

    def yuan(self, name: str, most: int, *, least: Decimal = NOTHING, is_needed: bool = False) -> Decimal | None:
        """An amount with two places at most; none where nothing was said."""
        words = _("must be an amount from %(least)s to %(most)s with two places") % {"least": least, "most": most}
        return self.value(name, lambda raw: _yuan(raw, least, most), words, is_needed=is_needed)

    def moment(self, name: str, *, is_needed: bool = False) -> datetime | None:
        words = _("must be a time with its zone, like 2026-11-23T10:00:00+08:00")
        return self.value(name, _moment, words, is_needed=is_needed)

    def day(self, name: str, *, is_needed: bool = True) -> date | None:
        return self.value(name, _day, _("must be a day like 2026-11-30"), is_needed=is_needed)

    def choice(self, name: str, choices: type[Enum], *, is_needed: bool = True) -> str:
        words = _("must be one of %(names)s") % {"names": ", ".join(c.value for c in choices if c.value)}
        return self.value(name, lambda raw: choices(raw).value, words, is_needed=is_needed) or ""

    def flag(self, name: str) -> bool:
        raw = self.given.get(name, False)
        if not isinstance(raw, bool):
            self.say(name, _("must be true or false"))
        return bool(raw)

    def part(self, name: str) -> "Reader":
        return Reader(self.given.get(name, {}), self.at(name), self.mistakes)

    def rows(self, name: str) -> "Iterator[Reader]":
        given = self.given.get(name) or []
        if not isinstance(given, list) or len(given) > MOST_ROWS:
            self.say(name, _("must be a list of %(most)s at most") % {"most": MOST_ROWS})
            return
        for place, row in enumerate(given):
            yield Reader(row, f"{self.at(name)}[{place}]", self.mistakes)


def _text(raw: Any, longest: int) -> str:
    if not isinstance(raw, str) or len(raw) > longest or "\x00" in raw:
        raise ValueError
    return raw.strip()


def _whole(raw: Any, low: int, high: int) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
        raise ValueError
    return raw


def _degrees(raw: Any, most: int) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise ValueError
    number = Decimal(str(raw))
    if not number.is_finite() or abs(number) > most:
        raise ValueError
    return number.quantize(Decimal("0.000001"))


def _yuan(raw: Any, least: Decimal, most: int) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise ValueError
    amount = Decimal(str(raw))
    if not amount.is_finite() or not least <= amount <= most or amount != round(amount, 2):
        raise ValueError
    return round(amount, 2)


def _moment(raw: Any) -> datetime:
    moment = parse_datetime(_text(raw, 40))
    if moment is None or moment.tzinfo is None or not 2000 <= moment.year <= 2200:
        raise ValueError
    return moment


def _day(raw: Any) -> date:
    day = parse_date(_text(raw, 10))
    if day is None or not 2000 <= day.year <= 2200:
        raise ValueError
    return day


def sha256_hex(raw: Any) -> str:
    if not isinstance(raw, str) or not re.fullmatch("[0-9a-f]{64}", raw):
        raise ValueError
    return raw


def base64_bytes(raw: Any) -> bytes:
    try:
        return base64.b64decode(raw.encode("ascii"), validate=True)
    except binascii.Error as error:
        raise ValueError from error
