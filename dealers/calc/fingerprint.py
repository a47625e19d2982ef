"""One short text for all that a draft is made from: where it is the same, the draft would be the same (P6, job J2)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

# Most of what there is, so nothing else is asked of it.
_SAID_AS_THEY_ARE = frozenset({int, str, float, bool, Decimal, date, type(None)})


def fingerprint(*parts: Any) -> str:
    """64 hexadecimal digits of the parts' values; the order of keys and of sets does not count."""
    digest = sha256()
    for part in parts:
        digest.update(_plain(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _plain(value: Any) -> str:
    if type(value) in _SAID_AS_THEY_ARE:
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_plain(key)}:{_plain(one)}" for key, one in value.items())) + "}"
    if isinstance(value, AbstractSet):
        return "{" + ",".join(sorted(map(_plain, value))) + "}"
    if isinstance(value, tuple | list):
        return "(" + ",".join(map(_plain, value)) + ")"
    if is_dataclass(value):
        return "(" + ",".join([_plain(getattr(value, name)) for name in _names_of(type(value))]) + ")"
    return repr(value)


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
