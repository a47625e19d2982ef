"""Score a store's image against its standard (handbook H5.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FULL = Decimal(100)
TENTH = Decimal("0.1")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class MeasuredItem:
    """So many are required, so many were counted; more than required earns no more."""

    code: str
    weight: int
    required: Decimal | int
    measured: Decimal | int | None
    is_applicable: bool = True

    @property
    def counts(self) -> bool:
        """Nothing required is nothing to fulfil: such an item does not apply."""
        return self.is_applicable and self.required > 0

    @property
    def fulfilment(self) -> Decimal:
        """Nearness to the required number, from 0 to 1; an open answer earns nothing."""
        share = Decimal(self.measured or 0) / Decimal(self.required)
        return min(Decimal(1), max(Decimal(0), share))


@dataclass(frozen=True, slots=True)
class GradedItem:
    """A level from 0 to the best one was chosen; each level up earns an equal part."""

    code: str
    weight: int
    best_level: int
    level: int | None
    is_applicable: bool = True

    @property
    def counts(self) -> bool:
        """An item without levels does not apply."""
        return self.is_applicable and self.best_level > 0

    @property
    def fulfilment(self) -> Decimal:
        """The chosen level's part of the best one; an open answer earns nothing."""
        share = Decimal(self.level or 0) / Decimal(self.best_level)
        return min(Decimal(1), max(Decimal(0), share))


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item earned; `lost_points` of the hundred, rounded by itself."""

    code: str
    weight: int
    fulfilment: Decimal | None
    lost_points: Decimal


@dataclass(frozen=True, slots=True)
class ImageScore:
    """0–100 with one decimal, or None where no item applies; items as they were given."""

    score: Decimal | None
    items: tuple[ItemScore, ...]


def score_image(items: Iterable[MeasuredItem | GradedItem]) -> ImageScore:
    """Weigh each item's fulfilment: Σ weight × fulfilment ÷ Σ weight × 100.

    What does not apply leaves both sums: it is not zero.
    """
    given = list(items)
    weight = sum(item.weight for item in given if item.counts)
    scored = tuple(_score_item(item, weight) for item in given)
    if not weight:
        return ImageScore(None, scored)
    earned = sum((item.weight * item.fulfilment for item in given if item.counts), Decimal(0))
    return ImageScore((earned * FULL / weight).quantize(TENTH, ROUND_HALF_UP), scored)


def _score_item(item: MeasuredItem | GradedItem, weight: int) -> ItemScore:
    if not item.counts:
        return ItemScore(item.code, item.weight, None, Decimal(0))
    lost = (1 - item.fulfilment) * item.weight * FULL / weight if weight else Decimal(0)
    return ItemScore(item.code, item.weight, item.fulfilment, lost.quantize(HUNDREDTH, ROUND_HALF_UP))
