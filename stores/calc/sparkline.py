"""Shares over the weeks as a small line (handbook H2.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 120, 28, 3


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Shares from 0 to 1, oldest first; a week without one leaves its place empty."""

    shares: Sequence[Decimal | None]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def path(self) -> str:
        """The points of a polyline; the whole height is from nothing to all."""
        step = Decimal(WIDTH - 2 * MARGIN) / max(1, len(self.shares) - 1)
        points = (
            (round(MARGIN + place * step), round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)))
            for place, share in enumerate(self.shares)
            if share is not None
        )
        return " ".join(f"{x},{y}" for x, y in points)

    @property
    def known(self) -> list[Decimal]:
        return [share for share in self.shares if share is not None]

    @property
    def is_line(self) -> bool:
        return len(self.known) > 1
