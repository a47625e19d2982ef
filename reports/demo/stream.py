"""One stream of chance for each entity: the same on every machine, and untouched by its neighbours.

Only `Random.random()` is called, the one method whose sequence Python promises to keep; the
distributions are built on it here. Sums of floats are `math.fsum`: `sum()` changed in Python 3.12.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

T = TypeVar("T")

_POISSON_STEP = 50.0


class Stream:
    """The chances of one entity, named by kind and key under the world's seed."""

    __slots__ = ("uniform",)

    def __init__(self, seed: int, kind: str, key: str) -> None:
        digest = sha256(f"{seed}|{kind}|{key}".encode()).digest()
        self.uniform = Random(int.from_bytes(digest[:8], "big")).random  # noqa: S311  A demonstration, no secret.

    def chance(self, probability: float) -> bool:
        return self.uniform() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.uniform() * len(choices))]

    def pick_at(self, cumulated: Sequence[float]) -> int:
        """The index that a draw hits on the cumulated weights."""
        return bisect_right(cumulated, self.uniform() * cumulated[-1], 0, len(cumulated) - 1)

    def normal(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """Box-Muller, one of the pair: two draws each time, so that the stream stays in step."""
        radius = math.sqrt(-2.0 * math.log(1.0 - self.uniform()))
        return mean + deviation * radius * math.cos(2.0 * math.pi * self.uniform())

    def lognormal(self, median: float, deviation: float) -> float:
        return median * math.exp(self.normal(0.0, deviation))

    def gamma(self, shape: float) -> float:
        """Marsaglia and Tsang, for shapes of one and more."""
        d = shape - 1.0 / 3.0
        c = 1.0 / math.sqrt(9.0 * d)
        while True:
            x = self.normal()
            v = (1.0 + c * x) ** 3
            if v > 0 and math.log(1.0 - self.uniform()) < 0.5 * x * x + d - d * v + d * math.log(v):
                return d * v

    def poisson(self, mean: float) -> int:
        """By multiplication; a large mean is the sum of several small ones."""
        total = 0
        while mean > _POISSON_STEP:
            total += self._small_poisson(_POISSON_STEP)
            mean -= _POISSON_STEP
        return total + self._small_poisson(mean)

    def negative_binomial(self, mean: float, k: float) -> int:
        return self.poisson(mean * self.gamma(k) / k) if mean > 0 else 0

    def _small_poisson(self, mean: float) -> int:
        limit, product, count = math.exp(-mean), self.uniform(), 0
        while product > limit:
            product *= self.uniform()
            count += 1
        return count
