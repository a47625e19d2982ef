"""What a cell of each type may hold, and how spreadsheets write it (handbook H2.4).

A type reads one raw value, as the sheet gave it, and returns the value with a note where the text
was understood differently from how it stands. What cannot be read raises CellError. Blank cells
never get here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol

from salesops.exchange.problems import CellError, Problem
from salesops.exchange.raw import Raw, SheetError, fold, half_width, short, text_of
from salesops.periods.month import Month

__all__ = [
    "CellType",
    "Choice",
    "Code",
    "Day",
    "Integer",
    "MonthCell",
    "Number",
    "Phone",
    "Raw",
    "Reading",
    "SheetError",
    "Text",
    "YesNo",
    "half_width",
    "money",
]

Reading = tuple[object, Problem | None]

_WHOLE = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?", re.ASCII)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月)([0-9]{1,2})日?")
_DAY_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[2-7][0-9]{4}", re.ASCII)
_EXCEL_ZERO = date(1899, 12, 30)
_MONTH = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})月?|([0-9]{2}))")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0[0-9]{2,3})-?([2-9][0-9]{6,7})(?:-([0-9]{1,6}))?")
_SEPARATORS = re.compile(r"[\s()（）－-]")
_SERVICE_LINE = re.compile(r"([48]00)-?([0-9]{3})-?([0-9]{4})")


class CellType(Protocol):
    """Reads one kind of cell; `on` is the day of reading, for what must not lie ahead."""

    def read(self, raw: Raw, on: date) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand, without the blanks around them."""

    max_length: int = 200

    def read(self, raw: Raw, on: date) -> Reading:
        text = text_of(raw)
        if len(text) > self.max_length:
            raise CellError("text_too_long", limit=self.max_length, length=len(text))
        return text, None


@dataclass(frozen=True, slots=True)
class Code:
    """A key such as a store's code: half-width, without blanks, with its leading zeros."""

    max_length: int = 32

    def read(self, raw: Raw, on: date) -> Reading:
        text = text_of(raw)
        code = half_width(text)
        if not code.isalnum() and re.search(r"\s", code):
            raise CellError("code_has_blank", text=short(text))
        if len(code) > self.max_length:
            raise CellError("text_too_long", limit=self.max_length, length=len(code))
        return code, _read_as(text, code)


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number within its limits; 1.5, 1_000 and TRUE are none."""

    minimum: int = 0
    maximum: int = 2_147_483_647

    def read(self, raw: Raw, on: date) -> Reading:
        number, note = _number(raw, _WHOLE, "not_an_integer")
        if number != number.to_integral_value():
            raise CellError("not_an_integer", text=short(raw))
        _check_limits(number, Decimal(self.minimum), Decimal(self.maximum))
        return int(number), note


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal with so many places; more places are refused, or rounded where that does no harm."""

    places: int = 2
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal("999999999999.99")
    rounds: bool = False

    def read(self, raw: Raw, on: date) -> Reading:
        number, note = _number(raw, _DECIMAL, "not_a_number")
        _check_limits(number, self.minimum, self.maximum)
        rounded = round(number, self.places)
        if rounded != number and not (self.rounds or _is_float_noise(raw, number, rounded)):
            raise CellError("too_many_places", places=self.places, text=short(raw))
        return rounded, note


