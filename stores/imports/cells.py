"""The time of day, as shops write their opening hours, and IMEIs."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from salesops.exchange.cells import Raw, Reading, half_width, text_of
from salesops.exchange.problems import CellError
from stores.calc.imei import read_imeis

_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::00)?|[点时](?:([0-9]{1,2})分?|(半))?)?")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: 9:00, 09：00, 9点, 9点半, or a time cell; 24:00 is the last minute of the day."""

    def read(self, raw: Raw, on: date) -> Reading:
        if isinstance(raw, datetime):
            return raw.time().replace(second=0, microsecond=0), None
        if isinstance(raw, time):
            return raw.replace(second=0, microsecond=0, tzinfo=None), None
        if isinstance(raw, float) and 0 <= raw < 1:
            return time(*divmod(round(raw * 1440) % 1440, 60)), None
        return _clock_of_text(raw), None


def _clock_of_text(raw: Raw) -> time:
    text = half_width(str(raw)).strip()
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise CellError("not_a_clock", text=text[:40])
    hours = int(found[1])
    minutes = 30 if found[4] else int(found[2] or found[3] or 0)
    if (hours, minutes) == (24, 0):
        return time(23, 59)
    if hours > 23 or minutes > 59:
        raise CellError("not_a_clock", text=text[:40])
    return time(hours, minutes)


@dataclass(frozen=True, slots=True)
class ImeiCell:
    """One or several IMEIs, as a number or a text; a tuple of them."""

    def read(self, raw: Raw, on: date) -> Reading:
        read = read_imeis(text_of(raw))
        if read.wrong:
            raise CellError("not_an_imei", text=read.wrong[0][:40])
        return read.good, None
