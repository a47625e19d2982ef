"""One short text for all that a draft is made from: where it is the same, the draft would be the same (P6, job J2)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any


def fingerprint(*parts: Any) -> str:
    """64 hexadecimal digits of the parts' values; the order of keys and of sets does not count."""
    digest = sha256()
    for part in parts:
        digest.update(_plain(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_plain(key)}:{_plain(one)}" for key, one in value.items())) + "}"
    if isinstance(value, AbstractSet):
        return "{" + ",".join(sorted(map(_plain, value))) + "}"
    if isinstance(value, tuple | list):
        return "(" + ",".join(map(_plain, value)) + ")"
    if is_dataclass(value):
        return "(" + ",".join(_plain(getattr(value, field.name)) for field in fields(value)) + ")"
    return repr(value)
