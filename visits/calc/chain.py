"""The chain of receipts: each link can only be made with all that came before (handbook H5.4)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

FIRST_LINK = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One receipt as it is kept, beside the content digest of its visit."""

    number: int
    client_id: str
    content_sha256: str
    chain_sha256: str
    visit_sha256: str


def link(before: str, number: int, client_id: str, content_sha256: str) -> str:
    """The digest of the next link."""
    return hashlib.sha256(f"{before}:{number}:{client_id}:{content_sha256}".encode()).hexdigest()


def broken_at(links: Iterable[Link]) -> int | None:
    """The first number at which a chain has a gap, another content, or does not follow; None if it is whole."""
    before = FIRST_LINK
    for expected, one in enumerate(links, start=1):
        follows = link(before, expected, one.client_id, one.content_sha256)
        if one.number != expected or one.content_sha256 != one.visit_sha256 or one.chain_sha256 != follows:
            return expected
        before = one.chain_sha256
    return None
