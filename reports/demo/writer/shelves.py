"""What stood on a store's shelves on the days of its visits (handbook H5.2)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports.demo.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Move:
    """One day's deliveries and net sales of a SKU."""

    day: date
    sku: str
    came: int
    went: int


@dataclass(frozen=True)
class Shelf:
    """A store's stock on some morning, and what moved from then on, oldest first."""

    opening: Counter[str]
    moves: tuple[Move, ...]

    @classmethod
    def of(cls, ledger: Ledger, since: date) -> "Shelf":
        """Told back from today's stock."""
        net = ledger.net_sold()
        keys = {key for counts in (ledger.delivered, net) for key in counts if key[0] >= since}
        moves = tuple(Move(day, sku, ledger.delivered[day, sku], net[day, sku]) for day, sku in sorted(keys))
        opening = Counter(ledger.stock)
        for move in moves:
            opening[move.sku] -= move.came - move.went
        return cls(opening, moves)

    @cached_property
    def came_on(self) -> dict[str, date]:
        """The first day on which each SKU moved that was not there before; what was there or never came has none."""
        return {move.sku: move.day for move in reversed(self.moves) if not self.opening[move.sku]}

    def has_had(self, sku: str, before: date) -> bool:
        """Whether the SKU was ever there before a day."""
        return self.opening[sku] > 0 or self.came_on.get(sku, before) < before

    def counts_on(self, days: Sequence[date]) -> Iterator[dict[str, tuple[int, int]]]:
        """For each of the rising days, by SKU the stock of its morning and the sales since the day before it."""
        stock, place = Counter(self.opening), 0
        for day in days:
            sold: Counter[str] = Counter()
            while place < len(self.moves) and self.moves[place].day < day:
                move = self.moves[place]
                stock[move.sku] += move.came - move.went
                sold[move.sku] += move.went
                place += 1
            seen = sorted(sku for sku in stock.keys() | sold.keys() if stock[sku] or sold[sku])
            yield {sku: (stock[sku], sold[sku]) for sku in seen}
