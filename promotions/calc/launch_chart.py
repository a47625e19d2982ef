"""The curves of a launch as lines of a picture (handbook H6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from promotions.calc.launch_curve import CurvePoint

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 12, 28
QUARTERS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at a place of the axis."""

    place: int
    words: str | date


@dataclass(frozen=True, slots=True)
class LaunchChart:
    """Lines as points of a polyline; whole pixels, so that they read the same in every language."""

    points: Sequence[CurvePoint]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM

    @property
    def planned(self) -> str:
        return self._line("planned")

    @property
    def numeric(self) -> str:
        return self._line("numeric")

    @property
    def weighted(self) -> str:
        return self._line("weighted")

    @property
    def displayed(self) -> str:
        return self._line("displayed")

    @property
    def shares(self) -> list[Mark]:
        return [Mark(self._y(Decimal(percent) / 100), f"{percent} %") for percent in QUARTERS]

    @property
    def weeks(self) -> list[Mark]:
        """The first day of each week since the start."""
        return [Mark(self._x(place), point.day) for place, point in enumerate(self.points) if place % 7 == 0]

    def _line(self, name: str) -> str:
        """A first day alone is named twice: a line of one point would not be drawn."""
        known = [(place, getattr(point, name)) for place, point in enumerate(self.points)]
        line = [f"{self._x(place)},{self._y(share)}" for place, share in known if share is not None]
        return " ".join(line * 2 if len(line) == 1 else line)

    def _x(self, place: int) -> int:
        return LEFT + place * (WIDTH - LEFT - RIGHT) // max(1, len(self.points) - 1)

    def _y(self, share: Decimal) -> int:
        return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM))
