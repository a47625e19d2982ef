"""What past promotions teach: effects drawn together as far as each is uncertain (handbook H6.2, field.md C7).

An effect is a share of the baseline. Those of one kind scatter around their mean by τ² (DerSimonian and Laird,
Controlled Clinical Trials 7, 1986); each is drawn to the mean by how much its own error s² outweighs that:

    shrunk = (effect ÷ s² + mean ÷ τ²) ÷ (1 ÷ s² + 1 ÷ τ²)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from promotions.calc.effect.ranges import NORMAL_HALF

# Fewer of a kind are drawn to the mean of all kinds.
LEAST_OF_A_KIND = 3
LEAST_ERROR = 0.01


@dataclass(frozen=True, slots=True)
class PastEffect:
    """One promotion's uplift as a share of its baseline, and the standard error of it."""

    key: int
    kind: str
    effect: float
    error: float

    @classmethod
    def of(cls, key: int, kind: str, *, baseline: float, uplift: float, low: float, high: float) -> "PastEffect":
        error = (high - low) / 2 / NORMAL_HALF / baseline
        return cls(key, kind, uplift / baseline, max(error, LEAST_ERROR))


@dataclass(frozen=True, slots=True)
class Learned:
    """An effect with its range, and from how many promotions it was learned."""

    effect: float
    low: float
    high: float
    count: int


def shrink(past: Sequence[PastEffect]) -> dict[int, Learned]:
    """Draw each promotion's effect to the mean of its kind; alone of its kind, to the mean of all."""
    return {one.key: _shrunk(one, _like(one.kind, past)) for one in past}


def expect(kind: str, past: Sequence[PastEffect]) -> Learned | None:
    """What a new promotion of a kind may be expected to bring; None without enough of them."""
    alike = _like(kind, past)
    if len(alike) < LEAST_OF_A_KIND:
        return None
    mean, scatter, variance = _mean_of(alike)
    half = NORMAL_HALF * sqrt(scatter + variance)
    return Learned(mean, mean - half, mean + half, len(alike))


def by_kind(past: Sequence[PastEffect]) -> Mapping[str, Learned]:
    """What each kind has brought, where enough is known of it alone."""
    kinds = sorted({one.kind for one in past})
    return {kind: found for kind in kinds if (found := expect(kind, [one for one in past if one.kind == kind]))}


def _like(kind: str, past: Sequence[PastEffect]) -> Sequence[PastEffect]:
    alike = [one for one in past if one.kind == kind]
    return alike if len(alike) >= LEAST_OF_A_KIND else past


def _shrunk(one: PastEffect, alike: Sequence[PastEffect]) -> Learned:
    mean, scatter, variance = _mean_of(alike)
    own = scatter / (scatter + one.error**2)
    effect = own * one.effect + (1 - own) * mean
    half = NORMAL_HALF * sqrt(own * one.error**2 + (1 - own) ** 2 * variance)
    return Learned(effect, effect - half, effect + half, len(alike))


def _mean_of(past: Sequence[PastEffect]) -> tuple[float, float, float]:
    """The mean effect, how far true effects scatter around it (τ²), and the variance of the mean."""
    effects, errors = np.array([one.effect for one in past]), np.array([one.error for one in past])
    weights = 1 / errors**2
    fixed = weights @ effects / weights.sum()
    excess = weights @ (effects - fixed) ** 2 - (len(past) - 1)
    size = weights.sum() - weights @ weights / weights.sum()
    scatter = max(0.0, float(excess / size)) if size > 0 else 0.0
    weights = 1 / (errors**2 + scatter)
    return float(weights @ effects / weights.sum()), scatter, float(1 / weights.sum())
