"""How a dealer's quarter becomes scores, a grade and a proposal (handbook H10.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

RULE = "2026-11"
MEASURES = ("target", "distribution", "stock", "payment", "discipline", "team", "reporting")
FULL = Decimal(100)
_TENTH = Decimal("0.1")


class Evidence(NamedTuple):
    """One thing that a score was made of: what, how much, whether it counts for the dealer, and where it stands."""

    what: str
    value: str
    is_good: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A part of a whole, such as what was paid on time of what was due; nothing measured has no whole."""

    numerator: Decimal = Decimal(0)
    denominator: Decimal = Decimal(0)
    evidence: tuple[Evidence, ...] = ()

    @property
    def score(self) -> Decimal | None:
        """More than the whole is not more than a hundred."""
        if self.denominator <= 0:
            return None
        return (min(max(self.numerator / self.denominator, Decimal(0)), Decimal(1)) * FULL).quantize(
            _TENTH, ROUND_HALF_UP
        )


class Lines(NamedTuple):
    """From how many points on a grade is given; below the last it is D."""

    a: int
    b: int
    c: int


def total(scores: Iterable[tuple[Decimal | None, int]]) -> Decimal | None:
    """The average of what was measured, by weight: what could not be measured is not zero."""
    known = [(score, weight) for score, weight in scores if score is not None and weight]
    weights = sum(weight for _score, weight in known)
    if not weights:
        return None
    return (sum((score * weight for score, weight in known), Decimal(0)) / weights).quantize(_TENTH, ROUND_HALF_UP)


def grade_of(score: Decimal | None, lines: Lines) -> str:
    """A, B, C or D; nothing without a score."""
    if score is None:
        return ""
    return next((grade for grade, line in zip("ABC", lines, strict=True) if score >= line), "D")


def discipline(breaches: int, points_each: int) -> Measured:
    """A hundred less so many points for each proven breach."""
    left = max(Decimal(0), FULL - breaches * points_each)
    return Measured(left, FULL)


def suggested(grade: str, former_grade: str) -> str:
    """What the rule proposes: the second D in a row is the end."""
    if grade == "D" and former_grade == "D":
        return "end"
    return {"A": "expand", "B": "keep", "C": "improve", "D": "shrink"}.get(grade, "keep")


def is_healthy(stock: int, cover: Decimal | None, shortest: int, longest: int) -> bool | None:
    """Whether a SKU's stock lasts neither too short nor too long; what neither lies there nor sells says nothing."""
    if cover is None:
        return False if stock else None
    return shortest <= cover <= longest
