"""Measured ways between places, which stand in for speed and detour where they are known (handbook H4.2)."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from struct import pack, unpack
from typing import NamedTuple

# What stands for the start and end place where stores stand by their codes.
HOME = ""
# No way is so long; in a packed matrix it says that the way is unknown.
_NO_TENTHS, _NO_METRES = 2**16 - 1, 2**32 - 1
LONGEST_MINUTES = 1_440


class Way(NamedTuple):
    """Tenths of a minute from one place to another, and metres where they are known."""

    tenths: int
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class Ways:
    """Known ways by the codes of their ends."""

    known: Mapping[tuple[str, str], Way] = field(default_factory=dict)

    def between(self, here: str, there: str) -> Way | None:
        """The way there; where only the way back was measured, that."""
        return self.known.get((here, there)) or self.known.get((there, here))


def pack_ways(ways: Ways, codes: Sequence[str]) -> str:
    """The ways among these places in a short text: six bytes a pair, squeezed."""
    if not ways.known:
        return ""
    pairs = [ways.known.get(pair) for pair in product(codes, repeat=2)]
    tenths = [_NO_TENTHS if way is None else way.tenths for way in pairs]
    metres = [_NO_METRES if way is None or way.metres is None else way.metres for way in pairs]
    packed = pack(f"<{len(pairs)}H{len(pairs)}I", *tenths, *metres)
    return b64encode(zlib.compress(packed)).decode("ascii")


def unpack_ways(text: str, codes: Sequence[str]) -> Ways:
    """Read packed ways back; the codes are those with which they were packed, in the same order."""
    if not text:
        return Ways()
    count = len(codes) ** 2
    numbers = unpack(f"<{count}H{count}I", zlib.decompress(b64decode(text)))
    return Ways(
        {
            pair: Way(tenths, None if metres == _NO_METRES else metres)
            for pair, tenths, metres in zip(product(codes, repeat=2), numbers[:count], numbers[count:], strict=True)
            if tenths != _NO_TENTHS
        }
    )


def known_pairs(ways: Ways, codes: Sequence[str]) -> tuple[int, int]:
    """How many of the ways from each of these places to each other are measured, and how many there are."""
    pairs = [pair for pair in product(codes, repeat=2) if pair[0] != pair[1]]
    return sum(ways.between(*pair) is not None for pair in pairs), len(pairs)


def known_legs(ways: Ways, routes: Iterable[Sequence[str]]) -> tuple[int, int]:
    """How many ways of these days are measured, and how many there are; a day is its places in order."""
    legs = [leg for route in routes for leg in pairwise(route)]
    return sum(ways.between(*leg) is not None for leg in legs), len(legs)