def money(minimum: Decimal = Decimal(0)) -> Number:
    """An amount in yuan with fen."""
    return Number(places=2, minimum=minimum)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, not before `earliest` and at most so many days ahead."""

    earliest: date = date(2000, 1, 1)
    days_ahead: int = 366

    def read(self, raw: Raw, on: date) -> Reading:
        day, note = _day(raw)
        _check_day(day, self.earliest, on + timedelta(days=self.days_ahead))
        return day, note


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month, written as 2026-11, 2026年11月, 202611 or as any day of it."""

    earliest: date = date(2000, 1, 1)
    days_ahead: int = 366

    def read(self, raw: Raw, on: date) -> Reading:
        month = _month_of_text(raw)
        note = None
        if month is None:
            day, note = _day(raw)
            month = Month.of(day)
            note = note if day.day == 1 else Problem("read_as", {"value": str(month)})
        _check_day(month.first_day, self.earliest, on + timedelta(days=self.days_ahead))
        return month, note


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words. `spellings` gives the value of each spelling, in either language."""

    spellings: Callable[[], Mapping[str, str]]
    words: Callable[[], list[str]] = list

    def read(self, raw: Raw, on: date) -> Reading:
        text = text_of(raw)
        value = self.spellings().get(fold(text))
        if value is None:
            raise CellError("not_a_choice", text=short(text))
        return value, None


@dataclass(frozen=True, slots=True)
class YesNo:
    """是 or 否, yes or no, TRUE or FALSE."""

    def read(self, raw: Raw, on: date) -> Reading:
        if isinstance(raw, bool):
            return raw, None
        text = fold(text_of(raw))
        if text in {"是", "yes", "y", "true", "1"}:
            return True, None
        if text in {"否", "no", "n", "false", "0"}:
            return False, None
        raise CellError("not_yes_or_no", text=short(raw))


@dataclass(frozen=True, slots=True)
class Phone:
    """A mobile, landline or service number of mainland China.

    Blanks, brackets and hyphens are spelling; other digits than those that were written are told.
    """

    def read(self, raw: Raw, on: date) -> Reading:
        text = text_of(raw)
        if _MOBILE.fullmatch(text):
            return text, None
        phone = self._phone_of(half_width(text))
        is_spelling = _SEPARATORS.sub("", text) == _SEPARATORS.sub("", phone)
        return phone, None if is_spelling else _read_as(text, phone)

    def _phone_of(self, text: str) -> str:
        digits = re.sub(r"[\s()]", "", re.sub(r"^(?:\+|00)?86[\s-]*(?=[01])", "", text))
        if _MOBILE.fullmatch(digits.replace("-", "")):
            return digits.replace("-", "")
        for form in (_LANDLINE, _SERVICE_LINE):
            found = form.fullmatch(digits)
            if found:
                return "-".join(part for part in found.groups() if part)
        raise CellError("not_a_phone", text=short(text))


def _number(raw: Raw, form: re.Pattern[str], refusal: str) -> tuple[Decimal, Problem | None]:
    if isinstance(raw, (date, time, timedelta)):
        raise CellError("date_for_number", text=short(raw))
    text = text_of(raw)
    if not isinstance(raw, str):
        return Decimal(text), None
    plain = half_width(text).strip().removeprefix("¥").removeprefix("￥").removesuffix("元").strip()
    if not form.fullmatch(plain):
        raise CellError(refusal, text=short(text))
    number = plain.replace(",", "")
    return Decimal(number), _read_as(text, number)


def _is_float_noise(raw: Raw, number: Decimal, rounded: Decimal) -> bool:
    """0.1 + 0.2 in a sheet is 0.30000000000000004: that is meant to be 0.3."""
    return isinstance(raw, float) and abs(number - rounded) <= abs(number) * Decimal("1e-14")


def _check_limits(number: Decimal, minimum: Decimal, maximum: Decimal) -> None:
    if not minimum <= number <= maximum:
        raise CellError("out_of_limits", number=short(number), minimum=str(minimum), maximum=str(maximum))


def _day(raw: Raw) -> tuple[date, Problem | None]:
    if isinstance(raw, datetime):
        note = None if raw.time() == time() else Problem("read_as", {"value": str(raw.date())})
        return raw.date(), note
    if isinstance(raw, date):
        return raw, None
    text = text_of(raw)
    day = _day_of_text(half_width(text))
    return day, _read_as(text, str(day))


def _day_of_text(text: str) -> date:
    """A day in one of its usual forms; five digits are Excel's own count of days, shown by a cell without a format."""
    if _SERIAL.fullmatch(text):
        return _EXCEL_ZERO + timedelta(days=int(text))
    found = _DAY.fullmatch(text) or _DAY_DIGITS.fullmatch(text)
    if not found:
        raise CellError("not_a_day", text=short(text))
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError("no_such_day", text=short(text)) from None


def _month_of_text(raw: Raw) -> Month | None:
    if isinstance(raw, (date, time, timedelta)):
        return None
    found = _MONTH.fullmatch(half_width(text_of(raw)))
    if not found:
        return None
    try:
        return Month(int(found[1]), int(found[2] or found[3]))
    except ValueError:
        raise CellError("no_such_day", text=short(raw)) from None


def _check_day(day: date, earliest: date, latest: date) -> None:
    if not earliest <= day <= latest:
        raise CellError("day_out_of_range", day=str(day), earliest=str(earliest), latest=str(latest))


def _read_as(before: str, after: str) -> Problem | None:
    return None if before == after else Problem("read_as", {"value": after})
