"""How far a price on a tag lies from the list price (handbook H5.2; price compliance of the field's figures)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

THOUSANDTH = Decimal("0.001")
FULL = 100


@dataclass(frozen=True, slots=True)
class Deviation:
    """Yuan above the list price, and its share of it; below it they are negative."""

    yuan: Decimal
    share: Decimal


def deviation(shelf_yuan: Decimal, list_yuan: Decimal | None) -> Deviation | None:
    """The tag less the list price, in yuan and as a share of the list price with three places."""
    if not list_yuan:
        return None
    apart = shelf_yuan - list_yuan
    return Deviation(apart, (apart / list_yuan).quantize(THOUSANDTH, ROUND_HALF_UP))


def is_off(shelf_yuan: Decimal, list_yuan: Decimal | None, band_percent: int) -> bool:
    """Whether the tag lies further from the list price than the band; on its border it does not."""
    return bool(list_yuan) and abs(shelf_yuan - list_yuan) * FULL > band_percent * list_yuan


@dataclass(frozen=True, slots=True)
class Compliance:
    """Prices inside their band of those that could be judged."""

    judged: int
    off: int

    @property
    def kept(self) -> int:
        return self.judged - self.off

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.kept) / self.judged if self.judged else None


def compliance(judgements: Iterable[tuple[bool, int]]) -> Compliance:
    """Sum up how many prices were off and not, given as (off, number)."""
    counted = dict(judgements)
    return Compliance(sum(counted.values()), counted.get(True, 0))
