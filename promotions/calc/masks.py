"""Numbers of a person: how they are written, checked, and shown without telling them (handbook H0, H7)."""

import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_KEPT = 4
_DOTS = "••••"


def read_phone(text: str) -> str | None:
    """A mobile number of the mainland as eleven digits, with or without 86 before it; None if it is none."""
    digits = re.sub(r"[\s\-()（）]", "", text)
    digits = re.sub(r"^(?:\+?86)(?=1\d{10}$)", "", digits)
    return digits if re.fullmatch(r"1[3-9]\d{9}", digits, re.ASCII) else None


def read_id_number(text: str) -> str | None:
    """A resident's id card number by GB 11643: eighteen places, the last one a check (ISO 7064 MOD 11-2)."""
    number = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        return None
    rest = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % len(_CHECKS)
    return number if _CHECKS[rest] == number[-1] else None


def read_bank_account(text: str) -> str | None:
    """The number on a bank card: 12 to 19 digits, those with 16 and more by the Luhn check."""
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch(r"\d{12,19}", digits, re.ASCII):
        return None
    return digits if len(digits) < 16 or _luhn(digits) else None


def masked(number: str) -> str:
    """The last four places, and nothing of the others, not even how many there are."""
    return f"{_DOTS}{number[-_KEPT:]}" if len(number) > _KEPT * 2 else _DOTS if number else ""


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[::-2])) % 10 == 0
