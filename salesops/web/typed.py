"""What an address or a plain form says beside its checked fields; what makes no sense was not said."""

from datetime import date

from django.http import QueryDict
from django.utils.dateparse import parse_date

from salesops.periods.month import Month
from salesops.web.forms import FIRST_DAY, LAST_DAY

_MOST_DIGITS = 9


def month_in(said: QueryDict, name: str = "month") -> Month | None:
    """The month that is named, if it is one."""
    try:
        return Month.parse(said.get(name, ""))
    except ValueError:
        return None


def day_in(said: QueryDict, name: str) -> date | None:
    """The day that is named, if it is one that people mean."""
    try:
        day = parse_date(said.get(name, ""))
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def number_in(said: QueryDict, name: str) -> int | None:
    """The whole number that is named, such as a revision or an id."""
    return as_number(said.get(name, ""))


def as_number(text: str) -> int | None:
    """A whole number of a few plain digits, nothing looser."""
    is_plain = text.isdecimal() and text.isascii() and len(text) <= _MOST_DIGITS
    return int(text) if is_plain else None


def text_in(said: QueryDict, name: str, longest: int) -> str:
    """Words without a form of their own, cut to what is kept; PostgreSQL keeps no NUL."""
    return said.get(name, "").replace("\x00", "").strip()[:longest]
