"""How a candidate's marks become one score (handbook H10.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

BEST_MARK = 5
# They make a hundred: who scores five everywhere has all points.
WEIGHTS: Mapping[str, int] = MappingProxyType(
    {"territory": 10, "warehouse": 15, "capital": 20, "network": 20, "team": 15, "brands": 10, "reputation": 10}
)


@dataclass(frozen=True, slots=True)
class Points:
    """What one criterion adds to the score; no points without a mark."""

    criterion: str
    weight: int
    mark: int | None
    points: Decimal | None


def points_of(marks: Mapping[str, int]) -> list[Points]:
    """Weight × mark ÷ 5 for each criterion, in the order of the weights.

    >>> points_of({"capital": 4})[2].points
    Decimal('16')
    """
    return [_points(name, weight, marks.get(name)) for name, weight in WEIGHTS.items()]


def score_of(marks: Mapping[str, int]) -> Decimal | None:
    """The sum of all points, 20 to 100; a candidate that is not judged by each criterion has no score yet."""
    points = [line.points for line in points_of(marks)]
    return None if None in points else sum(points, Decimal(0))


def _points(name: str, weight: int, mark: int | None) -> Points:
    return Points(name, weight, mark, None if mark is None else Decimal(weight * mark) / BEST_MARK)
