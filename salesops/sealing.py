"""Personal data at rest: sealed by keys of the environment, found by a keyed hash (handbook H0, H7).

The first key of `SALESOPS_DATA_KEYS` seals; all of them open and find, so that a new key is put before the old one,
`manage.py rotate_data_keys` seals everything anew, and the old one is taken away.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from salesops.errors import DomainError

_SEAL, _FIND = b"salesops seal", b"salesops find"


class KeyMissing(DomainError):
    """What is sealed was sealed by a key that this installation does not have."""


def seal(text: str) -> str:
    """The text as only a key opens it, another one each time; nothing stays nothing."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """The text again."""
    if not token:
        return ""
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise KeyMissing("A value was sealed by a key that is not among SALESOPS_DATA_KEYS.") from error


def sealed_anew(token: str) -> str:
    """The same text, sealed by the first key."""
    return _fernet().rotate(token.encode()).decode() if token else ""


def digest(text: str) -> str:
    """By which an equal text is found, and nothing else is learned; empty for an empty text."""
    return _digest(_keys()[0], text)


def digests(text: str) -> list[str]:
    """The same under each key, for rows that a rotation has not reached yet."""
    return [_digest(key, text) for key in _keys()]


def _digest(key: str, text: str) -> str:
    return hmac.new(_derived(key, _FIND), text.encode(), sha256).hexdigest() if text else ""


def _keys() -> Sequence[str]:
    return settings.SALESOPS_DATA_KEYS


def _fernet() -> MultiFernet:
    return MultiFernet([_one(key) for key in _keys()])


@cache
def _one(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(_derived(key, _SEAL)))


@cache
def _derived(key: str, purpose: bytes) -> bytes:
    """One key of the environment gives two that tell nothing of each other."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key.encode())
