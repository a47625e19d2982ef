"""IMEIs as they are written and scanned: 15 digits, the last one by Luhn (handbook H2.5; 3GPP TS 23.003, annex B)."""

import re
from dataclasses import dataclass
from unicodedata import normalize

LENGTH = 15
_BETWEEN = re.compile(r"[\s,;，；、]+")
_INSIDE = str.maketrans("", "", "-/.")


@dataclass(frozen=True, slots=True)
class Imeis:
    """What a text holds: IMEIs in their order, each once, and what is none."""

    good: tuple[str, ...]
    wrong: tuple[str, ...]


def is_imei(text: str) -> bool:
    return len(text) == LENGTH and text.isascii() and text.isdigit() and _luhn_sum(text) % 10 == 0


def read_imeis(text: str) -> Imeis:
    """Separated by blanks, lines or commas; full-width digits and 35-209900-176148-1 are read as well."""
    words = [word.translate(_INSIDE) for word in _BETWEEN.split(normalize("NFKC", text)) if word]
    unique = tuple(dict.fromkeys(words))
    return Imeis(tuple(word for word in unique if is_imei(word)), tuple(word for word in unique if not is_imei(word)))


def _luhn_sum(digits: str) -> int:
    """Every second digit from the right counts double, 12 as 1 + 2."""
    return sum(
        int(digit) if place % 2 == 0 else sum(divmod(2 * int(digit), 10))
        for place, digit in enumerate(reversed(digits))
    )
