"""The range in which the truth lies nine times of ten (handbook H6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri, stdtrit

from promotions.calc.effect.units import Estimate

# One in twenty lies above, one in twenty below.
SURE = 0.95
# Half of the range in standard errors, where these are well known.
NORMAL_HALF = float(ndtri(SURE))


@dataclass(frozen=True, slots=True)
class Spread:
    """A variance, and on how many independent pieces of evidence beyond the first it rests."""

    variance: float
    freedom: float


def estimate_of(sold: float, baseline: float, spreads: Sequence[Spread]) -> Estimate:
    """Add up independent errors; few pieces of evidence widen the range (Student's t, Satterthwaite 1946)."""
    variance = sum(spread.variance for spread in spreads)
    parts = sum(spread.variance**2 / spread.freedom for spread in spreads)
    half = sqrt(variance) * float(stdtrit(max(variance**2 / parts, 1.0), SURE)) if parts else 0.0
    uplift = sold - baseline
    return Estimate(baseline, uplift, uplift - half, uplift + half)
