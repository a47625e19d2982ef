"""What a sheet gives for a cell, and the text that a person sees in it."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salesops.exchange.problems import CellError


@dataclass(frozen=True, slots=True)
class SheetError:
    """A cell that shows an error such as #N/A, a formula without a result, or part of a merge."""

    code: str
    text: str = ""


Raw = str | int | float | bool | date | datetime | time | timedelta | SheetError | None

# Only the full-width forms of ASCII and the ideographic space. NFKC would also turn ² into 2.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A float holds whole numbers exactly only up to here; Excel keeps 15 digits.
_EXACT = 10**15


def is_blank(raw: Raw) -> bool:
    """Whether the cell holds nothing that a person could see."""
    if not isinstance(raw, str):
        return raw is None
    text = raw.strip()
    return not text or not (text[0].isprintable() or text.translate(_INVISIBLE).strip())


def half_width(text: str) -> str:
    """Full-width Latin letters, digits and marks as their ASCII twins; nothing else changes."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def fold(text: str) -> str:
    """The form in which headers and choices are compared: width, case and spaces do not count."""
    return "".join(half_width(text.translate(_INVISIBLE)).split()).casefold()


def text_of(raw: Raw) -> str:
    """The cell as words. A number becomes its digits, as Excel drops the quotes of typed codes."""
    if raw.__class__ is str and raw.isprintable():
        return raw.strip()
    if isinstance(raw, SheetError):
        raise CellError(raw.code, text=raw.text)
    if isinstance(raw, bool):
        raise CellError("truth_value", text=short(raw))
    if isinstance(raw, (date, time, timedelta)):
        raise CellError("date_for_text", text=short(raw))
    if isinstance(raw, (int, float)):
        return _digits(raw)
    text = str(raw).translate(_INVISIBLE).strip()
    if _CONTROL.search(text):
        raise CellError("control_characters")
    return text


def _digits(raw: int | float) -> str:
    if not math.isfinite(raw) or abs(raw) >= _EXACT:
        raise CellError("digits_lost", text=short(raw))
    return str(int(raw)) if raw == int(raw) else repr(raw)


def short(raw: object) -> str:
    """Enough of a value to find it again, never a whole novel in a message."""
    text = str(raw)
    return text if len(text) <= 40 else f"{text[:39]}…"
